package dev.paddock.compare;

import dev.paddock.compare.Compared.Beyond;
import dev.paddock.compare.Compared.Counts;
import dev.paddock.compare.Compared.Otherwise;
import dev.paddock.compare.Compared.Silent;
import dev.paddock.compare.Compared.Statement;
import dev.paddock.record.Difference;
import dev.paddock.record.Fingerprint;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Summary;
import java.util.List;
import java.util.OptionalDouble;
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

  private static final List<String> USUAL =
      List.of("ttft.p50", "itl.p50", "tpot.p50", "e2e.p50", "throughput.tokens", "memory");

  private final List<Summary> earlier;
  private final Summary baseline;
  private final Summary candidate;
  private final double margin;
  private final List<String> metrics;

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
      asked = run.contrasts().stream().map(Contrast::metric).distinct().toList();
    }
    return asked.isEmpty() ? USUAL : asked;
  }

  private Compared compared(Compared.Run first, Compared.Run second) {
    Matching matching = Matching.of(baseline, candidate);
    Cases cases = new Cases(earlier, candidate, metrics);
    matching.pairs().forEach(cases::add);
    List<Statement> statements = new Verdicts(margin, earlier.isEmpty()).of(cases.all());
    List<Silent> silent = cases.silent();
    return new Compared(
        first,
        second,
        margin,
        metrics,
        counts(statements, silent),
        statements,
        matching.unmatched(),
        silent,
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

  private static Counts counts(List<Statement> statements, List<Silent> silent) {
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
