package dev.paddock.analysis;

import dev.paddock.analysis.Compared.Beyond;
import dev.paddock.analysis.Compared.Counts;
import dev.paddock.analysis.Compared.Otherwise;
import dev.paddock.analysis.Compared.Silent;
import dev.paddock.analysis.Compared.Statement;
import dev.paddock.analysis.Matching.Pair;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.analysis.Threshold.Side;
import dev.paddock.experiment.Metric;
import dev.paddock.record.Difference;
import dev.paddock.record.Fingerprint;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Student;
import dev.paddock.stats.Welch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The comparison of two runs, or of a run with the earlier ones.
 *
 * <p>Two runs share no blocks, so the statement is Welch's about the figures of their trials, on
 * the logarithmic scale where a figure is always positive. Three values are each held against all
 * metrics of all cells, with Holm's correction: 1, which tells lower from higher, and 1 ± the
 * margin, which tell a change that matters from one that does not. Of earlier runs, of which there
 * must be three, each is one number, because runs differ more than the trials of one; a new run
 * differs where it is outside their prediction interval.
 */
public final class Runs {
  /** Earlier runs of which the spread between runs is known at all. */
  static final int LEAST_EARLIER = 3;

  private static final int MOST_BLOCKS = 1000;
  private static final List<String> USUAL =
      List.of("ttft.p50", "itl.p50", "tpot.p50", "e2e.p50", "throughput.tokens", "memory");

  private final List<Summary> earlier;
  private final Summary baseline;
  private final Summary candidate;
  private final double margin;
  private final List<String> metrics;
  private final List<Case> cases = new ArrayList<>();
  private final List<Silent> silent = new ArrayList<>();

  /**
   * A run and where it was read.
   *
   * @param place a directory
   */
  public record Placed(String place, Summary summary) {}

  /**
   * What to compare.
   *
   * @param margin a change that matters, as a share; empty for the wider of the runs' precisions
   * @param metrics by name; empty for those that both experiments ask about
   */
  public record Asked(OptionalDouble margin, List<String> metrics) {}

  private record Case(
      Metric metric,
      Pair pair,
      boolean ratio,
      Student first,
      Student second,
      Welch welch,
      String estimator) {}

  private Runs(List<Summary> earlier, Summary baseline, Summary candidate, Asked asked) {
    this.earlier = earlier;
    this.baseline = baseline;
    this.candidate = candidate;
    this.margin =
        asked
            .margin()
            .orElse(Math.max(baseline.method().precision(), candidate.method().precision()));
    this.metrics = asked.metrics().isEmpty() ? metrics(baseline, candidate) : asked.metrics();
  }

  /** Two runs, the first being the baseline. */
  public static Compared compare(Placed baseline, Placed candidate, Asked asked) {
    return new Runs(List.of(), baseline.summary(), candidate.summary(), asked)
        .compared(run(baseline, 1), run(candidate, 1));
  }

  /**
   * A run and earlier ones of its kind; where these are fewer than three, the last of them.
   *
   * @param earlier at least one, the oldest first
   */
  public static Compared compare(List<Placed> earlier, Placed candidate, Asked asked) {
    Placed last = earlier.getLast();
    boolean few = earlier.size() < LEAST_EARLIER;
    return new Runs(
            few ? List.of() : earlier.stream().map(Placed::summary).toList(),
            last.summary(),
            candidate.summary(),
            asked)
        .compared(run(last, few ? 1 : earlier.size()), run(candidate, 1));
  }

  /** Whether two runs may stand in one series: same environment but for builds, same requests. */
  public static boolean alike(Summary one, Summary other) {
    return series(one).equals(series(other));
  }

  /** What runs that may stand in one series share. */
  static String series(Summary run) {
    return "%s; %s; %s"
        .formatted(
            run.experiment(),
            new Fingerprint(run.environment()).lasting().id(),
            new Setup(run).requests());
  }

  private static Compared.Run run(Placed placed, int runs) {
    Summary one = placed.summary();
    return new Compared.Run(
        placed.place(),
        one.experiment(),
        one.at(),
        one.machine(),
        one.server(),
        runs,
        one.method().blocks(),
        one.trials(),
        one.invalid());
  }

  /** What both experiments ask about; older files say so only by their contrasts. */
  private static List<String> metrics(Summary baseline, Summary candidate) {
    List<String> theirs = asked(candidate);
    List<String> both = asked(baseline).stream().filter(theirs::contains).toList();
    return both.isEmpty() ? asked(baseline) : both;
  }

  /** What an experiment asks about, the first the most. */
  public static List<String> asked(Summary run) {
    List<String> asked = run.method().metrics();
    if (asked.isEmpty()) {
      asked = run.contrasts().stream().map(Summary.Contrast::metric).distinct().toList();
    }
    return asked.isEmpty() ? USUAL : asked;
  }

  private Compared compared(Compared.Run first, Compared.Run second) {
    Matching matching = Matching.of(baseline, candidate);
    matching.pairs().forEach(this::look);
    List<Statement> statements = statements();
    return new Compared(
        first,
        second,
        margin,
        metrics,
        counts(statements),
        statements,
        matching.unmatched(),
        List.copyOf(silent),
        otherwise());
  }

  private List<Otherwise> otherwise() {
    List<Difference> differences =
        new Fingerprint(baseline.environment()).compare(new Fingerprint(candidate.environment()));
    return Stream.concat(
            differences.stream()
                .map(
                    one ->
                        new Otherwise(
                            one.fact(),
                            one.then().orElse("absent"),
                            one.now().orElse("absent"),
                            one.kind().words(),
                            !one.comparable())),
            new Setup(baseline).compare(new Setup(candidate)).stream())
        .toList();
  }

  private void look(Pair pair) {
    boolean had = pair.baseline().trials() > pair.baseline().invalid();
    boolean has = pair.candidate().trials() > pair.candidate().invalid();
    if (had && has) {
      metrics.stream()
          .flatMap(name -> Metric.named(name).stream())
          .forEach(metric -> look(metric, pair));
      return;
    }
    Optional<String> cannot =
        candidate.infeasible().stream()
            .filter(one -> one.cell().equals(pair.candidate().id()))
            .map(Summary.Infeasible::why)
            .findFirst();
    silent.add(
        new Silent(
            "",
            pair.name(),
            had
                ? cannot
                    .map(why -> "the candidate cannot run it: " + why)
                    .orElse("the candidate has no valid trial of it")
                : "the baseline has no valid trial of it",
            had && cannot.isPresent()));
  }

  private void look(Metric metric, Pair pair) {
    Optional<Estimate> now = pair.candidate().metric(metric.name());
    if (earlier.isEmpty()) {
      look(metric, pair, pair.baseline().metric(metric.name()), now);
    } else {
      look(metric, pair, now, past(metric, pair));
    }
  }

  private void look(Metric metric, Pair pair, Optional<Estimate> before, Optional<Estimate> now) {
    if (before.isEmpty() || now.isEmpty()) {
      silent(metric, pair, "the " + (before.isEmpty() ? "baseline" : "candidate") + " lacks it");
      return;
    }
    boolean ratio = before.get().geometric();
    Optional<Student> first = student(before.get());
    Optional<Student> second = student(now.get());
    if (first.isEmpty() || second.isEmpty()) {
      silent(metric, pair, "descriptive: one trial, or a quantile of too few values");
    } else if (ratio != now.get().geometric()) {
      silent(metric, pair, "zero or negative in one of the runs only");
    } else {
      Welch.of(first.get(), second.get())
          .ifPresent(
              welch ->
                  cases.add(
                      new Case(
                          metric,
                          pair,
                          ratio,
                          first.get(),
                          second.get(),
                          welch,
                          ratio
                              ? "ratio of geometric means, Welch's t"
                              : "difference of means, Welch's t")));
    }
  }

  /** The same cell in each earlier run that has the figure. */
  private List<Estimate> past(Metric metric, Pair pair) {
    return earlier.stream()
        .flatMap(
            run ->
                Matching.of(run, candidate).pairs().stream()
                    .filter(one -> one.candidate().id().equals(pair.candidate().id())))
        .map(Pair::baseline)
        .map(cell -> cell.metric(metric.name()))
        .flatMap(Optional::stream)
        .toList();
  }

  private void look(Metric metric, Pair pair, Optional<Estimate> now, List<Estimate> past) {
    if (now.isEmpty()) {
      silent(metric, pair, "the candidate lacks it");
      return;
    }
    if (past.size() < LEAST_EARLIER) {
      silent(metric, pair, "fewer than %d earlier runs have it".formatted(LEAST_EARLIER));
      return;
    }
    boolean ratio =
        now.get().value() > 0
            && !metric.quantity().part()
            && past.stream().allMatch(one -> one.value() > 0);
    Student before =
        Student.of(
            past.stream()
                .mapToDouble(one -> ratio ? Math.log(one.value()) : one.value())
                .toArray());
    double next = ratio ? Math.log(now.get().value()) : now.get().value();
    Welch.next(before, next)
        .ifPresent(
            welch ->
                cases.add(
                    new Case(
                        metric,
                        pair,
                        ratio,
                        before,
                        new Student(now.get().trials(), next, 0),
                        welch,
                        "beside %d earlier runs, prediction interval".formatted(past.size()))));
  }

  private void silent(Metric metric, Pair pair, String why) {
    silent.add(new Silent(metric.name(), pair.name(), why, false));
  }

  /**
   * The trials' figures, as their mean and spread; none for a descriptive figure. An older file has
   * no spread, but a plain 95 % t interval of which it follows.
   */
  static Optional<Student> student(Estimate one) {
    int n = one.trials();
    if (n < 2 || one.lo().isEmpty() || one.hi().isEmpty()) {
      return Optional.empty();
    }
    double lo = one.lo().getAsDouble();
    double hi = one.hi().getAsDouble();
    double width = one.geometric() ? Math.log(hi) - Math.log(lo) : hi - lo;
    double sd =
        one.spread()
            .orElseGet(() -> width / 2 * Math.sqrt(n) / Student.critical(n, Observed.CONFIDENCE));
    double mean = one.geometric() ? Math.log(one.value()) : one.value();
    return Double.isFinite(mean) && Double.isFinite(sd)
        ? Optional.of(new Student(n, mean, sd))
        : Optional.empty();
  }

  private List<Statement> statements() {
    cases.sort(Comparator.comparing(one -> !one.ratio()));
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

  /** Only of two runs: nobody can have more earlier runs. */
  private OptionalInt needed(Case one, Side bad) {
    return earlier.isEmpty()
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

  private Counts counts(List<Statement> statements) {
    return new Counts(
        statements.size(),
        count(statements, one -> one.beyond() == Beyond.REGRESSION),
        count(silent, Silent::lost),
        count(statements, one -> one.beyond() == Beyond.IMPROVEMENT),
        count(
            statements,
            one -> one.beyond() == Beyond.EXCLUDED || one.beyond() == Beyond.IMPROVEMENT),
        count(statements, one -> one.beyond() == Beyond.UNDECIDED),
        count(statements, one -> one.beyond() == Beyond.NO_MARGIN),
        silent.size());
  }

  private static <T> int count(List<T> all, Predicate<T> what) {
    return (int) all.stream().filter(what).count();
  }
}
