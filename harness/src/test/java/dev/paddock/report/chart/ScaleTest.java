package dev.paddock.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static final ErrorBar HUGE = bar(1.2, 1e-9, 1e9);

  @Test
  void points_stay_apart_beside_an_interval_that_says_nothing() {
    Scale scale = Scale.around(List.of(bar(300, 200, 450), bar(900, 1e-9, 1e9)), 7);
    assertThat(scale.at(900) - scale.at(300)).isGreaterThan(scale.steps() / 4.0);
    assertThat(scale.holds(1e9)).isFalse();
    assertThat(scale.at(1e9)).isEqualTo(scale.steps());
  }

  @Test
  void ratios_are_drawn_as_far_as_their_intervals_go() {
    Scale scale = Scale.ratios(List.of(HUGE), 4);
    assertThat(scale.log()).isTrue();
    assertThat(labels(scale)).containsExactly("0.25", "0.5", "1", "2", "4");
  }

  @Test
  void half_and_double_are_equally_far_from_one() {
    Scale scale = Scale.ratios(List.of(bar(2, 1.5, 2.6)), 4);
    assertThat(scale.at(1) - scale.at(0.5)).isEqualTo(scale.at(2) - scale.at(1));
  }

  @Test
  void small_ratios_have_a_narrow_axis() {
    Scale scale = Scale.ratios(List.of(bar(1.03, 1.01, 1.05)), 4);
    assertThat(labels(scale)).containsExactly("0.9", "0.95", "1", "1.05", "1.1");
  }

  @Test
  void times_of_very_different_size_have_a_logarithmic_axis() {
    Scale scale = Scale.spread(List.of(bar(200, 150, 260), bar(70_000, 1, 1e12)), 5);
    assertThat(labels(scale)).containsExactly("100", "1,000", "10,000", "100,000");
  }

  @Test
  void an_interval_without_end_leaves_an_axis_with_ticks() {
    ErrorBar endless = bar(1.1, 0, Double.POSITIVE_INFINITY);
    ErrorBar none = bar(0.9, Double.NaN, Double.NaN);
    for (Scale scale :
        List.of(
            Scale.around(List.of(endless, none), 5),
            Scale.fromZero(List.of(endless, none), 5),
            Scale.ratios(List.of(endless, none), 5),
            Scale.around(List.of(bar(Double.NaN, 1, 2)), 5),
            Scale.around(List.of(), 5),
            Scale.fromZero(List.of(bar(0, 0, 0)), 5))) {
      assertThat(scale.steps()).as("%s", scale).isBetween(1, 40);
      assertThat(scale.step()).as("%s", scale).isFinite().isPositive();
      assertThat(labels(scale)).as("%s", scale).doesNotHaveDuplicates();
    }
  }

  private static List<String> labels(Scale scale) {
    return IntStream.rangeClosed(0, scale.steps()).mapToObj(scale::label).toList();
  }

  static ErrorBar bar(double value, double lo, double hi) {
    return new ErrorBar(value, OptionalDouble.of(lo), OptionalDouble.of(hi));
  }
}
