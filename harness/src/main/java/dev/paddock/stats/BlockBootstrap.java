package dev.paddock.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The bootstrap over blocks: whole blocks are drawn with replacement, so that what holds a block
 * together stays together. For statistics that no formula gives an interval of.
 */
public final class BlockBootstrap {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private final double observed;
  private final double[] draws;
  private final double[] without;

  /**
   * What is known after drawing.
   *
   * @param observed the statistic of all blocks, each once
   * @param draws the statistic of each draw, ascending
   * @param without the statistic without each of the blocks
   */
  BlockBootstrap(double observed, double[] draws, double[] without) {
    this.observed = observed;
    this.draws = draws.clone();
    this.without = without.clone();
  }

  /**
   * Draws blocks anew.
   *
   * @param blocks at least 2
   * @param statistic of the blocks with these numbers, from 0; a block may come more than once
   */
  public static BlockBootstrap of(
      int blocks, ToDoubleFunction<int[]> statistic, int draws, long seed) {
    if (blocks < 2 || draws < 1) {
      throw new IllegalArgumentException("%d draws of %d blocks".formatted(draws, blocks));
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      drawn[draw] = statistic.applyAsDouble(random.ints(blocks, 0, blocks).toArray());
    }
    Arrays.sort(drawn);
    double[] without =
        IntStream.range(0, blocks)
            .mapToDouble(
                left ->
                    statistic.applyAsDouble(
                        IntStream.range(0, blocks).filter(b -> b != left).toArray()))
            .toArray();
    return new BlockBootstrap(
        statistic.applyAsDouble(IntStream.range(0, blocks).toArray()), drawn, without);
  }

  /** The percentile interval; SciPy's {@code bootstrap(…, method="percentile")}. */
  public Interval percentile(double confidence) {
    return between((1 - confidence) / 2, (1 + confidence) / 2);
  }

  /**
   * Efron's interval corrected for bias and acceleration; SciPy's {@code bootstrap(…,
   * method="BCa")}. None where all draws lie on one side of what was observed.
   */
  public Optional<Interval> accelerated(double confidence) {
    double below =
        Arrays.stream(draws).map(d -> d < observed ? 1 : d == observed ? 0.5 : 0).sum()
            / draws.length;
    if (below == 0 || below == 1) {
      return Optional.empty();
    }
    double bias = NORMAL.inverseCumulativeProbability(below);
    double mean = Arrays.stream(without).average().orElseThrow();
    double squares = Arrays.stream(without).map(x -> Math.pow(mean - x, 2)).sum();
    double cubes = Arrays.stream(without).map(x -> Math.pow(mean - x, 3)).sum();
    double acceleration = squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    double tail = NORMAL.inverseCumulativeProbability((1 - confidence) / 2);
    return Optional.of(between(level(bias, acceleration, tail), level(bias, acceleration, -tail)));
  }

  private static double level(double bias, double acceleration, double z) {
    return NORMAL.cumulativeProbability(bias + (bias + z) / (1 - acceleration * (bias + z)));
  }

  private Interval between(double from, double to) {
    return new Interval(Quantile.ofSorted(draws, from), Quantile.ofSorted(draws, to));
  }
}
