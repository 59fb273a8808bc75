package dev.paddock.findings;

import dev.paddock.findings.Found.Gain;
import dev.paddock.findings.Headline.End;
import dev.paddock.findings.Headline.Standing;
import dev.paddock.record.Metric;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.OfObjective.Met;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Kind;
import dev.paddock.summary.Summary.Point;
import dev.paddock.summary.Summary.Recommendation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a page says first: the cell to use, or what is to be had where there is none. */
final class Headlines {
  /** So many gains stand in the headline, and as many in the sentence after it. */
  static final int MOST_GAINS = 3;

  private final Summary summary;
  private final Gains gains;
  private final Factors factors;

  Headlines(Summary summary, Gains gains, Factors factors) {
    this.summary = summary;
    this.gains = gains;
    this.factors = factors;
  }

  /** The one of a summary in which some cell has a figure. */
  Headline headline() {
    return summary.recommendation().map(this::use).orElseGet(this::choice);
  }

  private Headline use(Recommendation recommended) {
    List<Gain> first = gains.of(recommended).stream().limit(MOST_GAINS).toList();
    if (recommended.cell().equals(summary.control())) {
      return new Headline.Keep(
          gains.standing(recommended.cell(), recommended.metric()), factors.without());
    }
    return first.isEmpty()
        ? new Headline.UseBest(gains.standing(recommended.cell(), recommended.metric()))
        : new Headline.Use(recommended.cell(), first, factors.without());
  }

  private Headline choice() {
    List<OfCell> eligible =
        summary.cells().stream()
            .filter(cell -> !cell.metrics().isEmpty() && meetsEveryLimit(cell))
            .toList();
    if (eligible.isEmpty()) {
      return new Headline.NoneMeetsLimits();
    }
    if (summary.kind() == Kind.LOAD && !summary.front().isEmpty()) {
      return ends(eligible);
    }
    return summary.method().metrics().stream()
        .findFirst()
        .flatMap(Metric::named)
        .map(first -> best(eligible, first))
        .orElse(new Headline.NothingAsked());
  }

  private boolean meetsEveryLimit(OfCell cell) {
    return summary.objectives().stream()
        .filter(limit -> limit.cell().equals(cell.id()))
        .allMatch(limit -> limit.met() == Met.MET);
  }

  private boolean limited() {
    return !summary.objectives().isEmpty();
  }

  private Headline best(List<OfCell> eligible, Metric metric) {
    Comparator<OfCell> order =
        Comparator.comparingDouble(
            cell -> cell.metric(metric.name()).map(Estimate::value).orElse(Double.NaN));
    return eligible.stream()
        .filter(cell -> cell.metric(metric.name()).isPresent())
        .min(metric.quantity().lowerIsBetter() ? order : order.reversed())
        .<Headline>map(
            cell -> {
              boolean control = cell.id().equals(summary.control());
              return new Headline.BestOf(
                  limited(),
                  gains.standing(cell.id(), metric.name()),
                  control,
                  control ? Optional.empty() : gains.beside(cell.id(), metric.name()));
            })
        .orElse(new Headline.NoTrialOf(metric.name()));
  }

  private Headline ends(List<OfCell> eligible) {
    List<Cited<Point>> allowed =
        Cited.all("front", summary.front()).stream()
            .filter(
                point ->
                    eligible.stream().anyMatch(cell -> cell.id().equals(point.record().cell())))
            .toList();
    if (allowed.isEmpty()) {
      return new Headline.NoneOnFront();
    }
    Cited<Point> quick = allowed.getFirst();
    Cited<Point> busy = allowed.getLast();
    End latency = end(quick, quick.record().latencyMetric());
    End throughput = end(busy, busy.record().throughputMetric());
    return quick.record().cell().equals(busy.record().cell())
        ? new Headline.OneEnd(limited(), latency, throughput)
        : new Headline.TwoEnds(
            limited(),
            latency,
            throughput,
            allowed.subList(1, allowed.size() - 1).stream()
                .map(point -> point.record().cell())
                .toList());
  }

  private End end(Cited<Point> point, String metric) {
    Standing standing = gains.standing(point.record().cell(), metric);
    return new End(point, standing);
  }
}
