package dev.paddock.workload;

import dev.paddock.fuzz.Fuzzing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFileFuzz {
  @TempDir private Path folder = Path.of("");

  private void read(byte[] input, String name) {
    try {
      PromptFile file = PromptFile.read(Files.write(folder.resolve(name), input).toString());
      for (int place = 0; place < file.size(); place++) {
        var _ = file.prompt(place);
        var _ = file.messages(place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_spoiled_file_of_prompts_is_read_or_refused() {
    Fuzzing.of("prompts")
        .sample(
            """
            {"prompt": "a"}
            "b"
            {"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": [{"type": "text", "text": "t"}]}]}
            {"custom_id": "1", "body": {"messages": [{"role": "user", "content": "u"}]}}
            """,
            """
            [{"id": "x", "conversations": [{"from": "human", "value": "h"}, {"from": "gpt", "value": "g"}]}]
            """,
            "\uFEFFone\r\n\ntwo\n")
        .words("role", "assistant", "tool", "null", "[", "]", "{", "}", "\\u0000", "input")
        .against(
            WorkloadException.class,
            input -> {
              read(input, "spoiled.jsonl");
              read(input, "spoiled.json");
              read(input, "spoiled.txt");
            });
  }
}
