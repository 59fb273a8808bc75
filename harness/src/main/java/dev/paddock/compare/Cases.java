package dev.paddock.compare;

import dev.paddock.compare.Compared.Silent;
import dev.paddock.compare.Matching.Pair;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Interval;
import dev.paddock.stats.Student;
import dev.paddock.stats.Welch;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What of two runs can be compared, and what cannot and why. */
final class Cases {
  private final List<Summary> earlier;
  private final Summary candidate;
  private final List<String> metrics;
  private final List<Case> cases = new ArrayList<>();
  private final List<Silent> silent = new ArrayList<>();

  /**
   * None yet.
   *
   * @param earlier runs that the candidate is held against together; none where it is one baseline
   * @param metrics by name
   */
  Cases(List<Summary> earlier, Summary candidate, List<String> metrics) {
    this.earlier = earlier;
    this.candidate = candidate;
    this.metrics = metrics;
  }

  /** What can be compared, ratios first. */
  List<Case> all() {
    return cases.stream().sorted(Comparator.comparing(one -> !one.ratio())).toList();
  }

  /** What cannot. */
  List<Silent> silent() {
    return List.copyOf(silent);
  }

  /** Every metric of a cell that both have. */
  void add(Pair pair) {
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
    if (past.size() < Runs.LEAST_EARLIER) {
      silent(metric, pair, "fewer than %d earlier runs have it".formatted(Runs.LEAST_EARLIER));
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
    Optional<Interval> interval = one.bounds().interval();
    if (n < 2 || interval.isEmpty()) {
      return Optional.empty();
    }
    double lo = interval.get().low();
    double hi = interval.get().high();
    double width = one.geometric() ? Math.log(hi) - Math.log(lo) : hi - lo;
    double sd =
        one.spread()
            .orElseGet(() -> width / 2 * Math.sqrt(n) / Student.critical(n, Observed.CONFIDENCE));
    double mean = one.geometric() ? Math.log(one.value()) : one.value();
    return Double.isFinite(mean) && Double.isFinite(sd)
        ? Optional.of(new Student(n, mean, sd))
        : Optional.empty();
  }
}
