package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.record.TrialSummary.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrialSummaryTest {
  private static final OfMetric P50 =
      new OfMetric(12.5, 80, 80, OptionalDouble.of(11), OptionalDouble.of(14));

  private static TrialSummary of(Map<String, OfMetric> figures, List<String> objectives) {
    return new TrialSummary(
        new Recipe(3, 40, objectives),
        new TreeMap<>(figures),
        new TreeMap<>(Map.of(TrialSummary.SCHEDULE_LAG, Sketch.of(5, 7).orElseThrow())),
        new Accounting(80, 80, 0, 0, 0, 0, 0),
        1,
        new TreeMap<>(Map.of("kernel", 80)),
        640,
        OptionalLong.of(12),
        Optional.of(true));
  }

  @Test
  void the_same_requests_by_the_same_recipe_give_the_same_summary() {
    assertThat(of(Map.of("ttft.p50", P50), List.of()))
        .isEqualTo(of(Map.of("ttft.p50", P50), List.of()))
        .isNotEqualTo(of(Map.of("ttft.p50", P50), List.of("ttft.p95 <= 500 ms")));
  }

  @Test
  void a_summary_keeps_what_it_was_given() {
    TreeMap<String, OfMetric> figures = new TreeMap<>(Map.of("ttft.p50", P50));
    List<String> objectives = new ArrayList<>(List.of("ttft.p95 <= 500 ms"));
    TrialSummary summary = of(figures, objectives);
    Recipe recipe = new Recipe(3, 40, objectives);
    figures.clear();
    objectives.clear();
    assertThat(summary.figures()).containsOnly(Map.entry("ttft.p50", P50));
    assertThat(recipe.objectives()).hasSize(1);
    assertThatThrownBy(() -> summary.figures().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> summary.shapes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
