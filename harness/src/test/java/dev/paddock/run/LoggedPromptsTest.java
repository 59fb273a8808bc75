package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Request;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LoggedPromptsTest {
  private static final String LOG =
      """
      slot   operator(): id  0 | task 7 | new prompt, n_ctx_slot = 4096, n_keep = 4, task.n_tokens = 61
      slot   operator(): id  0 | task 7 | cached n_tokens = 3, memory_seq_rm [3, end)
      slot   operator(): id  1 | task 9 | new prompt, n_ctx_slot = 4096, n_keep = 4, task.n_tokens = 900
      slot   operator(): id  1 | task 9 | cached n_tokens = 57, memory_seq_rm [57, end)
      slot   operator(): id  1 | task 9 | cached n_tokens = 569, memory_seq_rm [569, end)
      """;

  private static Request request(int id, int promptTokens) {
    return new Measurements.Draft(id).promptTokens(promptTokens).request();
  }

  @Test
  void of_a_prompt_that_is_read_in_parts_the_first_line_says_what_was_cached() {
    assertThat(LoggedPrompts.of(LOG).prompts())
        .containsExactly(
            new LoggedPrompts.Prompt(OptionalInt.of(61), 3),
            new LoggedPrompts.Prompt(OptionalInt.of(900), 57));
    assertThat(LoggedPrompts.of("time=… level=INFO msg=ready\n").prompts()).isEmpty();
  }

  @Test
  void a_request_gets_what_the_log_says_of_a_prompt_of_its_length() {
    List<Request> requests =
        LoggedPrompts.of(LOG).into(List.of(request(1, 900), request(2, 61), request(3, 61)));
    assertThat(requests)
        .extracting(Request::cachedTokens)
        .containsExactly(OptionalInt.of(57), OptionalInt.of(3), OptionalInt.empty());
  }

  @Test
  void what_an_answer_says_itself_stays() {
    assertThat(
            LoggedPrompts.of(LOG)
                .into(
                    List.of(new Measurements.Draft(1).promptTokens(900).cachedTokens(0).request()))
                .getFirst()
                .cachedTokens())
        .hasValue(0);
  }
}
