package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.At;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Point;
import dev.paddock.summary.Summary.Point.Place;
import java.util.ArrayList;
import java.util.List;

/** The part of a page that says which cells are on the front, and which keep the user's limits. */
final class FrontPart {
  private final Summary summary;
  private final Markdown page;

  FrontPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    front();
    limits();
  }

  private void front() {
    List<Point> all = summary.points();
    if (all.isEmpty()) {
      return;
    }
    if (all.getFirst().place() == Place.UNSAID) {
      older();
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      rows.add(row(all.get(i), RecordLink.to(all.get(i).place().word(), At.of("points", i))));
    }
    table("cell", rows, all.getFirst(), "is");
    page.paragraph(
        "On the front: shown to be better than each other cell of its condition on one of the two."
            + " Off it: some cell is shown to be better on one, and not worse on the other. Else"
            + " these blocks do not tell.");
  }

  private List<String> row(Point point, String last) {
    return List.of(
        ShortNames.cell(summary, point.cell()),
        EstimateText.full(summary, point.cell(), point.latencyMetric()),
        EstimateText.full(summary, point.cell(), point.throughputMetric()),
        last);
  }

  private void table(String cell, List<List<String>> rows, Point first, String last) {
    page.table(
        List.of(
            cell,
            Metric.inWords(first.latencyMetric()),
            Metric.inWords(first.throughputMetric()),
            last),
        rows);
  }

  /** Of a file that has shares of draws. */
  private void older() {
    if (summary.front().isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.front().size(); i++) {
      Point point = summary.front().get(i);
      rows.add(
          row(
              point,
              point.probability().isPresent()
                  ? RecordLink.to(
                      Numerals.ratio(point.probability().getAsDouble()), At.of("front", i))
                  : "descriptive"));
    }
    table("on the front", rows, summary.front().getFirst(), "P(on it)");
    page.paragraph(
        "P(on it): how often the cell stays on the front when the blocks are drawn anew, for all"
            + " cells jointly.");
  }

  private void limits() {
    if (summary.objectives().isEmpty()) {
      return;
    }
    page.heading(2, "Your limits");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.objectives().size(); i++) {
      OfObjective one = summary.objectives().get(i);
      String limit =
          "%s %s %s"
              .formatted(
                  one.metric(),
                  one.wanted(),
                  Numerals.figure(one.limit(), EstimateText.unit(summary, one.metric())));
      rows.add(
          List.of(
              escape(limit),
              ShortNames.cell(summary, one.cell()),
              EstimateText.full(summary, one.cell(), one.metric()),
              RecordLink.to(one.met().word(), At.of("objectives", i))
                  + (one.blocksNeeded().isPresent()
                      ? ", about %s would tell"
                          .formatted(Text.count(one.blocksNeeded().getAsInt(), "block"))
                      : "")));
    }
    page.table(List.of("limit", "cell", "estimate", "is"), rows);
    page.paragraph(
        "A limit is met, or missed, where the whole 95 % interval is on one side of it; else it is"
            + " undecided. A descriptive figure decides none.");
  }
}
