package dev.paddock.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Which of many possible measurements tell most of a linear model: rows whose information matrix
 * has a determinant that exchanging one of them does not raise (Fedorov's exchange, 1972), the best
 * of several such.
 */
public final class DOptimal {
  private static final double NOTHING = 1e-9;

  /** Equal determinants differ by rounding, and exchanging those to and fro would never end. */
  private static final double BETTER = 1 + 1e-6;

  private static final int MOST_EXCHANGES = 200;

  /** An exchange may end where two would go on: other starts end elsewhere. */
  private static final int STARTS = 20;

  private static final long MOST_WORK = 5_000_000;

  /** Of what is left of a row, for it to be a start. */
  private static final double INDEPENDENT = 1e-6;

  private DOptimal() {}

  /** The columns that are no combination of those before them, over all rows. */
  public static double[][] independent(double[][] rows) {
    List<Integer> kept = new ArrayList<>();
    List<double[]> basis = new ArrayList<>();
    for (int column = 0; column < rows[0].length; column++) {
      int of = column;
      double[] rest = Arrays.stream(rows).mapToDouble(row -> row[of]).toArray();
      double size = norm(rest);
      // Twice (Kahan): one pass leaves errors as large as what was taken away.
      basis.forEach(one -> subtract(rest, one));
      basis.forEach(one -> subtract(rest, one));
      if (norm(rest) > NOTHING * Math.max(1, size)) {
        basis.add(scaled(rest));
        kept.add(column);
      }
    }
    return Arrays.stream(rows)
        .map(row -> kept.stream().mapToDouble(column -> row[column]).toArray())
        .toArray(double[][]::new);
  }

  /**
   * The rows to measure.
   *
   * @param rows what could be measured, with independent columns
   * @param count at least as many as there are columns, at most as many as there are rows
   * @return their indices, ascending; the same for the same seed
   */
  public static int[] choose(double[][] rows, int count, long seed) {
    int columns = rows[0].length;
    if (count < columns || count > rows.length) {
      throw new IllegalArgumentException(
          "%d of %d rows for %d columns".formatted(count, rows.length, columns));
    }
    Random random = new Random(seed);
    long work = (long) count * rows.length * columns;
    int starts = Math.clamp(MOST_WORK / work, 1, STARTS);
    List<Integer> best = List.of();
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < starts; i++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, rows.length).boxed().toList());
      Collections.shuffle(order, random);
      List<Integer> chosen =
          improved(rows, count, i == 0 ? far(rows, order) : any(rows, order), order);
      double determinant = determinant(rows, chosen);
      if (determinant > most * BETTER) {
        most = determinant;
        best = chosen;
      }
    }
    return best.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static List<Integer> improved(
      double[][] rows, int count, List<Integer> start, List<Integer> order) {
    List<Integer> chosen = new ArrayList<>(start);
    List<Integer> others = new ArrayList<>(order);
    others.removeAll(chosen);
    // Adding a row multiplies the determinant by 1 + its leverage, so the best is the one that the
    // rows at hand foretell worst.
    while (chosen.size() < count) {
      double[][] inverse = inverse(rows, chosen);
      int best =
          others.stream()
              .max((a, b) -> Double.compare(leverage(inverse, rows[a]), leverage(inverse, rows[b])))
              .orElseThrow();
      chosen.add(best);
      others.remove(Integer.valueOf(best));
    }
    int exchanges = 0;
    while (exchanges < MOST_EXCHANGES && exchange(rows, chosen, others)) {
      exchanges++;
    }
    return chosen;
  }

  /** Rows that are independent: each time the one that is furthest from those before it. */
  private static List<Integer> far(double[][] rows, List<Integer> order) {
    double[][] rest = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < rows[0].length) {
      int best =
          order.stream()
              .filter(row -> !chosen.contains(row))
              .max((a, b) -> Double.compare(norm(rest[a]), norm(rest[b])))
              .orElseThrow();
      chosen.add(best);
      double[] direction = scaled(rest[best]);
      for (double[] row : rest) {
        subtract(row, direction);
      }
    }
    return chosen;
  }

  /** The first rows of this order that are independent. */
  private static List<Integer> any(double[][] rows, List<Integer> order) {
    List<double[]> basis = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    for (int row : order) {
      double[] rest = rows[row].clone();
      basis.forEach(one -> subtract(rest, one));
      basis.forEach(one -> subtract(rest, one));
      if (norm(rest) > INDEPENDENT && chosen.size() < rows[0].length) {
        basis.add(scaled(rest));
        chosen.add(row);
      }
    }
    return chosen;
  }

  /** The best exchange of one chosen row for another; whether there is one. */
  private static boolean exchange(double[][] rows, List<Integer> chosen, List<Integer> others) {
    double[][] inverse = inverse(rows, chosen);
    double[] leverages = others.stream().mapToDouble(row -> leverage(inverse, rows[row])).toArray();
    double most = BETTER;
    int out = -1;
    int in = -1;
    for (int i = 0; i < chosen.size(); i++) {
      double[] x = rows[chosen.get(i)];
      double[] image = times(inverse, x);
      double own = dot(x, image);
      for (int j = 0; j < others.size(); j++) {
        double[] y = rows[others.get(j)];
        double cross = dot(y, image);
        // Fedorov: what the determinant is multiplied by when y takes the place of x, from the
        // inverse at hand. No exchange has to be made to be judged.
        double gain = (1 + leverages[j]) * (1 - own) + cross * cross;
        if (gain > most) {
          most = gain;
          out = i;
          in = j;
        }
      }
    }
    if (out < 0) {
      return false;
    }
    int left = chosen.get(out);
    chosen.set(out, others.get(in));
    others.set(in, left);
    return true;
  }

  private static double determinant(double[][] rows, List<Integer> chosen) {
    double[][] part = chosen.stream().map(row -> rows[row]).toArray(double[][]::new);
    RealMatrix x = new Array2DRowRealMatrix(part, false);
    return new LUDecomposition(x.transpose().multiply(x)).getDeterminant();
  }

  private static double[][] inverse(double[][] rows, List<Integer> chosen) {
    double[][] part = chosen.stream().map(row -> rows[row]).toArray(double[][]::new);
    RealMatrix x = new Array2DRowRealMatrix(part, false);
    return new LUDecomposition(x.transpose().multiply(x)).getSolver().getInverse().getData();
  }

  private static double leverage(double[][] inverse, double[] x) {
    return dot(x, times(inverse, x));
  }

  private static double[] times(double[][] matrix, double[] x) {
    return Arrays.stream(matrix).mapToDouble(row -> dot(row, x)).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  private static double[] scaled(double[] x) {
    double size = norm(x);
    return Arrays.stream(x).map(one -> one / size).toArray();
  }

  private static void subtract(double[] x, double[] direction) {
    double along = dot(x, direction);
    for (int i = 0; i < x.length; i++) {
      x[i] -= along * direction[i];
    }
  }
}
