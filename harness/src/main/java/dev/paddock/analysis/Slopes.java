package dev.paddock.analysis;

import dev.paddock.analysis.Effects.Level;
import dev.paddock.analysis.Effects.OfLevel;
import dev.paddock.analysis.Effects.Shape;
import dev.paddock.analysis.Effects.Statement;
import dev.paddock.experiment.Factor.Levels.Span;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import dev.paddock.stats.Additive;
import dev.paddock.stats.Strata;
import dev.paddock.summary.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * What factors do whose levels were drawn: hardly any two cells differ in one factor alone, so the
 * logarithms are fitted by a straight line over each range, on the scale that it was drawn on, and
 * a step for each listed level, all added up. A range's effect is that from its one end to the
 * other.
 *
 * <p>The truth may bend. So the error is that of trials (or whole plots) or how far the cells are
 * from the lines, whichever is larger; and where they are further than trials explain (F-test of
 * the lack of fit, 5 %), nothing is called equivalent: a setting may help in the middle of its
 * range.
 */
final class Slopes {
  private final Fit fit;

  /** What each of the contrasts but the first says. */
  private final List<Level> terms;

  private final double[][] contrasts;

  /** Mean square of the cells' distances from the lines; none where they have no choice. */
  private final OptionalDouble apart;

  /** Degrees of freedom of that. */
  private final int df;

  private Slopes(Fit fit, List<Level> terms, double[][] contrasts, OptionalDouble apart, int df) {
    this.fit = fit;
    this.terms = terms;
    this.contrasts = contrasts;
    this.apart = apart;
    this.df = df;
  }

  /** None where the cells do not tell all factors apart. */
  static Optional<Slopes> of(Metric metric, List<Observed> all, Layout layout) {
    return Fit.of(metric, all, layout).flatMap(fit -> of(fit, layout));
  }

  private static Optional<Slopes> of(Fit fit, Layout layout) {
    List<Level> terms = terms(fit, layout);
    double[][] design =
        fit.cells().stream()
            .map(cell -> row(cell.cell().levels(), terms, layout))
            .toArray(double[][]::new);
    int df = design.length - terms.size() - 1;
    return Additive.contrasts(design)
        .map(contrasts -> new Slopes(fit, terms, contrasts, apart(fit, design, contrasts, df), df));
  }

  private static OptionalDouble apart(Fit fit, double[][] design, double[][] contrasts, int df) {
    double[] beside = new double[design.length];
    for (int i = 1; i < beside.length; i++) {
      double[] cells = new double[beside.length];
      cells[0] = -1;
      cells[i] = 1;
      Optional<Strata.Contrast> contrast = fit.strata().contrast(cells);
      if (contrast.isEmpty() || df < 1) {
        return OptionalDouble.empty();
      }
      beside[i] = contrast.get().value();
    }
    double squares = 0;
    for (int i = 0; i < beside.length; i++) {
      double line = 0;
      for (int term = 0; term < contrasts.length; term++) {
        line += design[i][term] * dot(contrasts[term], beside);
      }
      squares += (beside[i] - line) * (beside[i] - line);
    }
    return OptionalDouble.of(squares / df);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static List<Level> terms(Fit fit, Layout layout) {
    List<Level> terms = new ArrayList<>();
    fit.factors()
        .forEach(
            (factor, values) -> {
              Span span = layout.ranges().get(factor);
              if (span != null) {
                terms.add(new Level(factor, plain(span.to()), plain(span.from())));
              } else {
                values.stream()
                    .skip(1)
                    .forEach(value -> terms.add(new Level(factor, value, values.getFirst())));
              }
            });
    return terms;
  }

  private static Value plain(double number) {
    return number == Math.rint(number)
        ? new Value.Whole(Math.round(number))
        : new Value.Decimal(number);
  }

  private static double[] row(Configuration cell, List<Level> terms, Layout layout) {
    double[] row = new double[terms.size() + 1];
    row[0] = 1;
    for (int i = 0; i < terms.size(); i++) {
      Level term = terms.get(i);
      Optional<Value> value = cell.get(term.factor());
      Span span = layout.ranges().get(term.factor());
      OptionalDouble number = value.map(Value::asNumber).orElse(OptionalDouble.empty());
      if (span == null) {
        row[i + 1] = value.filter(term.value()::equals).isPresent() ? 1 : 0;
      } else if (number.isPresent()) {
        row[i + 1] = span.place(number.getAsDouble());
      }
    }
    return row;
  }

  List<OfLevel> levels() {
    List<OfLevel> levels = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Level term = terms.get(i);
      double[] coefficients = contrasts[i + 1];
      fit.statement(coefficients)
          .map(said -> honest(said, dot(coefficients, coefficients)))
          .ifPresent(said -> levels.add(new OfLevel(term, said)));
    }
    return levels;
  }

  private Statement honest(Statement said, double share) {
    Strata.Contrast own = said.contrast();
    Basis basis = Effects.basis(own);
    int cells = fit.cells().size();
    if (apart.isEmpty()) {
      return said.with(
          Shape.STRAIGHT,
          cells,
          new Strata.Contrast(own.value(), OptionalDouble.empty(), 0, own.stratum()),
          basis);
    }
    double lines = apart.getAsDouble() * share;
    double trials = Math.pow(own.error().orElse(0), 2);
    Shape shape =
        trials > 0 && chance(lines / trials, own.df()) < 0.05 ? Shape.BENT : Shape.STRAIGHT;
    return lines > trials
        ? said.with(
            shape,
            cells,
            new Strata.Contrast(
                own.value(), OptionalDouble.of(Math.sqrt(lines)), df, own.stratum()),
            Basis.CELLS)
        : said.with(shape, cells, own, basis);
  }

  /** How often lines that are true would be so many times further away than trials explain. */
  private double chance(double times, double dfOfTrials) {
    return FDistribution.of(df, dfOfTrials).survivalProbability(times);
  }
}
