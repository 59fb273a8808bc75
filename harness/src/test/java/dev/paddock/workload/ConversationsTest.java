package dev.paddock.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.PromptSource.Length;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.workload.Prompt.Message;
import dev.paddock.workload.Prompt.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationsTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(IntStream.range(0, 30).mapToObj(i -> "w" + i).toList(), 9);

  @TempDir private Path folder = Path.of("");

  private static Message user(String text) {
    return new Message(Role.USER, text);
  }

  private static Message answer(String text) {
    return new Message(Role.ASSISTANT, text);
  }

  @Test
  void each_turn_begins_with_all_that_was_said_before_it() {
    Prompts words = new WordPrompts(Prefix.UNIQUE, VOCABULARY, id -> 20, 5).conversations(3, 7);
    for (int conversation = 0; conversation < 4; conversation++) {
      List<Message> before = List.of();
      for (int turn = 0; turn < 3; turn++) {
        List<Message> now = words.prompt(3 * conversation + turn).messages();
        assertThat(now).hasSize(2 * turn + 1);
        assertThat(now.subList(0, before.size())).isEqualTo(before);
        assertThat(now.getLast().role()).isEqualTo(Role.USER);
        before = now;
      }
      assertThat(before.get(1).text().split(" ", -1)).hasSize(7);
    }
    assertThat(words.prompt(0).messages()).isNotEqualTo(words.prompt(3).messages());
  }

  @Test
  void a_turn_of_a_recorded_conversation_has_the_recorded_answers() {
    List<Message> recorded =
        List.of(
            new Message(Role.SYSTEM, "Be brief"),
            user("a"),
            answer("b"),
            new Message(Role.TOOL, "t"),
            answer("c"),
            user("d"),
            user("e"),
            answer("f"));
    assertThat(Conversations.turns(recorded)).isEqualTo(2);
    assertThat(Conversations.upTo(recorded, 1).messages()).isEqualTo(recorded.subList(0, 2));
    assertThat(Conversations.upTo(recorded, 2).messages()).isEqualTo(recorded.subList(0, 7));
  }

  @Test
  void of_a_file_only_conversations_that_are_long_enough_are_drawn() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("talks.jsonl"),
            """
            {"messages": [{"role": "user", "content": "short"}, {"role": "assistant", "content": "x"}]}
            {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}
            """);
    PromptFile talks = PromptFile.read(file.toString());
    Prompts prompts =
        OwnPrompts.of(talks, Length.ALL, Prefix.SHARED, new OwnPrompts.Requests(2, 4, 2), 1, 2);
    for (int id = 2; id < 6; id += 2) {
      assertThat(prompts.prompt(id).messages()).containsExactly(user("a"));
      assertThat(prompts.prompt(id + 1).messages())
          .containsExactly(user("a"), answer("b"), user("c"));
    }
    assertThatThrownBy(
            () ->
                OwnPrompts.of(
                    talks, Length.ALL, Prefix.SHARED, new OwnPrompts.Requests(0, 3, 3), 1, 2))
        .hasMessageContaining("no conversation of 3 turns: the longest has 2");
  }

  @Test
  void a_drawn_line_stands_before_a_conversation_and_not_before_each_turn() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("talks.jsonl"),
            """
            [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]
            """);
    Prompts prompts =
        OwnPrompts.of(
            PromptFile.read(file.toString()),
            Length.ALL,
            Prefix.UNIQUE,
            new OwnPrompts.Requests(0, 4, 2),
            1,
            2);
    assertThat(prompts.prompt(1).messages().getFirst())
        .isEqualTo(prompts.prompt(0).messages().getFirst());
    assertThat(prompts.prompt(1).messages().getLast()).isEqualTo(user("c"));
    assertThat(prompts.prompt(2).messages()).isNotEqualTo(prompts.prompt(0).messages());
  }
}
