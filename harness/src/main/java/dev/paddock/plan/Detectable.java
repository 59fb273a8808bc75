package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Hypothesis;
import dev.paddock.record.Metric;
import dev.paddock.stats.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * What the blocks of an experiment can find: the power of the paired t-test at 5 %, of several
 * hypotheses at Holm's strictest step, which is 5 % by their number.
 *
 * @param metrics by name
 * @param hypotheses by id, in the order of the file
 */
public record Detectable(Map<String, Effect> metrics, Map<String, OfHypothesis> hypotheses) {
  /** Where nobody measured it: 5 % from trial to trial, so √2 times that between two. */
  private static final double ASSUMED = 0.05 * Math.sqrt(2);

  /** Under this power a hypothesis is hardly worth its time. */
  private static final double HARDLY = 0.5;

  /** Margins that people write, of which a wider one is proposed. */
  private static final double[] MARGINS = {0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5};

  private static final double POWER = 0.8;
  private static final double ERROR = 0.05;

  public Detectable {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    hypotheses = Collections.unmodifiableMap(new LinkedHashMap<>(hypotheses));
  }

  /**
   * The smallest effect on a metric that 80 of 100 runs find.
   *
   * @param atLeast with the least number of blocks, as a ratio − 1; empty where that is one block
   * @param atMost with the largest number
   * @param spread of the logarithm of two cells' ratio in a block, on which both rest
   * @param measured whether it is the noise floor that was measured here; else it is assumed
   */
  public record Effect(
      Optional<Double> atLeast, Optional<Double> atMost, double spread, boolean measured) {}

  /**
   * How often a true difference as large as a hypothesis' margin is found; of an expected
   * equivalence, how often two equal cells are shown to be equivalent.
   */
  public record OfHypothesis(Optional<Double> atLeast, Optional<Double> atMost) {}

  /**
   * What this experiment can find.
   *
   * @param floor standard deviations of the log ratio of two trials of the same thing, by metric
   */
  public static Detectable of(Experiment experiment, Map<String, Double> floor) {
    SortedMap<String, Double> spreads = new TreeMap<>(floor);
    Map<String, Effect> metrics = new LinkedHashMap<>();
    for (Metric metric : experiment.metrics()) {
      double sd = spreads.getOrDefault(metric.name(), ASSUMED);
      IntToDoubleFunction effect = n -> Math.expm1(Power.smallest(n, sd, POWER, ERROR));
      metrics.put(
          metric.name(),
          new Effect(
              with(experiment.design().minBlocks(), effect),
              with(experiment.design().maxBlocks(), effect),
              sd,
              spreads.containsKey(metric.name())));
    }
    double error = ERROR / Math.max(1, experiment.hypotheses().size());
    Map<String, OfHypothesis> hypotheses = new LinkedHashMap<>();
    for (Hypothesis one : experiment.hypotheses()) {
      double sd = spreads.getOrDefault(one.metric().name(), ASSUMED);
      IntToDoubleFunction power = n -> power(one, n, sd, error);
      hypotheses.put(
          one.id(),
          new OfHypothesis(
              with(experiment.design().minBlocks(), power),
              with(experiment.design().maxBlocks(), power)));
    }
    return new Detectable(metrics, hypotheses);
  }

  private static Optional<Double> with(int blocks, IntToDoubleFunction figure) {
    return blocks < 2 ? Optional.empty() : Optional.of(figure.applyAsDouble(blocks));
  }

  private static double power(Hypothesis one, int n, double sd, double error) {
    double margin = one.margin();
    return switch (one.expect()) {
      case LOWER -> Power.ofPairedT(n, sd, Math.log1p(-margin), error);
      case HIGHER -> Power.ofPairedT(n, sd, Math.log1p(margin), error);
      // Both one-sided tests must tell, and either fails as often.
      case EQUIVALENT -> Math.max(0, 2 * Power.ofPairedT(n, sd, Math.log1p(margin), error) - 1);
    };
  }

  /** The same in words, a line each. */
  List<String> lines(Experiment experiment) {
    List<String> lines = new ArrayList<>();
    metrics.forEach(
        (name, effect) ->
            lines.add(
                "%s: %s (%s)"
                    .formatted(
                        name,
                        range(effect.atLeast(), effect.atMost()),
                        effect.measured()
                            ? "noise floor of this machine"
                            : "assumes 5 % from trial to trial")));
    for (Hypothesis one : experiment.hypotheses()) {
      OfHypothesis power = hypotheses.getOrDefault(one.id(), NOTHING);
      String runs = range(power.atLeast(), power.atMost());
      lines.add(
          one.margin() == 0
              ? "%s: has no margin, so the effect above is what it takes".formatted(one.id())
              : one.expect() == Hypothesis.Expect.EQUIVALENT
                  ? "%s: cells that are equal are shown to be so within %s in %s of runs"
                      .formatted(one.id(), percent(one.margin()), runs)
                  : "%s: a true difference of its margin, %s, is told from none in %s of runs"
                      .formatted(one.id(), percent(one.margin()), runs));
    }
    return lines;
  }

  /**
   * What hypotheses the blocks can hardly ever decide, and what would; by what is assumed of trials
   * where nobody measured it.
   */
  static List<String> powerless(Experiment experiment) {
    List<String> words = new ArrayList<>();
    Map<String, OfHypothesis> powers = of(experiment, Map.of()).hypotheses();
    double error = ERROR / Math.max(1, experiment.hypotheses().size());
    int most = experiment.design().maxBlocks();
    for (Hypothesis one : experiment.hypotheses()) {
      Optional<Double> power = powers.getOrDefault(one.id(), NOTHING).atMost();
      if (most > 1 && one.margin() > 0 && power.orElse(1.0) < HARDLY) {
        words.add(
            "%s: %s in only %s of runs with %d blocks, if trials differ by 5 %%: %s"
                .formatted(
                    one.id(),
                    one.expect() == Hypothesis.Expect.EQUIVALENT
                        ? "equal cells are shown to be so within %s"
                            .formatted(percent(one.margin()))
                        : "a true difference of its margin is told from none",
                    percent(power.orElse(0.0)),
                    most,
                    wider(one, most, error)));
      }
    }
    return List.copyOf(words);
  }

  private static String wider(Hypothesis one, int blocks, double error) {
    return Arrays.stream(MARGINS)
        .filter(margin -> margin > one.margin())
        .filter(margin -> power(one.with(margin), blocks, ASSUMED, error) >= POWER)
        .mapToObj(margin -> "a margin of %s would do, or more blocks.".formatted(percent(margin)))
        .findFirst()
        .orElse("give more blocks.");
  }

  private static final OfHypothesis NOTHING = new OfHypothesis(Optional.empty(), Optional.empty());

  private static String range(Optional<Double> least, Optional<Double> most) {
    if (most.isEmpty()) {
      return "nothing with one block";
    }
    String last = percent(most.get());
    return least.isEmpty() || percent(least.get()).equals(last)
        ? last
        : percent(least.get()) + " to " + last;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }
}
