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
  void every_block_has_each_variant_once_in_an_order_of_its_own(Suite suite) {
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
  void the_same_order_comes_from_the_same_seed(Suite suite) {
    assertThat(SuitePlan.of(suite, Effort.FULL, 7)).isEqualTo(SuitePlan.of(suite, Effort.FULL, 7));
    assertThat(SuitePlan.of(suite, Effort.FULL, 8).trials())
        .isNotEqualTo(SuitePlan.of(suite, Effort.FULL, 7).trials());
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void a_short_look_has_few_variants(Suite suite) {
    assertThat(SuitePlan.of(suite, suite.effort(false), 7).cells())
        .hasSizeBetween(2, suite.byDefault() ? 6 : 20);
  }

  @ParameterizedTest
  @MethodSource("dev.paddock.benchmarks.Suites#all")
  void every_hypothesis_is_about_variants_that_are_measured(Suite suite) {
    assertThat(SuitePlan.hypotheses(suite, suite.effort(true), 7))
        .isEqualTo(suite.variants().hypotheses());
    assertThat(SuitePlan.hypotheses(suite, suite.effort(false), 7))
        .as("a look shows its noise too")
        .anySatisfy(hypothesis -> assertThat(hypothesis.id()).startsWith("AA"));
  }
}
