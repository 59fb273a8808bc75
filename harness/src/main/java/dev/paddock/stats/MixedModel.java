package dev.paddock.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Numbers of several groups in several blocks, where a group's level is what a linear model says of
 * it and a part of its own: y = block + xβ + δ + error. Both parts are estimated jointly
 * (Henderson's equations), so a group that was hardly seen is near the model, and one that was
 * often seen is near its own numbers. The spread of δ is chosen by restricted likelihood, but is
 * never below a floor.
 */
public final class MixedModel {
  /**
   * The spreads that are tried. Coarse on purpose: a handful of groups hardly tells their spread,
   * the likelihood is flat about its top, and the estimates move little between two neighbours.
   */
  private static final double[] TIMES_THE_FLOOR = {1, 2, 4, 8};

  /** What is added to the fixed effects' information, in units of the error's variance. */
  private static final double HARDLY = 1e-6;

  private final double[] levels;
  private final double[][] covariance;
  private final int df;

  private MixedModel(double[] levels, double[][] covariance, int df) {
    this.levels = levels;
    this.covariance = covariance;
    this.df = df;
  }

  /** Degrees of freedom of the error. */
  public int df() {
    return df;
  }

  /** A number, seen of a group in a block; both count from 0. */
  public record Seen(int group, int block, double value) {}

  /**
   * The fit.
   *
   * @param model a row of each group, the constant included
   * @param floor the least spread of a group's own part, above 0
   */
  public static MixedModel of(Seen[] seen, double[][] model, int blocks, double floor) {
    // Only differences are asked for, and large numbers would be drawn towards 0 by HARDLY.
    double mean = Arrays.stream(seen).mapToDouble(Seen::value).average().orElse(0);
    Seen[] centred =
        Arrays.stream(seen)
            .map(one -> new Seen(one.group, one.block, one.value - mean))
            .toArray(Seen[]::new);
    // The equations take the ratio of both variances, the floor is a spread: an error is needed
    // first. Any ratio gives a fair one, so that of equal variances will do.
    Equations best = new Equations(centred, model, blocks, 1);
    double error = Math.max(Math.sqrt(best.variance), 1e-6);
    double least = Double.POSITIVE_INFINITY;
    for (double times : TIMES_THE_FLOOR) {
      double ratio = error * error / (floor * floor * times * times);
      Equations one = new Equations(centred, model, blocks, ratio);
      if (one.deviance < least) {
        least = one.deviance;
        best = one;
      }
    }
    return best.fit(model);
  }

  /** The equations at one ratio of both variances, in the unit of the error's. */
  private static final class Equations {
    private final CholeskyDecomposition cholesky;
    private final RealVector solution;
    private final int fixed;
    private final int groups;
    private final int blocks;
    private final int df;
    private final double variance;
    private final double deviance;

    Equations(Seen[] seen, double[][] model, int blocks, double ratio) {
      this.blocks = blocks;
      // The first block has no column: the model's constant stands for it.
      this.fixed = blocks - 1 + model[0].length;
      this.groups = model.length;
      int size = fixed + groups;
      double[][] left = new double[size][size];
      double[] right = new double[size];
      double squares = 0;
      for (Seen one : seen) {
        double[] row = row(one, model);
        squares += one.value * one.value;
        for (int i = 0; i < size; i++) {
          if (row[i] != 0) {
            right[i] += row[i] * one.value;
            for (int j = 0; j < size; j++) {
              left[i][j] += row[i] * row[j];
            }
          }
        }
      }
      for (int i = 0; i < fixed; i++) {
        left[i][i] += HARDLY; // what no number tells anything of stays unknown, not impossible
      }
      // Henderson: were it not for this, a group's own part would be a fixed effect. It is what
      // draws one that was hardly seen towards the model, and one never seen onto it.
      for (int g = 0; g < groups; g++) {
        left[fixed + g][fixed + g] += ratio;
      }
      this.cholesky = new CholeskyDecomposition(new Array2DRowRealMatrix(left, false), 1e-9, 1e-14);
      this.solution = cholesky.getSolver().solve(new ArrayRealVector(right, false));
      this.df = Math.max(1, seen.length - fixed);
      // y'y − b'X'y is the generalised residual sum of squares.
      this.variance =
          Math.max(0, squares - solution.dotProduct(new ArrayRealVector(right, false))) / df;
      RealMatrix l = cholesky.getL();
      double logs = 0;
      for (int i = 0; i < size; i++) {
        logs += 2 * Math.log(l.getEntry(i, i));
      }
      // −2 log of the restricted likelihood, profiled over the error's variance, constants left
      // out:
      // log |C| of these equations is log |V| + log |X'V⁻¹X| but for the prior's own groups · log
      // ratio.
      this.deviance = df * Math.log(variance + 1e-300) + logs - groups * Math.log(ratio);
    }

    private double[] row(Seen one, double[][] model) {
      double[] row = new double[fixed + groups];
      if (one.block > 0) {
        row[one.block - 1] = 1;
      }
      System.arraycopy(model[one.group], 0, row, blocks - 1, model[0].length);
      row[fixed + one.group] = 1;
      return row;
    }

    MixedModel fit(double[][] model) {
      double[][] pick = new double[groups][fixed + groups];
      for (int g = 0; g < groups; g++) {
        System.arraycopy(model[g], 0, pick[g], blocks - 1, model[0].length);
        pick[g][fixed + g] = 1;
      }
      // The inverse of Henderson's matrix is the prediction error's covariance, of fixed effects
      // and
      // own parts alike, so levels need no other formula.
      RealMatrix k = new Array2DRowRealMatrix(pick, false);
      return new MixedModel(
          k.operate(solution).toArray(),
          k.multiply(cholesky.getSolver().solve(k.transpose())).scalarMultiply(variance).getData(),
          df);
    }
  }

  /** The level of one group less that of another. */
  public double difference(int group, int other) {
    return levels[group] - levels[other];
  }

  /** The standard error of that. */
  public double error(int group, int other) {
    return Math.sqrt(
        Math.max(
            0, covariance[group][group] + covariance[other][other] - 2 * covariance[group][other]));
  }
}
