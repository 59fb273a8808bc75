package dev.paddock.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The treatments that levels of several factors make, and the contrasts of treatments that single
 * out what a factor does. Not every combination has to be there.
 */
public final class Factorial {
  /** Of a treatment that a factor means nothing to. */
  public static final int NONE = -1;

  private final int[][] levels;
  private final Map<List<Integer>, Integer> treatments = new HashMap<>();

  /**
   * Treatments by the levels of their factors.
   *
   * @param levels by treatment and factor, from 0, or {@link #NONE}
   */
  public Factorial(int[][] levels) {
    this.levels = Arrays.stream(levels).map(int[]::clone).toArray(int[][]::new);
    for (int t = 0; t < levels.length; t++) {
      treatments.put(key(levels[t]), t);
    }
  }

  /**
   * What a level of a factor does beside its level 0: the mean difference of all pairs of
   * treatments that differ in this factor alone. Where there is no such pair, as in a fraction of
   * all combinations, what it does if factors simply add up.
   *
   * @return coefficients by treatment; none where the treatments do not tell
   */
  public Optional<double[]> effect(int factor, int level) {
    double[] coefficients = new double[levels.length];
    int pairs = 0;
    for (int t = 0; t < levels.length; t++) {
      if (levels[t][factor] == level) {
        int base = treatments.getOrDefault(with(levels[t], factor, 0), -1);
        if (base >= 0) {
          pairs++;
          coefficients[t]++;
          coefficients[base]--;
        }
      }
    }
    return pairs == 0 ? additive(factor, level) : Optional.of(over(coefficients, pairs));
  }

  /**
   * How the effect of a level of one factor differs between a level of another and its level 0: the
   * mean over all four treatments that differ in these two factors alone.
   *
   * @return coefficients by treatment; none where there are no such four
   */
  public Optional<double[]> interaction(int factor, int level, int other, int otherLevel) {
    double[] coefficients = new double[levels.length];
    int fours = 0;
    for (int t = 0; t < levels.length; t++) {
      if (levels[t][factor] == level && levels[t][other] == otherLevel) {
        int[] first = levels[t].clone();
        first[factor] = 0;
        int withOther = treatments.getOrDefault(key(first), -1);
        int without = treatments.getOrDefault(with(levels[t], other, 0), -1);
        int neither = treatments.getOrDefault(with(first, other, 0), -1);
        if (withOther >= 0 && without >= 0 && neither >= 0) {
          fours++;
          coefficients[t]++;
          coefficients[withOther]--;
          coefficients[without]--;
          coefficients[neither]++;
        }
      }
    }
    return fours == 0 ? Optional.empty() : Optional.of(over(coefficients, fours));
  }

  /** The row of the pseudo-inverse of the main effects' design that belongs to the level. */
  private Optional<double[]> additive(int factor, int level) {
    int factors = levels.length == 0 ? 0 : levels[0].length;
    int[] first = new int[factors];
    int columns = 1;
    for (int f = 0; f < factors; f++) {
      int column = f;
      first[f] = columns;
      columns += Math.max(0, Arrays.stream(levels).mapToInt(row -> row[column]).max().orElse(0));
    }
    double[][] design = new double[levels.length][columns];
    for (int t = 0; t < levels.length; t++) {
      design[t][0] = 1;
      for (int f = 0; f < factors; f++) {
        if (levels[t][f] > 0) {
          design[t][first[f] + levels[t][f] - 1] = 1;
        }
      }
    }
    return Additive.contrasts(design).map(terms -> terms[first[factor] + level - 1]);
  }

  private static double[] over(double[] coefficients, int count) {
    return Arrays.stream(coefficients).map(c -> c / count).toArray();
  }

  private static List<Integer> with(int[] levels, int factor, int level) {
    int[] changed = levels.clone();
    changed[factor] = level;
    return key(changed);
  }

  private static List<Integer> key(int[] levels) {
    return Arrays.stream(levels).boxed().toList();
  }
}
