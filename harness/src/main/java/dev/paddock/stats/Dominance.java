package dev.paddock.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/** How sure it is that one thing is worse than another in everything that counts. */
public final class Dominance {
  private Dominance() {}

  /**
   * A lower bound of that certainty, whatever ties the objectives together: 1 less the sum of the
   * one-sided p-values of each objective (Bonferroni's inequality), at least 0. An objective seen
   * fewer than twice says nothing.
   *
   * @param worse for each objective by how much the one was worse in each block, of logarithms
   *     where it is a ratio
   */
  public static double probability(double[]... worse) {
    if (worse.length == 0) {
      throw new IllegalArgumentException("no objective to be worse in");
    }
    return Math.max(0, 1 - Arrays.stream(worse).mapToDouble(Dominance::doubt).sum());
  }

  private static double doubt(double[] worse) {
    if (worse.length < 2) {
      return 1;
    }
    Student student = Student.of(worse);
    if (student.sd() == 0) {
      return student.mean() > 0 ? 0 : 1;
    }
    double t = student.mean() / (student.sd() / Math.sqrt(student.n()));
    return new TDistribution(null, student.n() - 1).cumulativeProbability(-t);
  }
}
