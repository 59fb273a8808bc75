package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.At;
import dev.paddock.summary.Method;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Requests;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Kind;
import java.util.ArrayList;
import java.util.List;

/** What a page rests on: where requests went, how it was measured, with which settings, on what. */
final class MethodPart {
  private final Summary summary;
  private final Markdown page;

  MethodPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    if (summary.kind() == Kind.LOAD) {
      requests();
    }
    method();
    new InstrumentPart(summary, page).write();
    new SettingsTable(summary, page).write();
    page.heading(2, "Environment");
    page.table(
        List.of("fact", "value"),
        summary.environment().entrySet().stream()
            .map(fact -> List.of(escape(fact.getKey()), escape(fact.getValue())))
            .toList());
    page.paragraph("Fingerprint " + escape(summary.fingerprint()) + ".");
  }

  private void requests() {
    page.heading(2, "Where the requests went");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.cells().size(); i++) {
      OfCell cell = summary.cells().get(i);
      Requests of = cell.requests();
      rows.add(
          List.of(
              cell.id(),
              RecordLink.to("%,d".formatted(of.planned()), At.of("cells", i) + "/requests"),
              "%,d".formatted(of.ok()),
              "%,d".formatted(of.error()),
              "%,d".formatted(of.timeout()),
              "%,d".formatted(of.unfinished()),
              "%,d".formatted(of.neverSent()),
              "%,d".formatted(of.empty())));
    }
    page.table(
        List.of(
            "cell",
            "planned",
            "ok",
            "error",
            "timeout",
            "unfinished",
            "never sent",
            "ok without a token"),
        rows);
  }

  private void method() {
    Method method = summary.method();
    page.heading(2, "How it was measured");
    List<String> items = new ArrayList<>();
    items.add(
        "%s in %d of %d blocks, each block every cell once in an order drawn from seed %d; %s left out by where; the run ended: %s."
            .formatted(
                Text.count(method.cells(), "cell"),
                method.blocks(),
                method.blocksWanted(),
                method.seed(),
                Text.count(method.leftOut(), "combination"),
                escape(summary.ended().word())));
    if (summary.kind() == Kind.LOAD) {
      items.add(
          "%s a trial, sent by %s. Before them %s of warm-up, always that many: they are kept on disk and not counted. %s."
              .formatted(
                  Text.count(method.requestsPerTrial(), "measured request"),
                  escape(method.load()),
                  Text.count(method.warmup(), "request"),
                  LengthWords.of(summary)));
      items.add(
          "Times run from when a request was intended; those named service run from when it was"
              + " sent. Throughput is of the window from the first measured request to the moment"
              + " when the first client finds no more work.");
    }
    items.add(Text.n(summary));
    items.add(
        "An estimate is the geometric mean of the trials' figures with a 95 %% t interval; the trial is the unit. Quantiles: %s."
            .formatted(escape(method.quantile())));
    items.add(
        "Adjusted intervals — %s. Equivalent: the whole adjusted interval within 1 ± %s."
            .formatted(escape(method.adjusted()), Numerals.number(method.precision())));
    page.list(items);
  }
}
