package dev.paddock.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Least squares of an additive two-way table with holes, groups by treatments: what treatments do
 * after what groups do. A treatment that was never seen has no estimate.
 */
final class TwoWay {
  private final double[][] cells;
  private final boolean[] seen;
  private final int[] component;
  private final double[] effects;
  private final RealMatrix inverse;
  private final double squares;
  private final int df;

  /** The means of the cells of a table while they are gathered. */
  static final class Table {
    private final double[][] sums;
    private final int[][] counts;
    private final int treatments;

    /** An empty table, of at least one treatment. */
    Table(int groups, int treatments) {
      sums = new double[groups][treatments];
      counts = new int[groups][treatments];
      this.treatments = treatments;
    }

    void add(int group, int treatment, double value) {
      sums[group][treatment] += value;
      counts[group][treatment]++;
    }

    /** The mean of each cell, by group and treatment; NaN of one that is empty. */
    double[][] means() {
      double[][] cells = new double[sums.length][];
      for (int g = 0; g < cells.length; g++) {
        cells[g] = new double[sums[g].length];
        for (int t = 0; t < cells[g].length; t++) {
          cells[g][t] = counts[g][t] == 0 ? Double.NaN : sums[g][t] / counts[g][t];
        }
      }
      return cells;
    }

    TwoWay fit() {
      return new TwoWay(means(), treatments);
    }
  }

  private TwoWay(double[][] cells, int treatments) {
    this.cells = cells;
    this.seen = new boolean[treatments];
    this.component = components(cells, treatments);
    // Groups are swept out first (the reduced normal equations of an incomplete block design, R − N
    // K⁻¹ N'): what is left has the size of the treatments, however many groups there are.
    double[][] information = new double[treatments][treatments];
    double[] sums = new double[treatments];
    int count = 0;
    int groups = 0;
    for (double[] row : cells) {
      double mean = mean(row);
      int size = size(row);
      count += size;
      groups += size > 0 ? 1 : 0;
      for (int t = 0; t < treatments; t++) {
        if (Double.isNaN(row[t])) {
          continue;
        }
        seen[t] = true;
        sums[t] += row[t] - mean;
        information[t][t]++;
        for (int u = 0; u < treatments; u++) {
          information[t][u] -= Double.isNaN(row[u]) ? 0 : 1.0 / size;
        }
      }
    }
    // What is never compared has no inverse; holding each connected set's mean at 0 gives one.
    int[] sizes = new int[treatments];
    Arrays.stream(component).forEach(c -> sizes[c]++);
    for (int t = 0; t < treatments; t++) {
      for (int u = 0; u < treatments; u++) {
        information[t][u] += component[t] == component[u] ? 1.0 / sizes[component[t]] : 0;
      }
    }
    this.inverse =
        new LUDecomposition(new Array2DRowRealMatrix(information, false)).getSolver().getInverse();
    this.effects = inverse.operate(sums);
    // Each connected set has its own level, which its groups have taken already: it costs one
    // degree less. One never seen is a set of its own and cancels itself out.
    int sets = (int) Arrays.stream(sizes).filter(size -> size > 0).count();
    this.df = count - groups - treatments + sets;
    this.squares = residuals();
  }

  private static double mean(double[] row) {
    return Arrays.stream(row).filter(x -> !Double.isNaN(x)).average().orElse(0);
  }

  private static int size(double[] row) {
    return (int) Arrays.stream(row).filter(x -> !Double.isNaN(x)).count();
  }

  /** Treatments that groups tie together, directly or by others, share a number. */
  private static int[] components(double[][] cells, int treatments) {
    int[] component = new int[treatments];
    Arrays.setAll(component, t -> t);
    for (double[] row : cells) {
      int first = -1;
      for (int t = 0; t < treatments; t++) {
        if (Double.isNaN(row[t])) {
          continue;
        }
        if (first < 0) {
          first = t;
        } else if (component[t] != component[first]) {
          int from = component[t];
          int to = component[first];
          Arrays.setAll(component, u -> component[u] == from ? to : component[u]);
        }
      }
    }
    return component;
  }

  private double residuals() {
    if (df <= 0) {
      return 0;
    }
    double sum = 0;
    for (int g = 0; g < cells.length; g++) {
      double level = groupMean(g).orElse(0);
      for (int t = 0; t < cells[g].length; t++) {
        if (!Double.isNaN(cells[g][t])) {
          double residual = cells[g][t] - effects[t] - level;
          sum += residual * residual;
        }
      }
    }
    return sum;
  }

  /** The residual sum of squares. */
  double squares() {
    return squares;
  }

  /** What is left for the residual. */
  int df() {
    return df;
  }

  /**
   * A group's mean after its treatments' effects, which are 0 on average; none of an empty group.
   */
  OptionalDouble groupMean(int group) {
    double[] row = cells[group];
    double[] after = new double[row.length];
    Arrays.setAll(after, t -> row[t] - effects[t]);
    return size(after) == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean(after));
  }

  /** The part of these coefficients that compares treatments seen here with each other. */
  double[] deviations(double[] coefficients) {
    double sum = Arrays.stream(coefficients).sum();
    double[] deviations = coefficients.clone();
    long present = IntStream.range(0, deviations.length).filter(t -> seen[t]).count();
    for (int t = 0; t < deviations.length; t++) {
      deviations[t] -= seen[t] ? sum / present : 0;
    }
    return deviations;
  }

  /** Whether this table tells the contrast, and saw every treatment that is asked for. */
  boolean estimates(double[] contrast, double[] asked) {
    // Levels of two connected sets have nothing in common, so a contrast must cancel in each.
    double[] sums = new double[contrast.length];
    for (int t = 0; t < contrast.length; t++) {
      if (!zero(asked[t]) && !seen[t]) {
        return false;
      }
      sums[component[t]] += contrast[t];
    }
    return Arrays.stream(sums).allMatch(TwoWay::zero);
  }

  double value(double[] contrast) {
    double value = 0;
    for (int t = 0; t < contrast.length; t++) {
      value += contrast[t] * effects[t];
    }
    return value;
  }

  /** Its variance in units of the error's. */
  double variance(double[] contrast) {
    RealVector vector = new ArrayRealVector(contrast, false);
    return vector.dotProduct(inverse.operate(vector));
  }

  static boolean zero(double coefficient) {
    return Math.abs(coefficient) < 1e-9;
  }
}
