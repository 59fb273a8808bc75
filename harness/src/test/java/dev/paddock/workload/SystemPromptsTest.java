package dev.paddock.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.workload.Prompt.Message;
import dev.paddock.workload.Prompt.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemPromptsTest {
  private static final Prompts SAID =
      id ->
          new Prompt(
              List.of(new Message(Role.SYSTEM, "other"), new Message(Role.USER, "hello " + id)));

  @Test
  void a_shared_beginning_is_the_same_before_all_prompts_and_takes_the_place_of_theirs() {
    Prompts told = new SystemPrompts(SAID, "Be brief", Prefix.SHARED, 1, 7);
    assertThat(told.prompt(4).messages())
        .containsExactly(new Message(Role.SYSTEM, "Be brief"), new Message(Role.USER, "hello 4"));
    assertThat(told.prompt(4).system()).isEqualTo(told.prompt(5).system());
  }

  @Test
  void a_unique_one_begins_in_its_own_way_in_each_conversation_and_not_in_each_turn() {
    Prompts told = new SystemPrompts(SAID, "Be brief", Prefix.UNIQUE, 3, 7);
    String first = told.prompt(0).system().orElseThrow();
    assertThat(first).endsWith("\nBe brief").hasLineCount(2);
    assertThat(told.prompt(2).system()).hasValue(first);
    assertThat(told.prompt(3).system().orElseThrow()).isNotEqualTo(first);
  }

  @Test
  void a_file_without_words_or_that_is_not_there_is_told(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("a.txt"), " \n");
    assertThatThrownBy(() -> SystemPrompts.read(empty.toString()))
        .hasMessageContaining("workload.system: ")
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> SystemPrompts.read(folder.resolve("b.txt").toString()))
        .hasMessageContaining("no such file");
  }
}
