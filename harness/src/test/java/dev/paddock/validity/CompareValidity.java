package dev.paddock.validity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.analysis.Figured;
import dev.paddock.compare.Compared;
import dev.paddock.compare.Compared.Beyond;
import dev.paddock.compare.Compared.Statement;
import dev.paddock.compare.Runs;
import dev.paddock.compare.Runs.Asked;
import dev.paddock.summary.Contrast.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * {@code paddock compare} on pairs of runs whose truth is known: 12 cells, 6 metrics, 5 blocks, 10
 * % spread between trials.
 */
class CompareValidity {
  private static final int PAIRS = 2000;
  private static final int CELLS = 12;
  private static final int BLOCKS = 5;
  private static final double SPREAD = 0.1;
  private static final double MARGIN = 0.05;

  /** 5 %, and 1 % for sampling. */
  private static final double MOST = 0.06;

  private static final List<String> METRICS =
      List.of("ttft.p50", "ttft.mean", "itl.p50", "tpot.p50", "e2e.p50", "e2e.mean");

  /** In how many pairs there was any of each. */
  private record Any(
      LongAdder words,
      LongAdder regression,
      LongAdder excluded,
      LongAdder equivalent,
      LongAdder alone) {

    Any() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    void add(List<Statement> statements) {
      add(words, statements, one -> TOLD.contains(one.verdict()));
      add(regression, statements, one -> one.beyond() == Beyond.REGRESSION);
      add(excluded, statements, one -> one.beyond() == Beyond.EXCLUDED);
      add(equivalent, statements, one -> one.verdict() == Verdict.EQUIVALENT);
      add(alone, statements, one -> one.lo() > 1 || one.hi() < 1);
    }

    private static void add(LongAdder to, List<Statement> all, Predicate<Statement> what) {
      to.add(all.stream().anyMatch(what) ? 1 : 0);
    }
  }

  private static final Set<Verdict> TOLD = EnumSet.of(Verdict.LOWER, Verdict.HIGHER);

  @Test
  void compare_keeps_its_promises() {
    Any same = simulated(1, 1, SPREAD);
    Any atMargin = simulated(2, 1 + MARGIN, SPREAD);
    // So precise that nearly everything could be decided: the worst case for a false exclusion.
    Any precise = simulated(3, 1 + MARGIN, 0.01);
    System.out.printf(
        "compare, %d pairs of %d metric-cells, any false word: A/A lower or higher %s, A/A"
            + " regression %s; all at the margin: regression %s; the same, precise: regression %s,"
            + " excluded %s, equivalent %s; beside it each interval alone, A/A %s%n",
        PAIRS,
        CELLS * METRICS.size(),
        percent(same.words),
        percent(same.regression),
        percent(atMargin.regression),
        percent(precise.regression),
        percent(precise.excluded),
        percent(precise.equivalent),
        percent(same.alone));
    assertThat(
            List.of(
                same.words,
                same.regression,
                atMargin.regression,
                precise.regression,
                precise.excluded,
                precise.equivalent))
        .allSatisfy(any -> assertThat(any.sum()).isLessThanOrEqualTo((long) (MOST * PAIRS)));
    assertThat(same.alone.sum()).as("the simulation can fail").isGreaterThan(PAIRS / 2);
  }

  private static String percent(LongAdder any) {
    return "%.1f %%".formatted(100.0 * any.sum() / PAIRS);
  }

  /** Pairs of which the second truly measures this ratio of the first, in every metric-cell. */
  private static Any simulated(int seed, double ratio, double spread) {
    Any any = new Any();
    IntStream.range(0, PAIRS)
        .parallel()
        .forEach(
            pair -> {
              SplittableRandom random = new SplittableRandom(1_000_003L * seed + pair);
              Compared compared =
                  Runs.compare(
                      run("2026-11-20T01:00:00Z", 1, spread, random).placed("a"),
                      run("2026-11-21T01:00:00Z", ratio, spread, random).placed("b"),
                      new Asked(OptionalDouble.of(MARGIN), List.of()));
              any.add(compared.statements());
            });
    return any;
  }

  private static Figured run(String at, double ratio, double spread, SplittableRandom random) {
    Figured run = new Figured(at).metrics(METRICS.toArray(String[]::new));
    for (int cell = 0; cell < CELLS; cell++) {
      Map<String, double[]> figures = new LinkedHashMap<>();
      for (String metric : METRICS) {
        double[] logs = new double[BLOCKS];
        Arrays.setAll(logs, i -> Math.log(100 * ratio) + spread * random.nextGaussian());
        figures.put(metric, Arrays.stream(logs).map(Math::exp).toArray());
      }
      run.cell(Map.of("num_ctx", 1024 * (cell + 1)), figures);
    }
    return run;
  }
}
