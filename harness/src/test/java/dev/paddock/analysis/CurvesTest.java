package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.experiment.Objective;
import dev.paddock.experiment.Units;
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
import java.util.Set;
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

  private static List<OfCurve> curves(List<Observed> cells, List<Objective> objectives) {
    return Curves.of(cells, new Curves.Question(objectives, cells.getFirst().cell(), 1, List.of()));
  }

  @Test
  void each_configuration_has_a_curve_whose_points_are_in_the_order_of_load() {
    List<OfCurve> curves = curves(cells(4).reversed(), WITHIN);
    assertThat(curves).hasSize(2).allMatch(curve -> curve.load().equals("load.clients"));
    assertThat(curves.getFirst().levels()).containsOnlyKeys("OLLAMA_NUM_PARALLEL");
    assertThat(curves.getFirst().points())
        .extracting(OfCurve.Point::load)
        .containsExactly(1.0, 2.0, 4.0, 8.0);
  }

  @Test
  void a_configuration_serves_as_many_clients_as_stay_within_the_limit() {
    // By the reference: one slot crosses 2 s at 2.4 clients, four at 9.5, beyond those measured.
    List<OfCurve> curves = curves(cells(5), WITHIN);
    OfCurve.Capacity one = curves.getFirst().capacity().orElseThrow();
    assertThat(one.reach()).isEqualTo(Reach.WITHIN);
    assertThat(one.value()).hasValue(2);
    assertThat(one.lo()).hasValue(2);
    OfCurve.Capacity four = curves.getLast().capacity().orElseThrow();
    assertThat(four.reach()).isEqualTo(Reach.ABOVE);
    assertThat(four.hi()).isEmpty();
  }

  /** TTFT of 1, 2, 4, 8 clients in each of these blocks, times these factors and 5 % noise. */
  private List<Observed> compared(double timesOfTheOther) {
    List<Observed> cells = new ArrayList<>();
    double[] shifts = random.doubles(5).map(x -> 0.9 + 0.2 * x).toArray();
    for (int slots : new int[] {1, 2}) {
      for (long clients : CLIENTS) {
        TreeMap<Integer, Measured> trials = new TreeMap<>();
        for (int block = 1; block <= shifts.length; block++) {
          double ttft =
              500
                  * Math.pow(clients / (slots == 1 ? 1 : timesOfTheOther), 1.2)
                  * shifts[block - 1]
                  * Math.exp(0.05 * random.nextGaussian());
          trials.put(
              block, new Measured(Map.of(TTFT.name(), new OfMetric(ttft, 80, 80)), Map.of()));
        }
        Configuration levels =
            Configuration.of(Known.OLLAMA_NUM_PARALLEL, new Value.Whole(slots))
                .with(Known.LOAD_CLIENTS, new Value.Whole(clients));
        cells.add(new Observed(new Cell("s%dc%d".formatted(slots, clients), levels), trials, 0));
      }
    }
    return cells;
  }

  @Test
  void equal_configurations_are_shown_apart_in_no_more_than_one_run_of_twenty() {
    int apart = 0;
    int runs = 2000;
    for (int run = 0; run < runs; run++) {
      OfCurve other = curves(compared(1), WITHIN).getLast();
      apart += other.beside().orElseThrow().apart() ? 1 : 0;
    }
    assertThat(apart / (double) runs).isLessThanOrEqualTo(0.06);
  }

  @Test
  void capacities_share_the_error_of_the_first_sentence() {
    List<Observed> cells = compared(1.3);
    OfCurve.Beside alone = curves(cells, WITHIN).getLast().beside().orElseThrow();
    OfCurve.Beside beside =
        Curves.of(cells, new Curves.Question(WITHIN, cells.getFirst().cell(), 3, List.of()))
            .getLast()
            .beside()
            .orElseThrow();
    assertThat(beside.hi()).isGreaterThan(alone.hi());
    // qt(1 - 0.05 / 3 / 2, 4) / qt(0.975, 4) of R
    assertThat(Math.log(beside.hi() / beside.ratio()) / Math.log(alone.hi() / alone.ratio()))
        .isCloseTo(3.9608 / 2.7764, within(1e-3));
  }

  @Test
  void how_many_times_as_many_is_covered() {
    int covered = 0;
    int runs = 1000;
    // Between 2 and 4, and 4 and 8 clients the curve is no straight line, and joined as one.
    for (int run = 0; run < runs; run++) {
      OfCurve.Beside beside = curves(compared(1.5), WITHIN).getLast().beside().orElseThrow();
      covered += beside.lo() <= 1.5 * 1.02 && beside.hi() >= 1.5 * 0.98 ? 1 : 0;
    }
    assertThat(covered / (double) runs).isGreaterThanOrEqualTo(0.93);
  }

  @Test
  void the_controls_own_curve_and_one_that_does_not_cross_are_beside_nothing() {
    List<OfCurve> curves = curves(cells(5), WITHIN);
    assertThat(curves.getFirst().beside()).isEmpty();
    assertThat(curves.getLast().beside()).as("four slots serve more than 8 clients").isEmpty();
  }

  @Test
  void the_knee_is_where_twice_the_load_buys_nothing_more() {
    List<OfCurve> curves = curves(cells(5), WITHIN);
    assertThat(curves.getFirst().knee()).hasValue(1);
    assertThat(curves.getLast().knee()).hasValue(4);
  }

  @Test
  void without_a_limit_there_is_a_curve_and_no_capacity() {
    assertThat(curves(cells(4), List.of())).allMatch(curve -> curve.capacity().isEmpty());
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
    assertThat(curves(few, WITHIN)).allMatch(curve -> curve.capacity().isEmpty());
  }

  @Test
  void cells_at_one_load_make_no_curve() {
    assertThat(curves(List.of(cell(1, 1, 3), cell(4, 1, 3)), WITHIN)).isEmpty();
  }

  @Test
  void rates_rise_as_clients_do() {
    List<Observed> rates = new ArrayList<>();
    for (String rate : List.of("4/s", "30/min", "2/s")) {
      double perSecond = Units.perSecond(rate);
      TreeMap<Integer, Measured> trials = new TreeMap<>();
      for (int block = 1; block <= 3; block++) {
        OfMetric ttft = new OfMetric(1000 * perSecond * (1 + 0.01 * block), 80, 80);
        trials.put(block, new Measured(Map.of(TTFT.name(), ttft), Map.of()));
      }
      Configuration levels = Configuration.of(Known.LOAD_RATE, new Value.Text(rate));
      rates.add(new Observed(new Cell("r" + rates.size(), levels), trials, 0));
    }
    OfCurve curve = curves(rates, WITHIN).getFirst();
    assertThat(curve.points()).extracting(OfCurve.Point::load).containsExactly(0.5, 2.0, 4.0);
    assertThat(curve.capacity().orElseThrow().value().orElseThrow()).isBetween(1.8, 2.0);
  }

  @Test
  void the_block_that_looked_for_the_loads_of_a_search_says_nothing_of_its_capacity() {
    List<Observed> cells = new ArrayList<>();
    for (long clients : new long[] {1, 2, 3, 6}) {
      Observed later = cell(1, clients, 4);
      TreeMap<Integer, Measured> trials = new TreeMap<>(later.valid());
      Measured wild = // as if one client were too many
          new Measured(Map.of(TTFT.name(), new OfMetric(9000, 80, 80)), Map.of());
      trials.put(1, wild);
      cells.add(new Observed(later.cell(), trials, 0));
    }
    Set<String> last = Set.of("s1c2", "s1c3");
    OfCurve curve =
        Curves.of(cells, new Curves.Question(WITHIN, cells.getFirst().cell(), 1, List.of(last)))
            .getFirst();
    assertThat(curve.points()).hasSize(4);
    OfCurve.Capacity found = curve.capacity().orElseThrow();
    assertThat(found.value()).hasValue(2);
    assertThat(found.blocks()).isEqualTo(3);
    assertThat(found.least()).isEqualTo(2);
    assertThat(found.most()).isEqualTo(3);
  }

  @Test
  void a_load_at_which_too_many_requests_fail_bounds_what_is_borne() {
    List<Observed> cells = new ArrayList<>();
    for (long clients : new long[] {1, 2, 3}) {
      TreeMap<Integer, Measured> trials = new TreeMap<>(cell(1, clients, 4).valid());
      if (clients == 3) {
        trials.put(4, new Measured(Map.of(), Map.of(), Set.of(TTFT.name())));
      }
      cells.add(new Observed(cell(1, clients, 1).cell(), trials, 0));
    }
    OfCurve.Capacity found = curves(cells, WITHIN).getFirst().capacity().orElseThrow();
    assertThat(found.value()).hasValue(2);
    assertThat(found.blocks()).isEqualTo(4);
  }

  @Test
  void the_newest_window_of_a_search_that_has_two_blocks_counts() {
    List<Observed> cells = new ArrayList<>();
    for (long clients : new long[] {1, 2, 3}) {
      cells.add(cell(1, clients, 5));
    }
    cells.add(cell(1, 6, 5).in(block -> block == 5));
    OfCurve curve =
        Curves.of(
                cells,
                new Curves.Question(
                    WITHIN,
                    cells.getFirst().cell(),
                    1,
                    List.of(Set.of("s1c3", "s1c6"), Set.of("s1c1", "s1c2", "s1c3"))))
            .getFirst();
    assertThat(curve.capacity().orElseThrow().most()).isEqualTo(3);
  }
}
