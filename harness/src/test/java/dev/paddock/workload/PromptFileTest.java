package dev.paddock.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.PromptSource.Length;
import dev.paddock.workload.Prompt.Message;
import dev.paddock.workload.Prompt.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFileTest {
  @TempDir private Path folder = Path.of("");

  private PromptFile file(String name, String text) throws IOException {
    return PromptFile.read(Files.writeString(folder.resolve(name), text).toString());
  }

  private Prompt only(String record) throws IOException {
    PromptFile file = file("one.jsonl", record + "\n");
    assertThat(file.size()).isEqualTo(1);
    return file.prompt(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Wie spät ist es?\"",
        "{\"prompt\": \"Wie spät ist es?\"}",
        "{\"id\": 3, \"question\": \"Wie spät ist es?\", \"answer\": \"Neun.\"}",
        "{\"instruction\": \"Wie spät ist es?\", \"input\": \"\", \"output\": \"Neun.\"}",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"Wie spät ist es?\"}]}",
        "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"Wie"
            + " spät ist es?\"}]}]}",
        "{\"custom_id\": \"a\", \"method\": \"POST\", \"url\": \"/v1/chat/completions\", \"body\":"
            + " {\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"Wie spät ist"
            + " es?\"}]}}",
        "{\"id\": \"x\", \"conversations\": [{\"from\": \"human\", \"value\": \"Wie spät ist"
            + " es?\"}, {\"from\": \"gpt\", \"value\": \"Neun.\"}, {\"from\": \"human\", \"value\":"
            + " \"Danke\"}, {\"from\": \"gpt\", \"value\": \"Bitte\"}]}",
      })
  void a_prompt_is_found_in_every_form_that_people_write(String record) throws IOException {
    assertThat(only(record)).isEqualTo(Prompt.of("Wie spät ist es?"));
  }

  @Test
  void messages_of_a_request_are_sent_as_they_are_and_its_system_is_told_apart()
      throws IOException {
    Prompt prompt =
        only(
            "{\"messages\": [{\"role\": \"system\", \"content\": \"Be brief\"}, {\"role\":"
                + " \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"},"
                + " {\"role\": \"user\", \"content\": \"c\"}]}");
    assertThat(prompt.messages()).hasSize(4);
    assertThat(prompt.system()).hasValue("Be brief");
    assertThat(prompt.needsChat()).isTrue();
  }

  @Test
  void a_system_field_goes_before_the_prompt() throws IOException {
    assertThat(only("{\"system\": \"Be brief\", \"prompt\": \"a\"}").messages())
        .containsExactly(new Message(Role.SYSTEM, "Be brief"), new Message(Role.USER, "a"));
  }

  @Test
  void an_array_has_a_prompt_an_element_over_as_many_lines_as_it_likes() throws IOException {
    PromptFile file =
        file(
            "share.json",
            "[\n {\"prompt\":\n \"erste\"},\n \"zweite ä\",\n\n {\"prompt\": \"dritte\"}]\n");
    assertThat(IntStream.range(0, 3).mapToObj(file::prompt))
        .containsExactly(Prompt.of("erste"), Prompt.of("zweite ä"), Prompt.of("dritte"));
  }

  @Test
  void plain_text_has_a_prompt_a_line() throws IOException {
    PromptFile file = file("mine.txt", "\uFEFFeins\r\n\n  zwei  \n[INST] drei");
    assertThat(IntStream.range(0, file.size()).mapToObj(file::prompt))
        .containsExactly(Prompt.of("eins"), Prompt.of("zwei"), Prompt.of("[INST] drei"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.jsonl | {\"prompt\": \"x\"} NL {\"prompt\": | line 2: is not JSON",
        "a.jsonl | {\"prompt\": \"x\"} NL {\"answer\": 3} | line 2: has no prompt, but answer",
        "a.jsonl | {\"prompt\": \" \"} | line 1: its prompt is empty",
        "a.jsonl | 17 | line 1: is neither text nor an object",
        "a.jsonl | {\"messages\": [{\"role\": \"assistant\", \"content\": \"a\"}]} | no message of"
            + " it is the user's",
        "a.jsonl | {\"messages\": [{\"role\": \"narrator\", \"content\": \"a\"}]} | has the role"
            + " narrator",
        "a.jsonl | {\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}"
            + " | a part of type image_url",
        "a.json | [{\"prompt\": \"x\"}, | line 1: is not JSON",
        "a.csv | prompt NL x | is a table",
        "a.txt | NL NL | holds no prompt",
      })
  void what_is_no_prompt_is_named_with_its_line(String name, String text, String words) {
    assertThatThrownBy(() -> file(name, text.replace("NL", "\n")))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("workload.prompts: ")
        .hasMessageContaining(words);
  }

  @Test
  void many_faults_are_counted_and_a_few_shown() {
    assertThatThrownBy(() -> file("a.jsonl", "{}\n".repeat(50)))
        .hasMessageContaining("line 1: ")
        .hasMessageContaining("line 3: ")
        .hasMessageContaining("and 47 more");
  }

  @Test
  void what_is_no_text_is_named_as_what_it_is() throws IOException {
    Path packed =
        Files.write(folder.resolve("a.jsonl"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    assertThatThrownBy(() -> PromptFile.read(packed.toString())).hasMessageContaining("gzip");
    Path wide = Files.write(folder.resolve("b.txt"), "\uFEFFa".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> PromptFile.read(wide.toString())).hasMessageContaining("UTF-16");
    Path latin = Files.write(folder.resolve("c.txt"), new byte[] {'a', (byte) 0xe4, '\n'});
    assertThatThrownBy(() -> PromptFile.read(latin.toString())).hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> PromptFile.read(folder.toString())).hasMessageContaining("directory");
    assertThatThrownBy(() -> PromptFile.read(folder.resolve("none").toString()))
        .hasMessageContaining("no such file");
  }

  @Test
  void short_ones_are_the_shortest_third_and_long_ones_the_longest() throws IOException {
    PromptFile file = file("a.txt", "ccc\na\ndddd\nbb\neeeee\nffffff\n");
    assertThat(file.of(Length.SHORT, 1)).containsExactly(1, 3);
    assertThat(file.of(Length.LONG, 1)).containsExactly(4, 5);
    assertThat(file.of(Length.ALL, 1)).hasSize(6);
  }

  @Test
  void another_text_has_another_fingerprint() throws IOException {
    String one = file("a.txt", "a\nb\n").fingerprint();
    assertThat(one).startsWith("2 prompts, ");
    assertThat(file("b.txt", "a\nb\n").fingerprint()).isEqualTo(one);
    assertThat(file("c.txt", "a\nc\n").fingerprint()).isNotEqualTo(one);
  }

  @Test
  void a_file_that_lost_its_end_meanwhile_is_said() throws IOException {
    PromptFile file = file("a.txt", "eins\nzwei\n");
    Files.writeString(folder.resolve("a.txt"), "ei");
    assertThatThrownBy(() -> file.prompt(1)).hasMessageContaining("shorter than it was");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\": \"2+2?\", \"answer\": 4}",
        "{\"question\": \"2+2?\", \"expected\": [\"4\"]}",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"2+2?\"}], \"target\": \"4\"}",
        "{\"prompt\": \"2+2?\", \"label\": \"4\", \"id\": 7}",
      })
  void the_answer_that_is_right_stands_beside_its_prompt(String record) throws IOException {
    PromptFile file = file("asked.jsonl", record);
    assertThat(file.answers(0)).containsExactly("4");
    file.needsAnswers();
  }

  @Test
  void a_prompt_without_an_answer_is_named_by_its_line() throws IOException {
    PromptFile file =
        file("asked.jsonl", "{\"prompt\": \"a\", \"answer\": \"b\"}\n\n{\"prompt\": \"c\"}\n");
    assertThatThrownBy(file::needsAnswers)
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("asked.jsonl:3: has no answer to check by");
  }
}
