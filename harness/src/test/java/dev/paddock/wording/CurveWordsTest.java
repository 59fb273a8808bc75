package dev.paddock.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.findings.Cited;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfCurve.Capacity;
import dev.paddock.summary.OfCurve.Reach;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CurveWordsTest {
  private static OfCurve curve(int slots, Reach reach, double value, double lo, double hi) {
    return new OfCurve(
        Map.of("OLLAMA_NUM_PARALLEL", slots),
        "load.clients",
        List.of(new OfCurve.Point(1, "c01"), new OfCurve.Point(8, "c02")),
        Optional.of(
            new Capacity("ttft.p95", 2000, known(value), 1, 8, reach, known(lo), known(hi), 5)),
        Optional.empty(),
        OptionalDouble.empty(),
        true);
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Test
  void each_configuration_is_said_with_what_it_serves_and_its_interval() {
    OfCurve four = curve(4, Reach.WITHIN, 7, 6, 8);
    OfCurve one = curve(1, Reach.WITHIN, 1, 1, 2);
    Phrase said =
        CurveWords.serves(List.of(new Cited<>(four, "/curves/0"), new Cited<>(one, "/curves/1")));
    assertThat(said.words())
        .isEqualTo(
            "With 4 slots it serves 7 clients (6 to 8), with 1 slot 1 client (1 to 2), at a TTFT"
                + " p95 of at most 2,000 ms");
    assertThat(said.figures()).hasSize(2);
  }

  @Test
  void a_configuration_that_bears_more_says_how_much_more_and_one_that_may_not_says_that() {
    OfCurve one = curve(1, Reach.WITHIN, 1, 1, 2);
    OfCurve.Beside more = new OfCurve.Beside(one.levels(), 3.52, 2.81, 4.4, 5);
    OfCurve.Beside same = new OfCurve.Beside(one.levels(), 1.1, 0.84, 1.42, 5);
    assertThat(CurveWords.times(more)).isEqualTo("3.5 times as many (2.8 to 4.4)");
    assertThat(CurveWords.times(same))
        .isEqualTo("not shown to be more or fewer (0.8 to 1.4 times)");
    assertThat(CurveWords.times(new OfCurve.Beside(one.levels(), 1.04, 1.01, 1.08, 5)))
        .isEqualTo("1.04 times as many (1.01 to 1.08)");
    assertThat(CurveWords.times(new OfCurve.Beside(one.levels(), 0.998, 0.96, 1.04, 5)))
        .isEqualTo("not shown to be more or fewer (0.96 to 1.04 times)");
    assertThat(CurveWords.number(123.4)).isEqualTo("123");
    assertThat(CurveWords.number(1.2149)).isEqualTo("1.21");
    assertThat(CurveWords.number(10_000)).isEqualTo("10000");
  }

  @Test
  void of_many_configurations_the_first_and_those_that_bear_most_are_said() {
    List<Cited<OfCurve>> curves =
        List.of(
            new Cited<>(curve(1, Reach.WITHIN, 2, 2, 3), "/curves/0"),
            new Cited<>(curve(2, Reach.WITHIN, 4, 4, 5), "/curves/1"),
            new Cited<>(curve(3, Reach.WITHIN, 6, 5, 7), "/curves/2"),
            new Cited<>(curve(8, Reach.ABOVE, Double.NaN, 8, Double.NaN), "/curves/3"),
            new Cited<>(curve(9, Reach.BELOW, Double.NaN, Double.NaN, 1), "/curves/4"));
    assertThat(CurveWords.serves(curves).words())
        .isEqualTo(
            "With 1 slot it serves 2 clients (2 to 3), with 3 slots 6 clients (5 to 7), with 8"
                + " slots 8 clients or more, at a TTFT p95 of at most 2,000 ms; 2 more below");
  }

  @Test
  void beyond_the_loads_that_were_run_only_a_bound_is_said() {
    assertThat(CurveWords.capacity(curve(4, Reach.ABOVE, Double.NaN, 8, Double.NaN)))
        .isEqualTo("8 clients or more");
    assertThat(CurveWords.capacity(curve(4, Reach.ABOVE, Double.NaN, 6, Double.NaN)))
        .isEqualTo("8 clients or more (6 to above 8)");
    assertThat(CurveWords.capacity(curve(1, Reach.BELOW, Double.NaN, Double.NaN, 1)))
        .isEqualTo("fewer than 1 client");
    assertThat(CurveWords.capacity(curve(1, Reach.BELOW, Double.NaN, Double.NaN, 3)))
        .isEqualTo("fewer than 1 client (below 1 to 3)");
    assertThat(CurveWords.capacity(curve(1, Reach.WITHIN, 3, Double.NaN, 4)))
        .isEqualTo("3 clients (below 1 to 4)");
  }
}
