package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.List;

/** Latency from when a request was intended beside that from when it was sent, of an open loop. */
final class BothLatencies {
  private static final List<String> PARTS = List.of("p50", "p90", "p99");

  private final Summary summary;
  private final Markdown page;

  BothLatencies(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  /** Writes them where requests waited for nobody's answer; else both are the same by design. */
  void write() {
    if (!summary.method().openLoop()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (OfCell cell : summary.cells()) {
      for (String quantity : List.of("ttft", "e2e")) {
        for (String part : PARTS) {
          String intended = EstimateText.full(summary, cell.id(), quantity + "." + part);
          String sent = EstimateText.full(summary, cell.id(), quantity + ".service." + part);
          if (!intended.equals(EstimateText.NONE) && !sent.equals(EstimateText.NONE)) {
            rows.add(
                List.of(
                    cell.id() + " " + escape(ShortNames.brief(cell)),
                    quantity + "." + part,
                    intended,
                    sent));
          }
        }
      }
    }
    if (!rows.isEmpty()) {
      page.heading(2, "What users wait, and what the server sees");
      page.paragraph(
          "The difference is coordinated omission: the time that a request waited to be sent, which"
              + " its user waits as well. What counts from when a request was intended has it; what"
              + " counts from when it was sent, named service, has not.");
      page.table(List.of("cell", "metric", "from intended", "from sent"), rows);
    }
  }
}
