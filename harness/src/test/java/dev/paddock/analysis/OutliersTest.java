package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.summary.Drift;
import dev.paddock.summary.Drift.Change;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Outlier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutliersTest {
  private static final Metric TTFT = Metric.named("ttft.p50").orElseThrow();

  @TempDir Path results;

  private static Observed cell(double... values) {
    TreeMap<Integer, Measured> valid = new TreeMap<>();
    for (double value : values) {
      OfMetric one = new OfMetric(value, 80, 80);
      valid.put(valid.size() + 1, new Measured(Map.of(TTFT.name(), one), Map.of()));
    }
    return new Observed(new Cell("c01", Configuration.NONE), valid, 0);
  }

  private static List<Outlier> outliers(double... values) {
    return Outliers.of(List.of(TTFT), List.of(cell(values)), (cell, block) -> 100 + block);
  }

  @Test
  void a_wild_trial_does_not_hide_itself_by_the_spread_that_it_makes() {
    // Its z-score by the standard deviation of all six is only 2.04.
    List<Outlier> found = outliers(100, 103, 98, 101, 250, 99);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().trial()).isEqualTo(105);
    assertThat(found.getFirst().block()).isEqualTo(5);
    assertThat(found.getFirst().value()).isEqualTo(250);
    // The median of the logarithms: sqrt(100 * 101).
    assertThat(found.getFirst().ratio()).isCloseTo(2.4876, within(1e-3));
  }

  @Test
  void trials_that_agree_closely_are_not_far_from_each_other() {
    assertThat(outliers(100, 100.01, 100.02, 100, 100.01, 104)).isEmpty();
  }

  @Test
  void a_spread_that_is_usual_here_is_no_outlier() {
    assertThat(outliers(100, 130, 80, 115, 90, 140)).isEmpty();
  }

  @Test
  void four_trials_say_too_little_of_what_is_far() {
    assertThat(outliers(100, 101, 99, 300)).isEmpty();
    assertThat(outliers(100, 101, 99, 0, 100, 100)).as("no logarithm").isEmpty();
  }

  private static List<Change> changes(double... values) {
    Drift drift = Shapes.drift(TTFT, cell(values), Instant.EPOCH, Map.of(), 7).orElseThrow();
    return drift.changes();
  }

  @Test
  void a_level_that_changed_in_the_night_is_not_taken_for_a_slope() {
    List<Change> found = changes(100, 102, 99, 101, 100, 120, 121, 119, 122, 120);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().before()).isEqualTo(6);
    assertThat(found.getFirst().ratio()).isCloseTo(1.2, within(0.01));
  }

  @Test
  void a_quiet_night_has_no_change() {
    assertThat(changes(100, 102, 99, 101, 100, 101, 100, 98, 102, 100)).isEmpty();
    assertThat(changes(100, 100, 100, 150, 150, 150, 150)).as("too few blocks").isEmpty();
  }

  @Test
  void an_outlier_is_named_in_the_summary_and_still_counts() {
    Synthetic run =
        new Synthetic().factor("num_ctx", 2048).blocks(6).metrics("ttft.p50").wild(3, 4);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    Outlier slow =
        summary.outliers().stream()
            .filter(one -> one.metric().equals("ttft.p50"))
            .findFirst()
            .orElseThrow();
    assertThat(slow.trial()).isEqualTo(3);
    assertThat(slow.ratio()).isGreaterThan(3);
    assertThat(summary.cells().getFirst().metric("ttft.p50").orElseThrow().trials()).isEqualTo(6);
    assertThat(summary.invalid()).isZero();
  }
}
