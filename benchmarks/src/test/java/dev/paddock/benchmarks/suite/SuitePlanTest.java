package dev.paddock.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuitePlanTest {
  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void forks_of_one_variant_that_run_in_a_row_would_mistake_drift_for_a_difference(Suite suite) {
    Effort full = suite.effort(true);
    Plan plan = SuitePlan.of(suite, full, 7);
    List<List<String>> orders =
        IntStream.rangeClosed(1, full.forks())
            .mapToObj(
                block ->
                    plan.trials().stream()
                        .filter(trial -> trial.block() == block)
                        .map(PlannedTrial::cell)
                        .toList())
            .toList();
    assertThat(orders)
        .allSatisfy(
            order -> {
              assertThat(order).doesNotHaveDuplicates();
              assertThat(order).hasSameSizeAs(plan.cells());
            });
    int cells = plan.cells().size();
    assertThat(new HashSet<>(orders))
        .as("orders are drawn for each block, of which three variants have six")
        .hasSizeGreaterThan(Math.min(full.forks(), cells * (cells - 1)) / 2);
    assertThat(plan.trials().stream().map(PlannedTrial::block)).isSorted();
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void an_order_that_cannot_be_drawn_again_could_not_be_checked(Suite suite) {
    assertThat(SuitePlan.of(suite, Effort.SHORT, 7))
        .isEqualTo(SuitePlan.of(suite, Effort.SHORT, 7));
    assertThat(SuitePlan.of(suite, Effort.SHORT, 8).trials())
        .isNotEqualTo(SuitePlan.of(suite, Effort.SHORT, 7).trials());
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void a_short_look_with_too_many_variants_would_not_stay_short(Suite suite) {
    assertThat(SuitePlan.of(suite, suite.effort(false), 7).cells())
        .hasSizeBetween(2, suite.byDefault() ? 6 : 20);
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void a_claim_about_a_variant_that_is_never_measured_would_be_dropped_in_silence(Suite suite) {
    assertThat(SuitePlan.hypotheses(suite, suite.effort(true), 7))
        .isEqualTo(suite.variants().hypotheses());
    assertThat(SuitePlan.hypotheses(suite, suite.effort(false), 7))
        .as("a look shows its noise too")
        .anySatisfy(hypothesis -> assertThat(hypothesis.id()).startsWith("AA"));
  }
}
