package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.workload.Trace;
import dev.paddock.workload.WorkloadException;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LengthsTest {
  private static final Lengths ALIKE = Lengths.of(Measurements.setup(1, "unique").workload());

  private static final int TOGETHER = Measurements.PROMPT_TOKENS + Measurements.OUTPUT_TOKENS;

  @Test
  void what_fills_the_context_to_its_last_token_passes_and_one_token_less_does_not() {
    assertThatCode(() -> ALIKE.check(OptionalLong.of(TOGETHER), 9)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ALIKE.check(OptionalLong.of(TOGETHER - 1), 9))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("64 tokens and an answer of 8 are more than the 71");
  }

  @Test
  void where_the_server_says_nothing_every_length_passes() {
    assertThatCode(() -> ALIKE.check(OptionalLong.empty(), 9)).doesNotThrowAnyException();
  }

  @Test
  void of_a_trace_only_the_requests_that_are_sent_count() {
    Lengths replayed =
        new Lengths(
            ALIKE.workload(),
            List.of(entry(20, 10), entry(30, 20), entry(500, 20)),
            ALIKE.leastPrompt());
    assertThatCode(() -> replayed.check(OptionalLong.of(60), 2)).doesNotThrowAnyException();
    assertThatThrownBy(() -> replayed.check(OptionalLong.of(60), 3))
        .hasMessageContaining("500 tokens and an answer of 20");
  }

  private static Trace.Entry entry(int prompt, int answer) {
    return new Trace.Entry(0, OptionalInt.of(prompt), OptionalInt.of(answer));
  }
}
