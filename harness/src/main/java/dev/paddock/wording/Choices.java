package dev.paddock.wording;

import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.summary.At;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Contrast;
import dev.paddock.summary.Summary.Estimate;
import dev.paddock.summary.Summary.OfCell;
import dev.paddock.summary.Summary.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is to be had, where there is no one cell to use. */
final class Choices {
  private final Summary summary;
  private final Naming naming;
  private final Findings findings;

  Choices(Summary summary, Naming naming, Findings findings) {
    this.summary = summary;
    this.naming = naming;
    this.findings = findings;
  }

  /** The sentence that the answer begins with. */
  Phrase phrase() {
    List<OfCell> eligible =
        summary.cells().stream()
            .filter(cell -> !cell.metrics().isEmpty())
            .filter(
                cell ->
                    summary.objectives().stream()
                        .filter(objective -> objective.cell().equals(cell.id()))
                        .allMatch(objective -> objective.met().equals("met")))
            .toList();
    if (eligible.isEmpty()) {
      return Phrase.of("No cell is shown to meet every objective.");
    }
    String limits = summary.objectives().isEmpty() ? "" : "Of the cells that meet every limit: ";
    return summary.kind().equals("bench") || summary.front().isEmpty()
        ? summary.method().metrics().stream()
            .findFirst()
            .flatMap(Metric::named)
            .map(first -> best(eligible, first, limits))
            .orElse(Phrase.of("What was measured stands below."))
        : ends(eligible, limits);
  }

  private Phrase best(List<OfCell> eligible, Metric metric, String limits) {
    boolean least = metric.quantity().lowerIsBetter();
    Comparator<OfCell> order =
        Comparator.comparingDouble(
            cell -> cell.metric(metric.name()).map(Estimate::value).orElse(Double.NaN));
    Optional<OfCell> best =
        eligible.stream()
            .filter(cell -> cell.metric(metric.name()).isPresent())
            .min(least ? order : order.reversed());
    if (best.isEmpty()) {
      return Phrase.of("No valid trial gives %s.".formatted(Metric.inWords(metric.name())));
    }
    String id = best.get().id();
    return Phrase.of(
            "%s%s has the %s %s, "
                .formatted(
                    limits,
                    naming.cell(id),
                    least ? "lowest" : "highest",
                    Metric.plain(metric.name())))
        .and(findings.figure(id, metric.name()))
        .and(beside(id, metric.name()))
        .and(".");
  }

  private Phrase beside(String cell, String metric) {
    if (cell.equals(summary.control())) {
      return Phrase.of("; it is the control");
    }
    List<Contrast> all = summary.contrasts();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).cell().equals(cell) && all.get(i).metric().equals(metric)) {
        return Phrase.of("; beside the control ")
            .and(findings.changed(all.get(i), At.of("contrasts", i)));
      }
    }
    return Phrase.NOTHING;
  }

  private Phrase ends(List<OfCell> eligible, String limits) {
    List<Point> allowed =
        summary.front().stream()
            .filter(point -> eligible.stream().anyMatch(cell -> cell.id().equals(point.cell())))
            .toList();
    if (allowed.isEmpty()) {
      return Phrase.of("No cell on the front is shown to meet every limit.");
    }
    Point quick = allowed.getFirst();
    Point busy = allowed.getLast();
    Phrase latency = findings.figure(quick.cell(), quick.latencyMetric());
    Phrase throughput = findings.figure(busy.cell(), busy.throughputMetric());
    String low = "the lowest " + Metric.brief(quick.latencyMetric());
    String high = "the highest " + Metric.brief(busy.throughputMetric());
    if (quick.cell().equals(busy.cell())) {
      return Phrase.of("%s%s has both %s, ".formatted(limits, naming.cell(quick.cell()), low))
          .and(latency)
          .and(", and %s, ".formatted(high))
          .and(throughput)
          .and(".")
          .and(kept(List.of(quick), List.of()));
    }
    List<String> between =
        allowed.subList(1, allowed.size() - 1).stream().map(Point::cell).toList();
    return Phrase.of(
            "%sfor %s use %s, "
                .formatted(
                    limits.isEmpty() ? "Latency and throughput pull apart: " : limits,
                    low,
                    naming.cell(quick.cell())))
        .and(latency)
        .and("; for %s %s, ".formatted(high, naming.cell(busy.cell())))
        .and(throughput)
        .and(".")
        .and(kept(List.of(quick, busy), between));
  }

  /** How sure that is: how often these stay on the front, and who lies between them. */
  private Phrase kept(List<Point> points, List<String> between) {
    List<Phrase> shares = new ArrayList<>();
    for (Point point : points) {
      if (point.probability().isPresent()) {
        shares.add(
            Phrase.of(point.cell() + " on the front in ")
                .and(
                    Phrase.figure(
                        Numerals.share(point.probability().getAsDouble()),
                        At.of("front", summary.front().indexOf(point)))));
      }
    }
    Phrase sure =
        shares.isEmpty()
            ? Phrase.NOTHING
            : Phrase.of(" Blocks drawn anew keep ")
                .and(Phrase.joined(" and ", shares))
                .and(" of the draws");
    String others =
        between.isEmpty()
            ? ""
            : "%s %s between"
                .formatted(Spoken.listed(between), between.size() == 1 ? "lies" : "lie");
    if (sure.words().isEmpty()) {
      return Phrase.of(others.isEmpty() ? "" : " " + others + ".");
    }
    return sure.and(others.isEmpty() ? "." : "; " + others + ".");
  }
}
