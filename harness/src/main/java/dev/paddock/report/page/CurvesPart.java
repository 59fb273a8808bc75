package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.summary.At;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.Summary;
import dev.paddock.wording.CurveWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a page that says how much load each configuration bears. */
final class CurvesPart {
  private final Summary summary;
  private final Markdown page;

  CurvesPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    if (summary.curves().isEmpty()) {
      return;
    }
    page.heading(2, "How much load each configuration bears");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.curves().size(); i++) {
      OfCurve curve = summary.curves().get(i);
      String at = At.of("curves", i);
      rows.add(
          List.of(
              escape(CurveWords.configuration(curve)),
              curve.points().stream()
                  .map(point -> CurveWords.number(point.load()))
                  .collect(Collectors.joining(", ")),
              curve.capacity().isPresent()
                  ? RecordLink.to(CurveWords.capacity(curve), at + "/capacity")
                      + curve
                          .beside()
                          .map(one -> ", " + RecordLink.to(CurveWords.times(one), at + "/beside"))
                          .orElse("")
                  : "not asked, or too few blocks or requests",
              curve.knee().isPresent()
                  ? RecordLink.to(CurveWords.number(curve.knee().getAsDouble()), at)
                  : curve.doubled() ? "none seen" : "no load was doubled"));
    }
    page.table(
        List.of(
            "configuration",
            summary.curves().getFirst().load(),
            summary.curves().stream()
                .flatMap(curve -> curve.capacity().stream())
                .findFirst()
                .map(one -> "bears, at a " + CurveWords.limit(one))
                .orElse("bears"),
            "knee"),
        rows);
    page.paragraph(
        "What it bears: where the curve of the means, made to rise with load, crosses the limit; in"
            + " brackets the 95 % interval by inversion, between the loads that were run. Knee: the"
            + " first load whose doubling is shown to buy less than 10 % throughput.");
  }
}
