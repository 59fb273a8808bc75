package dev.paddock.benchmarks.suite;

import dev.paddock.record.Figure;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fork brought.
 *
 * @param figures by metric
 * @param got each factor's level, as JMH says that it set it
 * @param reasons why they do not count; empty where they do
 */
public record Measurement(
    SortedMap<String, Figure> figures, SortedMap<String, String> got, List<String> reasons) {
  /**
   * Others may take a quarter of all processors: one fork leaves at least half of them idle, and
   * beyond that it begins to wait for its own.
   */
  private static final double MOST_OTHERS = 0.25;

  /**
   * Of a computation on one thread it is known whether it waited: others may take the other half.
   */
  private static final double MOST_BESIDE_COMPUTING = 0.5;

  /**
   * A computation on one thread waits for nothing but its processor: so much more than its CPU time
   * is rest.
   */
  private static final double MOST_WAITED = 1.15;

  /** How many times the median iteration the longest may take: of 2,575 forks 15 were over it. */
  private static final double MOST_OF_MEDIAN = 10;

  /** A fork whose last iteration takes less than this share of its first was not yet warm. */
  private static final double WARM = 0.75;

  public Measurement {
    figures = new TreeMap<>(figures);
    got = new TreeMap<>(got);
    reasons = List.copyOf(reasons);
  }

  /** Why a fork's time does not count where others took {@code share} of all processors. */
  static Optional<String> otherLoad(double share) {
    return otherLoad(share, MOST_OTHERS);
  }

  /** The same of a computation on one thread, whose waiting is known by itself. */
  static Optional<String> otherLoadBesideComputing(double share) {
    return otherLoad(share, MOST_BESIDE_COMPUTING);
  }

  /** The same where they may take at most {@code most}. */
  public static Optional<String> otherLoad(double share, double most) {
    return share <= most
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "other load on the machine: others took %.0f %% of its processors, at most %.0f %%"
                    + " leave a fork undisturbed",
                100 * share,
                100 * most));
  }

  /**
   * Why the time of a computation on one thread does not count where it had no processor for part
   * of it: the host of a virtual machine may not say so.
   *
   * @param nanos that an operation took
   * @param cpu the ns of them on a processor
   */
  static Optional<String> waited(double nanos, double cpu) {
    return nanos <= MOST_WAITED * cpu
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "kept from its processor: an operation took %.0f ns, %.0f ns of them on one",
                nanos,
                cpu));
  }

  /** Why a fork's time does not count where it still got faster from iteration to iteration. */
  static Optional<String> notWarm(List<Double> iterations) {
    for (int i = 1; i < iterations.size(); i++) {
      if (iterations.get(i) >= iterations.get(i - 1)) {
        return Optional.empty();
      }
    }
    return iterations.isEmpty() || iterations.getLast() >= WARM * iterations.getFirst()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "not warm: its iterations still fell from %.0f to %.0f ns",
                iterations.getFirst(),
                iterations.getLast()));
  }

  /**
   * Why the time of an operation on one thread does not count where one iteration measured
   * something else: a compilation stops the thread, and one of 200 ms is an iteration of its own.
   *
   * @param iterations times of an operation in each of them
   */
  static Optional<String> stopped(List<Double> iterations) {
    if (iterations.isEmpty()) {
      return Optional.empty();
    }
    double median = iterations.stream().sorted().toList().get((iterations.size() - 1) / 2);
    double longest = Collections.max(iterations);
    return longest <= MOST_OF_MEDIAN * median
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "stopped: an operation took %.0f ns in one iteration, %.0f ns at the median",
                longest,
                median));
  }
}
