package dev.paddock.stats;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference of two shares of right answers to the same prompts, over blocks: the mean of the
 * blocks' differences, with the wider of two intervals. The one is Student's over blocks, which
 * sees what moves a whole block; the other is Tango's score interval of paired proportions
 * (Statistics in Medicine 17, 1998, 891-908) over all pairs, which knows how little few answers say
 * where blocks happen to be alike. A prompt that several blocks asked is one prompt in it, since a
 * model at temperature 0 says the same each time. Where no answer differs, the limits are those of
 * the exact binomial bound.
 *
 * @param blocks at least one, each with at least one pair
 * @param prompts that are not the same, from 1 to the number of pairs
 */
public record PairedShares(List<Block> blocks, int prompts) {
  private static final double PRECISE = 1e-9;
  private static final int MOST_STEPS = 500;

  /**
   * The pairs of a block.
   *
   * @param gained of them right here and wrong there
   * @param lost of them wrong here and right there
   */
  public record Block(int pairs, int gained, int lost) {
    double difference() {
      return (double) (gained - lost) / pairs;
    }
  }

  public PairedShares {
    blocks = List.copyOf(blocks);
  }

  /** All pairs. */
  public int pairs() {
    return blocks.stream().mapToInt(Block::pairs).sum();
  }

  /** Pairs of which one is right and the other is not. */
  public int differing() {
    return gained() + lost();
  }

  private int gained() {
    return blocks.stream().mapToInt(Block::gained).sum();
  }

  private int lost() {
    return blocks.stream().mapToInt(Block::lost).sum();
  }

  /** The share here less the share there, from −1 to 1. */
  public double difference() {
    return blocks.stream().mapToDouble(Block::difference).average().orElseThrow();
  }

  /** Its interval; empty of a single block. */
  public Optional<Interval> interval(double confidence) {
    if (blocks.size() < 2) {
      return Optional.empty();
    }
    if (differing() == 0) {
      double bound = bound(prompts, confidence);
      return Optional.of(new Interval(-bound, bound));
    }
    Interval score = score(confidence);
    return Student.of(blocks.stream().mapToDouble(Block::difference).toArray())
        .interval(confidence)
        .map(
            blocks ->
                new Interval(
                    Math.max(-1, Math.min(blocks.low(), score.low())),
                    Math.min(1, Math.max(blocks.high(), score.high()))));
  }

  /** How large a share may be of which none was seen in {@code n}, at half of 1 − confidence. */
  private static double bound(int n, double confidence) {
    return 1 - Math.pow((1 - confidence) / 2, 1.0 / n);
  }

  /** Tango's interval, of as many pairs as there are prompts. */
  Interval score(double confidence) {
    double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + confidence) / 2);
    return new Interval(where(z), where(-z));
  }

  /** The difference at which the score statistic, which falls, is {@code z}. */
  private double where(double z) {
    return new BrentSolver(PRECISE)
        .solve(MOST_STEPS, difference -> statistic(difference) - z, -1, 1);
  }

  private double statistic(double difference) {
    double n = prompts;
    double b = (double) gained() * prompts / pairs();
    double c = (double) lost() * prompts / pairs();
    double linear = -b - c + (2 * n - b + c) * difference;
    double constant = -c * difference * (1 - difference);
    double root = Math.sqrt(Math.max(0, linear * linear - 8 * n * constant));
    double lostShare = (root - linear) / (4 * n);
    double variance = n * (2 * lostShare + difference * (1 - difference));
    double distance = b - c - n * difference;
    return distance == 0 ? 0 : distance / Math.sqrt(Math.max(variance, 1e-12));
  }

  /**
   * The share of answers that may differ by chance, half of them each way, so that a cell which is
   * as good is shown to be worse by less than {@code margin} with this power; empty where so few
   * prompts cannot show it even if none differs.
   *
   * @param margin above 0, as a share
   */
  public static Optional<Double> allowed(
      int prompts, int blocks, double margin, double confidence, double power) {
    if (blocks < 2 || bound(prompts, confidence) >= margin) {
      return Optional.empty();
    }
    double reach = Power.shown(blocks - 1.0, 1, power, confidence);
    // Answers are whole, so what is seen lies up to one of them beyond what the normal has.
    double within = margin - 1.0 / prompts;
    return Optional.of(Math.min(1, prompts * Math.pow(within / reach, 2)));
  }

  /** Prompts that it takes to show it if none differs. */
  public static int least(double margin, double confidence) {
    return (int) Math.ceil(Math.log((1 - confidence) / 2) / Math.log(1 - margin)) + 1;
  }
}
