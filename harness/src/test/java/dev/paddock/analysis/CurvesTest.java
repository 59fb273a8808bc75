package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.Objective;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.OfCurve.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CurvesTest {
  private static final Metric TTFT = Metric.named("ttft.p95").orElseThrow();
  private static final List<Objective> WITHIN = List.of(new Objective.AtMost(TTFT, 2000));
  private static final long[] CLIENTS = {1, 2, 4, 8};

  private final Random random = new Random(1);

  /** TTFT of the reference server in a closed loop, in ms: 100, and 64 tokens of 20 ms each. */
  private static double ttft(long clients, long slots) {
    return 100 + Math.max(0, clients - slots) / (double) slots * (100 + 64 * 20);
  }

  private Observed cell(long slots, long clients, int blocks) {
    TreeMap<Integer, Measured> trials = new TreeMap<>();
    for (int block = 1; block <= blocks; block++) {
      double shift = Math.exp(0.02 * random.nextGaussian());
      double served = Math.min(clients, slots);
      trials.put(
          block,
          new Measured(
              Map.of(
                  TTFT.name(), new OfMetric(ttft(clients, slots) * shift, 80, 80),
                  Metric.THROUGHPUT.name(), new OfMetric(40 * served / shift, 80, 80)),
              Map.of()));
    }
    Configuration levels =
        Configuration.of(Known.OLLAMA_NUM_PARALLEL, new Value.Whole(slots))
            .with(Known.LOAD_CLIENTS, new Value.Whole(clients));
    return new Observed(new Cell("s%dc%d".formatted(slots, clients), levels), trials, 0);
  }

  private List<Observed> cells(int blocks) {
    List<Observed> cells = new ArrayList<>();
    for (long slots : new long[] {1, 4}) {
      for (long clients : CLIENTS) {
        cells.add(cell(slots, clients, blocks));
      }
    }
    return cells;
  }

  @Test
  void each_configuration_has_a_curve_whose_points_are_in_the_order_of_load() {
    List<OfCurve> curves = Curves.of(cells(4).reversed(), WITHIN);
    assertThat(curves).hasSize(2).allMatch(curve -> curve.load().equals("load.clients"));
    assertThat(curves.getFirst().levels()).containsOnlyKeys("OLLAMA_NUM_PARALLEL");
    assertThat(curves.getFirst().points())
        .extracting(OfCurve.Point::load)
        .containsExactly(1.0, 2.0, 4.0, 8.0);
  }

  @Test
  void a_configuration_serves_as_many_clients_as_stay_within_the_limit() {
    // By the reference: one slot crosses 2 s at 2.4 clients, four at 9.5, beyond those measured.
    List<OfCurve> curves = Curves.of(cells(5), WITHIN);
    OfCurve.Capacity one = curves.getFirst().capacity().orElseThrow();
    assertThat(one.reach()).isEqualTo(Reach.WITHIN);
    assertThat(one.value()).hasValue(2);
    assertThat(one.lo()).hasValue(2);
    OfCurve.Capacity four = curves.getLast().capacity().orElseThrow();
    assertThat(four.reach()).isEqualTo(Reach.ABOVE);
    assertThat(four.hi()).isEmpty();
  }

  @Test
  void the_knee_is_where_twice_the_load_buys_nothing_more() {
    List<OfCurve> curves = Curves.of(cells(5), WITHIN);
    assertThat(curves.getFirst().knee()).hasValue(1);
    assertThat(curves.getLast().knee()).hasValue(4);
  }

  @Test
  void without_a_limit_there_is_a_curve_and_no_capacity() {
    assertThat(Curves.of(cells(4), List.of())).allMatch(curve -> curve.capacity().isEmpty());
  }

  @Test
  void a_quantile_of_too_few_requests_decides_no_capacity() {
    List<Observed> few = new ArrayList<>();
    for (Observed cell : cells(4)) {
      TreeMap<Integer, Measured> trials = new TreeMap<>();
      cell.valid()
          .forEach(
              (block, trial) ->
                  trials.put(
                      block,
                      new Measured(
                          Map.of(
                              TTFT.name(),
                              new OfMetric(trial.figure(TTFT).orElseThrow().value(), 16, 16)),
                          Map.of())));
      few.add(new Observed(cell.cell(), trials, 0));
    }
    assertThat(Curves.of(few, WITHIN)).allMatch(curve -> curve.capacity().isEmpty());
  }

  @Test
  void cells_at_one_load_make_no_curve() {
    assertThat(Curves.of(List.of(cell(1, 1, 3), cell(4, 1, 3)), WITHIN)).isEmpty();
  }
}
