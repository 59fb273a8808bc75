package dev.paddock.compare;

import dev.paddock.compare.Compared.Beyond;
import dev.paddock.compare.Compared.Statement;
import dev.paddock.compare.Threshold.Side;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Welch;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCell;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is said of the cases of a comparison: three values are each held against all of them, with
 * Holm's correction.
 */
final class Verdicts {
  private static final int MOST_BLOCKS = 1000;

  private final double margin;
  private final boolean fresh;

  /**
   * Verdicts of one comparison.
   *
   * @param margin a change that matters, as a share
   * @param fresh whether both sides could be run with more blocks
   */
  Verdicts(double margin, boolean fresh) {
    this.margin = margin;
    this.fresh = fresh;
  }

  /** One statement a case, in their order. */
  List<Statement> of(List<Case> cases) {
    List<Welch> all = cases.stream().map(Case::welch).toList();
    List<Welch> ratios = cases.stream().filter(Case::ratio).map(Case::welch).toList();
    List<Side> same = Threshold.of(all, 0);
    List<Side> less = Threshold.of(ratios, Math.log(1 - margin));
    List<Side> more = Threshold.of(ratios, Math.log(1 + margin));
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      statements.add(
          one.ratio()
              ? ofRatio(one, same.get(i), less.get(i), more.get(i))
              : ofDifference(one, same.get(i)));
    }
    return List.copyOf(statements);
  }

  private Statement ofRatio(Case one, Side same, Side less, Side more) {
    boolean lowerIsBetter = one.metric().quantity().lowerIsBetter();
    Side bad = lowerIsBetter ? more : less;
    boolean regression = lowerIsBetter ? more.above() : less.below();
    boolean improvement = lowerIsBetter ? less.below() : more.above();
    boolean excluded = lowerIsBetter ? more.below() : less.above();
    if (regression || improvement) {
      return statement(
          one,
          regression == lowerIsBetter ? more.adjusted() : less.adjusted(),
          regression == lowerIsBetter ? Verdict.HIGHER : Verdict.LOWER,
          regression ? Beyond.REGRESSION : Beyond.IMPROVEMENT,
          OptionalInt.empty());
    }
    Beyond beyond = excluded ? Beyond.EXCLUDED : Beyond.UNDECIDED;
    OptionalInt needed = excluded ? OptionalInt.empty() : needed(one, bad);
    if (less.above() && more.below()) {
      Interval inside = new Interval(less.adjusted().low(), more.adjusted().high());
      return statement(one, inside, Verdict.EQUIVALENT, beyond, needed);
    }
    return statement(one, same.adjusted(), word(same), beyond, needed);
  }

  private static Statement ofDifference(Case one, Side same) {
    boolean identical = one.welch().difference() == 0 && one.welch().error() == 0;
    return statement(
        one,
        same.adjusted(),
        identical ? Verdict.EQUIVALENT : word(same),
        Beyond.NO_MARGIN,
        OptionalInt.empty());
  }

  private static Verdict word(Side same) {
    if (same.below()) {
      return Verdict.LOWER;
    }
    return same.above() ? Verdict.HIGHER : Verdict.INCONCLUSIVE;
  }

  /** Only where more blocks can be run: nobody can have more earlier runs. */
  private OptionalInt needed(Case one, Side bad) {
    return fresh
        ? Welch.needed(
            one.first().sd(),
            one.second().sd(),
            Math.abs(one.welch().difference() - bad.value()),
            bad.confidence(),
            MOST_BLOCKS)
        : OptionalInt.empty();
  }

  private static Statement statement(
      Case one, Interval adjusted, Verdict verdict, Beyond beyond, OptionalInt needed) {
    Interval plain = scaled(one, one.welch().interval(Observed.CONFIDENCE));
    Interval wide = scaled(one, adjusted);
    double change = one.welch().difference();
    OfCell before = one.pair().baseline();
    return new Statement(
        one.metric().name(),
        one.pair().name(),
        before.id(),
        one.pair().candidate().id(),
        one.metric().unit(),
        one.ratio() ? Math.exp(one.first().mean()) : one.first().mean(),
        one.ratio() ? Math.exp(one.second().mean()) : one.second().mean(),
        one.ratio() ? OptionalDouble.of(Math.exp(change)) : OptionalDouble.empty(),
        one.ratio() ? OptionalDouble.empty() : OptionalDouble.of(change),
        plain.low(),
        plain.high(),
        wide.low(),
        wide.high(),
        verdict,
        Comparison.reads(one.metric(), verdict),
        beyond,
        one.first().n(),
        one.second().n(),
        needed,
        one.estimator());
  }

  private static Interval scaled(Case one, Interval interval) {
    return one.ratio() ? interval.map(Math::exp) : interval;
  }
}
