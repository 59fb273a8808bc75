package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Looks;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import dev.paddock.stats.Interval;
import dev.paddock.stats.OrderStatistics;
import dev.paddock.stats.Power;
import dev.paddock.stats.Student;
import dev.paddock.steer.Stopping;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.OfCondition.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What the analysis says of servers whose truth is known, thousands of simulated experiments a
 * figure. Each test prints lines of one table; naive methods stand beside ours.
 */
class DecisionsValidity {
  private static final int EXPERIMENTS = 4000;
  private static final int SWEEPS = 2000;
  private static final double CONFIDENCE = 0.95;
  private static final double MARGIN = 0.05;
  private static final List<Metric> METRICS =
      List.of(SimulatedServer.P50, SimulatedServer.P95, SimulatedServer.RATE);

  private static final SimulatedServer LOGNORMAL =
      new SimulatedServer("lognormal", 0.2, false, 0.3, 0.1, 0.05, 0, 0, 0);
  private static final SimulatedServer HEAVY =
      new SimulatedServer("heavy tails", 0.12, true, 0.3, 0.1, 0.05, 0, 0, 0);
  private static final SimulatedServer DRIFT =
      new SimulatedServer("drift", 0.2, false, 0.3, 0.1, 0.05, 0.1, 0, 0);
  private static final SimulatedServer BURSTS =
      new SimulatedServer("bursts", 0.2, false, 0.3, 0.1, 0.05, 0, 0.3, 0);
  private static final SimulatedServer FROZEN =
      new SimulatedServer("frozen seconds", 0.2, false, 0.3, 0.1, 0.05, 0, 0, 0.5);

  static final List<SimulatedServer> SERVERS = List.of(LOGNORMAL, HEAVY, DRIFT, BURSTS, FROZEN);

  private static void line(String what, String of, double percent, String wanted) {
    System.out.printf(
        Locale.ROOT, "| %-58s | %-34s | %6.2f %% | %-16s |%n", what, of, percent, wanted);
  }

  /** The share of the experiments, in percent, of which something is true. */
  private static double percent(int experiments, IntPredicate holds) {
    long count = IntStream.range(0, experiments).parallel().filter(holds).count();
    return 100.0 * count / experiments;
  }

  /** An experiment: every cell once in every block, in an order that is drawn. */
  private static List<Observed> run(
      SimulatedServer server, long seed, int blocks, double... effects) {
    SimulatedServer.Night night = server.night(seed, blocks);
    List<SortedMap<Integer, Measured>> cells = new ArrayList<>();
    Arrays.stream(effects).forEach(effect -> cells.add(new TreeMap<>()));
    for (int block = 1; block <= blocks; block++) {
      block(night, block, cells, effects);
    }
    return observed(cells, Looks.NONE);
  }

  private static void block(
      SimulatedServer.Night night,
      int block,
      List<SortedMap<Integer, Measured>> cells,
      double... effects) {
    night.beginBlock(block);
    int[] order = IntStream.range(0, effects.length).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = night.random().nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    for (int place = 0; place < order.length; place++) {
      int cell = order[place];
      cells
          .get(cell)
          .put(
              block,
              SimulatedServer.measured(night.trial(effects[cell], (double) place / order.length)));
    }
  }

  private static List<Observed> observed(List<SortedMap<Integer, Measured>> cells, Looks looks) {
    List<Observed> observed = new ArrayList<>();
    for (SortedMap<Integer, Measured> cell : cells) {
      String id = "c%02d".formatted(observed.size() + 1);
      observed.add(
          new Observed(
              new Cell(id, Configuration.named(levels(observed.size(), cells.size()))),
              cell,
              0,
              looks));
    }
    return observed;
  }

  /** Twelve cells are 3 × 2 × 2, fewer are levels of one factor. */
  private static Map<String, Value> levels(int cell, int of) {
    return of == 12
        ? Map.of(
            "num_ctx", new Value.Whole(cell % 3),
            "num_batch", new Value.Whole(cell / 3 % 2),
            "num_thread", new Value.Whole(cell / 6))
        : Map.of("num_ctx", new Value.Whole(cell));
  }

  private static boolean covers(Optional<Interval> interval, double truth) {
    return interval.filter(one -> one.low() <= truth && truth <= one.high()).isPresent();
  }

  /** The expected log figure of a trial in the middle of the night. */
  private static double expected(SimulatedServer server, Metric metric) {
    return IntStream.range(0, 200)
        .parallel()
        .mapToDouble(
            part -> {
              SimulatedServer.Night night = server.night(90_000_000L + part, 500);
              double sum = 0;
              for (int i = 0; i < 500; i++) {
                night.beginBlock(i);
                sum +=
                    Math.log(
                        SimulatedServer.value(
                            SimulatedServer.measured(night.trial(0, 0.5)), metric));
              }
              return sum / 500;
            })
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("SERVERS")
  void an_interval_covers_as_often_as_it_says(SimulatedServer server) {
    for (Metric metric : List.of(SimulatedServer.P50, SimulatedServer.P95)) {
      double truth = expected(server, metric);
      for (int blocks : new int[] {5, 12}) {
        String of = "%s, %s, %d blocks".formatted(server.name(), metric.name(), blocks);
        double cells =
            percent(
                EXPERIMENTS,
                seed -> {
                  Observed cell = run(server, seed, blocks, 0).getFirst();
                  Estimate one = CellEstimate.of(metric, cell).orElseThrow();
                  return one.bounds().lo().getAsDouble() <= Math.exp(truth)
                      && Math.exp(truth) <= one.bounds().hi().getAsDouble();
                });
        line("interval of a cell covers", of, cells, "93.5 to 96.5");
        assertThat(cells).isBetween(93.5, 96.5);
        double contrasts =
            percent(
                EXPERIMENTS,
                seed -> {
                  List<Observed> two = run(server, seed, blocks, Math.log(1.2), 0);
                  return covers(
                      Comparison.of(metric, two.getFirst(), two.getLast())
                          .orElseThrow()
                          .interval(CONFIDENCE),
                      1.2);
                });
        line("interval of a contrast covers", of, contrasts, "93.5 to 96.5");
        assertThat(contrasts).isBetween(93.5, 96.5);
      }
    }
  }

  @Test
  void intervals_of_runs_that_stopped_when_narrow_cover_as_often() {
    int least = 5;
    int most = 40;
    for (double wanted : new double[] {0.06, 0.09, 0.12, 0.2}) {
      AtomicInteger naive = new AtomicInteger();
      AtomicInteger cell = new AtomicInteger();
      AtomicLong blocks = new AtomicLong();
      double expected = expected(LOGNORMAL, SimulatedServer.P50);
      Stopping rule = new Stopping(List.of(SimulatedServer.P50), least, most, wanted);
      double covered =
          percent(
              EXPERIMENTS,
              seed -> {
                List<Observed> two = stopped(LOGNORMAL, seed, rule, Math.log(1.2), 0);
                Comparison comparison =
                    Comparison.of(SimulatedServer.P50, two.getFirst(), two.getLast()).orElseThrow();
                blocks.addAndGet(comparison.blocks());
                if (covers(
                    comparison.differences().interval(CONFIDENCE).map(one -> one.map(Math::exp)),
                    1.2)) {
                  naive.incrementAndGet();
                }
                Estimate own = CellEstimate.of(SimulatedServer.P50, two.getLast()).orElseThrow();
                if (own.bounds().lo().getAsDouble() <= Math.exp(expected)
                    && Math.exp(expected) <= own.bounds().hi().getAsDouble()) {
                  cell.incrementAndGet();
                }
                return covers(comparison.interval(CONFIDENCE), 1.2);
              });
      String of =
          String.format(
              Locale.ROOT,
              "stop at ±%.0f %%, %.1f blocks on average",
              100 * wanted,
              blocks.get() / (double) EXPERIMENTS);
      line("interval of a contrast covers, stopped by its width", of, covered, "93.5 to 96.5");
      line("  naive: the same t interval, uncorrected", of, share(naive), "");
      line("interval of a cell covers, stopped by width", of, share(cell), "93.5 to 96.5");
      assertThat(covered).isBetween(93.5, 96.5);
      assertThat(share(cell)).isBetween(93.5, 96.5);
    }
  }

  private static double share(AtomicInteger count) {
    return 100.0 * count.get() / EXPERIMENTS;
  }

  private static List<Observed> stopped(
      SimulatedServer server, long seed, Stopping rule, double... effects) {
    SimulatedServer.Night night = server.night(seed, rule.most());
    List<SortedMap<Integer, Measured>> cells = new ArrayList<>();
    Arrays.stream(effects).forEach(effect -> cells.add(new TreeMap<>()));
    for (int block = 1; ; block++) {
      block(night, block, cells, effects);
      List<Observed> seen = observed(cells, Looks.NONE);
      if (block >= rule.most()
          || (block >= rule.least() && rule.narrow(rule.widest(seen, seen.getLast())))) {
        return observed(cells, new Looks(block, rule.least(), rule.most()));
      }
    }
  }

  /**
   * What the file did not ask and the first sentence does not rest on; it pays for nothing else.
   */
  @ParameterizedTest
  @FieldSource("SERVERS")
  void a_sweep_says_nothing_of_what_is_explored_where_nothing_differs(SimulatedServer server) {
    for (int blocks : new int[] {5, 12}) {
      String of = "%s, 12 cells, 2 metrics, %d blocks".formatted(server.name(), blocks);
      double any =
          percent(
              SWEEPS,
              seed -> {
                List<Observed> cells = run(server, seed, blocks, new double[12]);
                Answering none = answering(cells, List.of(Metric.named("vram").orElseThrow()));
                Exploration all =
                    Exploration.of(List.of(SimulatedServer.P50, SimulatedServer.RATE), none, cells);
                return Stream.of(
                        all.contrasts().stream().map(Contrast::verdict),
                        all.effects().stream().map(Effect::verdict),
                        all.interactions().stream().map(Interaction::verdict))
                    .flatMap(verdicts -> verdicts)
                    .anyMatch(Verdict::apart);
              });
      line("A/A sweep says lower or higher of what is explored", of, any, "at most 6");
      assertThat(any).isLessThanOrEqualTo(6);
    }
  }

  private static Answering answering(List<Observed> cells, List<Metric> spoken) {
    return new Answering(
        AskedMetrics.of(List.of(), spoken, false),
        LoadCondition.of(cells.stream().map(Observed::cell).toList(), "c01"),
        new Layout(Set.of(), Map.of()),
        List.of(),
        Changes.UNSEEN,
        MARGIN,
        7,
        Qualities.NONE,
        false);
  }

  @ParameterizedTest
  @FieldSource("SERVERS")
  void a_first_sentence_moves_readers_where_nothing_differs_as_seldom_as_promised(
      SimulatedServer server) {
    for (int blocks : new int[] {5, 12}) {
      String of = "%s, 12 cells, 3 metrics, %d blocks".formatted(server.name(), blocks);
      double moved =
          percent(
              SWEEPS,
              seed -> {
                List<Observed> cells = run(server, seed, blocks, new double[12]);
                return answering(cells, METRICS).of(cells).getFirst().outcome() != Outcome.KEEP;
              });
      line("A/A sweep: the first sentence leaves the control", of, moved, "at most 6");
      assertThat(moved).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void a_difference_as_large_as_the_margin_is_hardly_ever_called_equivalent() {
    for (double ratio : new double[] {1 + MARGIN, 1 - MARGIN}) {
      for (int blocks : new int[] {5, 12, 40}) {
        double wrong =
            percent(
                EXPERIMENTS,
                seed -> {
                  List<Observed> two = run(calm(), seed, blocks, Math.log(ratio), 0);
                  Comparison comparison =
                      Comparison.of(SimulatedServer.P50, two.getFirst(), two.getLast())
                          .orElseThrow();
                  return comparison.verdict(comparison.interval(CONFIDENCE), MARGIN)
                      == Verdict.EQUIVALENT;
                });
        line(
            "equivalent within ±5 %, although it is not",
            "true ratio %.2f, %d blocks".formatted(ratio, blocks), wrong, "at most 5");
        assertThat(wrong).isLessThanOrEqualTo(5);
      }
    }
  }

  /** A machine quiet enough that equivalence can be shown at all. */
  private static SimulatedServer calm() {
    return new SimulatedServer("calm", 0.1, false, 0.3, 0.03, 0.05, 0, 0, 0);
  }

  @Test
  void a_run_keeps_the_power_that_its_plan_promises() {
    double sd = spread(LOGNORMAL);
    for (int blocks : new int[] {5, 8, 12, 20}) {
      for (double promised : new double[] {0.5, 0.8, 0.95}) {
        double shift = Power.smallest(blocks, sd, promised, 1 - CONFIDENCE);
        double found =
            percent(
                EXPERIMENTS,
                seed -> {
                  List<Observed> two = run(LOGNORMAL, seed, blocks, shift, 0);
                  return Comparison.of(SimulatedServer.P50, two.getFirst(), two.getLast())
                      .orElseThrow()
                      .interval(CONFIDENCE)
                      .filter(one -> one.low() > 1)
                      .isPresent();
                });
        line(
            "power, promised %.0f %%".formatted(100 * promised),
            "%d blocks, ratio %.2f".formatted(blocks, Math.exp(shift)),
            found,
            "%.0f to %.0f".formatted(100 * promised - 5, 100 * promised + 5));
        assertThat(found).isBetween(100 * promised - 5, 100 * promised + 5);
      }
    }
  }

  /** The true standard deviation of a block's difference. */
  private static double spread(SimulatedServer server) {
    double[] differences =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToDouble(
                seed -> {
                  List<Observed> two = run(server, 50_000_000L + seed, 1, 0, 0);
                  return Comparison.of(SimulatedServer.P50, two.getFirst(), two.getLast())
                      .orElseThrow()
                      .differences()
                      .mean();
                })
            .toArray();
    return Student.of(differences).sd();
  }

  @Test
  void an_interval_within_a_trial_does_not_take_requests_for_independent() {
    for (SimulatedServer server : List.of(LOGNORMAL, HEAVY)) {
      double truth = 200; // the median of all requests that such a trial could have had
      SimulatedServer still =
          new SimulatedServer(server.name(), server.sigma(), server.heavy(), 0.3, 0, 0, 0, 0, 0);
      AtomicInteger naive = new AtomicInteger();
      double covered =
          percent(
              EXPERIMENTS,
              seed -> {
                double[] trial = still.night(seed, 1).trial(0, 0);
                if (covers(OrderStatistics.independent(trial, 0.5, CONFIDENCE), truth)) {
                  naive.incrementAndGet();
                }
                return covers(OrderStatistics.interval(trial, 0.5, CONFIDENCE), truth);
              });
      String of = server.name() + ", AR(1) 0.3, 80 requests";
      line("interval of a median within one trial covers", of, covered, "at least 94");
      line("  naive: the same for independent requests", of, share(naive), "");
      assertThat(covered).isGreaterThanOrEqualTo(94);
      assertThat(share(naive)).isLessThan(94);
    }
  }

  @ParameterizedTest
  @FieldSource("SERVERS")
  void what_others_do_calls_noise_an_effect(SimulatedServer server) {
    String of = server.name() + ", 5 trials each";
    AtomicInteger ours = new AtomicInteger();
    AtomicInteger overlap = new AtomicInteger();
    double pooled =
        percent(
            EXPERIMENTS,
            seed -> {
              List<double[]> a = new ArrayList<>();
              List<double[]> b = new ArrayList<>();
              SimulatedServer.Night night = server.night(seed, 5);
              List<SortedMap<Integer, Measured>> cells = List.of(new TreeMap<>(), new TreeMap<>());
              for (int block = 1; block <= 5; block++) {
                night.beginBlock(block);
                a.add(night.trial(0, 0));
                b.add(night.trial(0, 0.5));
                cells.getFirst().put(block, SimulatedServer.measured(a.getLast()));
                cells.getLast().put(block, SimulatedServer.measured(b.getLast()));
              }
              List<Observed> two = observed(cells, Looks.NONE);
              if (Comparison.of(SimulatedServer.P50, two.getFirst(), two.getLast())
                      .orElseThrow()
                      .pValue()
                  < 1 - CONFIDENCE) {
                ours.incrementAndGet();
              }
              double[] x = a.stream().flatMapToDouble(Arrays::stream).toArray();
              double[] y = b.stream().flatMapToDouble(Arrays::stream).toArray();
              Interval one = OrderStatistics.independent(x, 0.5, CONFIDENCE).orElseThrow();
              Interval other = OrderStatistics.independent(y, 0.5, CONFIDENCE).orElseThrow();
              if (one.high() < other.low() || other.high() < one.low()) {
                overlap.incrementAndGet();
              }
              return new MannWhitneyUTest().mannWhitneyUTest(x, y) < 1 - CONFIDENCE;
            });
    line("A/A, paired t over blocks says they differ", of, share(ours), "at most 6");
    line("  naive: Mann-Whitney over pooled requests", of, pooled, "");
    line("  naive: intervals of pooled medians do not overlap", of, share(overlap), "");
    assertThat(share(ours)).isLessThanOrEqualTo(6);
    assertThat(pooled).isGreaterThan(20);
  }

  @Test
  void stopping_as_soon_as_something_is_significant_calls_noise_an_effect() {
    double peeking =
        percent(
            EXPERIMENTS,
            seed -> {
              List<Observed> two = run(LOGNORMAL, seed, 40, 0, 0);
              return IntStream.rangeClosed(5, 40)
                  .anyMatch(
                      k ->
                          Comparison.of(
                                      SimulatedServer.P50,
                                      two.getFirst().in(block -> block <= k),
                                      two.getLast())
                                  .orElseThrow()
                                  .pValue()
                              < 1 - CONFIDENCE);
            });
    line("  naive: A/A, stop as soon as p < 0.05", "lognormal, 5 to 40 blocks", peeking, "");
    SimulatedServer drifting = new SimulatedServer("drift", 0.1, false, 0.3, 0.02, 0, 0.15, 0, 0);
    double oneAfterTheOther =
        percent(
            EXPERIMENTS,
            seed -> {
              SimulatedServer.Night night = drifting.night(seed, 10);
              double[] logs = new double[10];
              for (int i = 0; i < 10; i++) {
                night.beginBlock(i);
                logs[i] =
                    Math.log(
                        SimulatedServer.value(
                            SimulatedServer.measured(night.trial(0, 0)), SimulatedServer.P50));
              }
              return new TTest()
                      .tTest(Arrays.copyOfRange(logs, 0, 5), Arrays.copyOfRange(logs, 5, 10))
                  < 1 - CONFIDENCE;
            });
    line("  naive: A/A, AAAAA then BBBBB, t test", "drift of 15 % a night", oneAfterTheOther, "");
    assertThat(peeking).isGreaterThan(15);
    assertThat(oneAfterTheOther).isGreaterThan(30);
  }
}
