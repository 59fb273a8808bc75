package dev.paddock.analysis;

import dev.paddock.figures.Measured;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.stats.Quantile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A server whose truth is known: latencies of a trial's requests, drawn.
 *
 * <p>Spreads are those of real Ollama 0.33 with a small model on two cores: the logarithms of times
 * to the first token of one trial had a standard deviation of 0.02 to 0.3 with a lag-1
 * autocorrelation of −0.1 to 0.4, medians of trials of the same cell 0.003 to 0.17.
 *
 * @param sigma standard deviation of the logarithms within a trial
 * @param heavy whether their tails are those of Student's t with 3 degrees of freedom
 * @param correlation of a request with the next, as of an AR(1) process
 * @param between standard deviation of trials of the same cell, log scale
 * @param block standard deviation of blocks, log scale
 * @param drift of the whole night, log scale
 * @param bursts share of the trials with ten requests in a row that take 1.5 times as long
 * @param frozen share of the trials in which four requests in a row wait for a second
 */
record SimulatedServer(
    String name,
    double sigma,
    boolean heavy,
    double correlation,
    double between,
    double block,
    double drift,
    double bursts,
    double frozen) {
  static final int REQUESTS = 80;
  static final Metric P50 = Metric.named("ttft.p50").orElseThrow();
  static final Metric P95 = Metric.named("ttft.p95").orElseThrow();
  static final Metric RATE = Metric.named("throughput.tokens").orElseThrow();

  private static final double MEDIAN_MS = 200;

  /** Of one run: the state that its trials share. */
  final class Night {
    private final SplittableRandom random;
    private final int blocks;
    private double ofBlock;
    private double progress;

    Night(long seed, int blocks) {
      this.random = new SplittableRandom(seed);
      this.blocks = blocks;
    }

    void beginBlock(int block) {
      ofBlock = block(random);
      progress = (double) block / blocks;
    }

    private double block(SplittableRandom draw) {
      return SimulatedServer.this.block * draw.nextGaussian();
    }

    /**
     * A trial.
     *
     * @param effect of its cell, log scale
     * @param within how far into the block it runs, from 0 to 1
     */
    double[] trial(double effect, double within) {
      double shift =
          effect + ofBlock + drift * (progress + within / blocks) + between * random.nextGaussian();
      double[] latencies = new double[REQUESTS];
      double z = random.nextGaussian();
      for (int i = 0; i < REQUESTS; i++) {
        z =
            i == 0
                ? z
                : correlation * z
                    + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        latencies[i] = MEDIAN_MS * Math.exp(shift + sigma * (heavy ? z * tail() : z));
      }
      int from = random.nextInt(REQUESTS - 10);
      if (random.nextDouble() < bursts) {
        for (int i = from; i < from + 10; i++) {
          latencies[i] *= 1.5;
        }
      }
      if (random.nextDouble() < frozen) {
        for (int i = from; i < from + 4; i++) {
          latencies[i] += 1000 * random.nextDouble();
        }
      }
      return latencies;
    }

    private double tail() {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        double one = random.nextGaussian();
        squares += one * one;
      }
      return Math.sqrt(3 / squares);
    }

    SplittableRandom random() {
      return random;
    }
  }

  Night night(long seed, int blocks) {
    return new Night(seed, blocks);
  }

  /** What a trial of these requests measured. */
  static Measured measured(double[] latencies) {
    double[] sorted = latencies.clone();
    Arrays.sort(sorted);
    Map<String, OfMetric> figures = new LinkedHashMap<>();
    put(figures, P50, Quantile.ofSorted(sorted, 0.5));
    put(figures, P95, Quantile.ofSorted(sorted, 0.95));
    put(figures, RATE, 1000.0 * REQUESTS / Arrays.stream(latencies).sum());
    return new Measured(figures, Map.of());
  }

  private static void put(Map<String, OfMetric> figures, Metric metric, double value) {
    figures.put(metric.name(), new OfMetric(value, REQUESTS, REQUESTS));
  }

  /** The value of one figure. */
  static double value(Measured trial, Metric metric) {
    return trial.figure(metric).orElseThrow().value();
  }
}
