package dev.paddock.analysis;

import dev.paddock.figures.CellEstimate;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Looks;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Strata;
import dev.paddock.summary.Basis;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What factors do, averaged over the others, and where one depends on another: contrasts of the
 * cells in a least-squares fit of the logarithms, with blocks and whole plots as strata. Cells that
 * are combinations of levels are {@linkplain Crossed crossed}; those that were drawn from ranges
 * tell {@linkplain Slopes slopes}.
 *
 * @param levels each level of a factor beside its first
 * @param interactions of the levels of each two factors
 */
record Effects(List<OfLevel> levels, List<OfPair> interactions) {
  Effects {
    levels = List.copyOf(levels);
    interactions = List.copyOf(interactions);
  }

  /** A level of a factor beside the factor's first. */
  record Level(Setting factor, Value value, Value first) {}

  /** What the error of a contrast is taken from. */
  static Basis basis(Strata.Contrast contrast) {
    return switch (contrast.stratum()) {
      case WHOLE_PLOTS -> Basis.WHOLE_PLOTS;
      case WITHIN_PLOTS -> Basis.TRIALS;
    };
  }

  /** What cells are taken to follow. */
  enum Shape {
    /** Nothing: each combination of levels is one of its own. */
    LEVELS(""),
    /** Straight lines over ranges. */
    STRAIGHT("straight over each range and added up, "),
    /** The same, but the cells are further from them than trials explain. */
    BENT("straight over each range and added up, from which these cells bend away, ");

    private final String words;

    Shape(String words) {
      this.words = words;
    }
  }

  /**
   * What a contrast of cells says.
   *
   * @param basis of the contrast's error
   * @param descriptive whether the figures are quantiles of too few values to have an interval
   * @param blocks that have a cell of either side
   * @param cells that have what it is the effect of
   */
  record Statement(
      Metric metric,
      Strata.Contrast contrast,
      Basis basis,
      boolean descriptive,
      Shape shape,
      int blocks,
      int cells,
      long requests,
      Looks looks) {

    double ratio() {
      return Math.exp(contrast.value());
    }

    Optional<Interval> interval(double confidence) {
      return descriptive
          ? Optional.empty()
          : contrast.interval(looks.nominal(confidence)).map(logs -> logs.map(Math::exp));
    }

    /** Of no difference; 1 where there is no interval. */
    double pValue() {
      return descriptive ? 1 : looks.pValue(contrast.pValue(0));
    }

    boolean decides() {
      return !descriptive && contrast.error().isPresent();
    }

    /** The same of so many cells with this shape, resting on this error. */
    Statement with(Shape its, int all, Strata.Contrast error, Basis of) {
      return new Statement(metric, error, of, descriptive, its, blocks, all, requests, looks);
    }

    /** What is not the same everywhere in a range is not the same, whatever its ends are. */
    Verdict verdict(Optional<Interval> ratio, double margin) {
      Verdict verdict = Comparison.ofRatio(ratio, margin);
      return verdict == Verdict.EQUIVALENT && shape == Shape.BENT ? Verdict.INCONCLUSIVE : verdict;
    }

    String estimator() {
      return decides()
          ? "least squares of the logarithms, "
              + shape.words
              + "error of "
              + basis.word()
              + ", t interval"
          : CellEstimate.DESCRIPTIVE;
    }
  }

  /** The effect of one level. */
  record OfLevel(Level level, Statement statement) implements Exploration.Finding {
    @Override
    public double pValue() {
      return statement.pValue();
    }

    @Override
    public boolean decides() {
      return statement.decides();
    }

    /** The same as a summary has it, with an adjusted interval of this confidence. */
    Effect at(double confidence, double margin) {
      Optional<Interval> plain = statement.interval(Observed.CONFIDENCE);
      Optional<Interval> adjusted = statement.interval(confidence);
      Verdict verdict = statement.verdict(adjusted, margin);
      return new Effect(
          statement.metric.name(),
          level.factor.name(),
          Publishable.text(level.value.toString()),
          Publishable.text(level.first.toString()),
          statement.ratio(),
          new Bounds(plain),
          new Bounds(adjusted),
          verdict,
          Comparison.reads(statement.metric, verdict),
          statement.blocks,
          statement.cells,
          statement.basis,
          margin,
          statement.requests,
          statement.estimator());
    }
  }

  /** The interaction of a level of one factor with a level of another. */
  record OfPair(Level level, Level other, Statement statement) implements Exploration.Finding {
    @Override
    public double pValue() {
      return statement.pValue();
    }

    @Override
    public boolean decides() {
      return statement.decides();
    }

    /** The same as a summary has it, with an adjusted interval of this confidence. */
    Interaction at(double confidence, double margin) {
      Optional<Interval> plain = statement.interval(Observed.CONFIDENCE);
      Optional<Interval> adjusted = statement.interval(confidence);
      return new Interaction(
          statement.metric.name(),
          level.factor.name(),
          Publishable.text(level.value.toString()),
          Publishable.text(level.first.toString()),
          other.factor.name(),
          Publishable.text(other.value.toString()),
          Publishable.text(other.first.toString()),
          statement.ratio(),
          new Bounds(plain),
          new Bounds(adjusted),
          statement.verdict(adjusted, margin),
          statement.blocks,
          statement.basis,
          statement.requests,
          statement.estimator());
    }
  }

  /** All findings. */
  Stream<Exploration.Finding> findings() {
    return Stream.concat(levels.stream(), interactions.stream());
  }

  /**
   * The effects on each metric whose figures are all positive. Of cells that were drawn there are
   * none of two factors together: too few of them differ in what that takes.
   */
  static Effects of(List<Metric> metrics, List<Observed> cells, Layout layout) {
    List<OfLevel> levels = new ArrayList<>();
    List<OfPair> interactions = new ArrayList<>();
    for (Metric metric : metrics) {
      if (layout.drawn()) {
        Slopes.of(metric, cells, layout).ifPresent(slopes -> levels.addAll(slopes.levels()));
      } else {
        Crossed.of(metric, cells, layout)
            .ifPresent(
                crossed -> {
                  levels.addAll(crossed.levels());
                  interactions.addAll(crossed.interactions());
                });
      }
    }
    return new Effects(levels, interactions);
  }
}
