package dev.paddock.stats;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;

/** What terms of a linear model do, as contrasts of the treatments that are described by them. */
public final class Additive {
  private Additive() {}

  /**
   * The contrast of each term: what least squares make of the treatments' means.
   *
   * @param design of each treatment a row, of each term a column, the constant first
   * @return by term its coefficients by treatment; none where the treatments do not tell the terms
   *     apart
   */
  public static Optional<double[][]> contrasts(double[][] design) {
    if (design.length == 0 || design[0].length > design.length) {
      return Optional.empty();
    }
    DecompositionSolver solver =
        new QRDecomposition(new Array2DRowRealMatrix(design, false), 1e-9).getSolver();
    return solver.isNonSingular()
        ? Optional.of(solver.solve(MatrixUtils.createRealIdentityMatrix(design.length)).getData())
        : Optional.empty();
  }
}
