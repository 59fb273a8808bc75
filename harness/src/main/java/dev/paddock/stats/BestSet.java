package dev.paddock.stats;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * Which of several may be the best: simultaneous comparison with the best (Hsu, 1984). One is out
 * where another is shown to be ahead of it, each pair at the error that is shared by all that one
 * is held against. The true best is then in the set as often as the error says, and where all are
 * equal each of them is.
 */
public final class BestSet {
  private BestSet() {}

  /**
   * The confidence of the two-sided interval of a difference whose ends are one-sided bounds at α /
   * (m (k − 1)): Student's quantile c of the rule mean(d) &gt; c se(d).
   *
   * @param metrics that are judged, m
   * @param cells that are compared, k, at least 2; those that left on the way count
   */
  public static double confidence(double alpha, int metrics, int cells) {
    if (metrics < 1 || cells < 2) {
      throw new IllegalArgumentException(
          "nothing is the best of %d by %d metrics".formatted(cells, metrics));
    }
    return 1 - 2 * alpha / metrics / (cells - 1);
  }

  /**
   * The set, in the order given.
   *
   * @param ahead whether the first is shown to be ahead of the second
   */
  public static <T> List<T> of(List<T> all, BiPredicate<T, T> ahead) {
    return all.stream()
        .filter(one -> all.stream().noneMatch(other -> ahead.test(other, one)))
        .toList();
  }
}
