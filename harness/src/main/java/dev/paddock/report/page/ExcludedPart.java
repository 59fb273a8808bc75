package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.record.Validity;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.At;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Dropped;
import dev.paddock.summary.Summary.Excluded;
import dev.paddock.summary.Summary.Infeasible;
import dev.paddock.summary.Summary.Outlier;
import java.util.ArrayList;
import java.util.List;

/** The part of a page that says what does not count, what counts though it is odd, and why. */
final class ExcludedPart {
  private final Summary summary;
  private final Markdown page;

  ExcludedPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    page.heading(2, "What was excluded, and why");
    troubled();
    lost();
    outliers();
    moved();
    dropped();
    infeasible();
    stop();
  }

  private void troubled() {
    if (summary.excluded().isEmpty()) {
      page.paragraph("No trial: all that ended are whole.");
      return;
    }
    page.paragraph(
        "Of %s that ended %s. A *scoped* trial counts without the metrics that its trouble spoiled, a *noisy* one counts and is flagged, a *void* one counts for nothing, and a *whole* one shows what its cell does. All stay on disk."
            .formatted(Text.count(summary.trials(), "trial"), counts()));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.excluded().size(); i++) {
      Excluded one = summary.excluded().get(i);
      rows.add(
          List.of(
              RecordLink.to(Integer.toString(one.trial()), At.of("excluded", i))
                  + (one.repeatOf().isPresent() ? ", again for " + one.repeatOf().getAsInt() : ""),
              ShortNames.cell(summary, one.cell()),
              Integer.toString(one.block()),
              one.counts().word(),
              one.lost().isEmpty() ? "–" : escape(String.join(", ", one.lost())),
              escape(String.join("; ", one.reasons()))));
    }
    page.table(List.of("trial", "cell", "block", "is", "without", "why"), rows);
  }

  /** For example "30 are whole, 4 scoped and 1 void". */
  private String counts() {
    List<String> counts = new ArrayList<>();
    int other = 0;
    for (Validity validity : List.of(Validity.SCOPED, Validity.NOISY, Validity.VOID)) {
      int count = summary.troubled(validity);
      other += count;
      if (count > 0) {
        counts.add("%d %s".formatted(count, validity.word()));
      }
    }
    counts.addFirst("%d are whole".formatted(summary.trials() - other));
    return counts.size() == 1
        ? counts.getFirst()
        : String.join(", ", counts.subList(0, counts.size() - 1)) + " and " + counts.getLast();
  }

  /** What was asked of a cell and none of its trials could keep. */
  private void lost() {
    List<List<String>> rows = new ArrayList<>();
    for (OfCell cell : summary.cells()) {
      for (String name : summary.method().metrics()) {
        List<Excluded> without =
            summary.excluded().stream()
                .filter(one -> one.cell().equals(cell.id()) && lost(one, name))
                .toList();
        if (cell.metric(name).isEmpty() && !without.isEmpty()) {
          rows.add(
              List.of(
                  ShortNames.cell(summary, cell.id()),
                  name,
                  Long.toString(without.stream().map(Excluded::block).distinct().count()),
                  escape(without.getLast().reasons().getFirst())));
        }
      }
    }
    if (!rows.isEmpty()) {
      page.heading(3, "What was lost for good");
      page.paragraph(
          "No trial of these cells kept the figure, and what was tried again lost it too: it is"
              + " given up.");
      page.table(List.of("cell", "without", "lost in blocks", "the last time, because"), rows);
    }
  }

  private static boolean lost(Excluded one, String metric) {
    return one.counts() == Validity.VOID
        || Metric.named(metric)
            .map(known -> one.lost().contains(known.quantity().word()))
            .orElse(false);
  }

  private void outliers() {
    if (summary.outliers().isEmpty()) {
      return;
    }
    page.heading(3, "Odd trials, which count");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.outliers().size(); i++) {
      Outlier one = summary.outliers().get(i);
      rows.add(
          List.of(
              Integer.toString(one.trial()),
              ShortNames.cell(summary, one.cell()),
              Integer.toString(one.block()),
              one.metric(),
              RecordLink.to(Numerals.figure(one.value(), one.unit()), At.of("outliers", i)),
              Numerals.ratio(one.ratio())));
    }
    page.table(
        List.of(
            "trial", "cell", "block", "metric", "descriptive, one trial", "over its cell's median"),
        rows);
    page.paragraph("An odd trial is named, never deleted: all figures of this page have it.");
  }

  private void moved() {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < summary.cells().size(); i++) {
      OfCell cell = summary.cells().get(i);
      if (cell.moved() > 0) {
        cells.add(
            "%s %s of %d"
                .formatted(
                    ShortNames.cell(summary, cell.id()),
                    RecordLink.to(Integer.toString(cell.moved()), "/cells/%d/moved".formatted(i)),
                    cell.trials()));
      }
    }
    if (cells.isEmpty()) {
      return;
    }
    page.heading(3, "Trials that were not steady, which count");
    page.paragraph(
        "From their first request to their last the time to the first token rose or fell by more"
            + " than chance explains at 1 %%, so of a hundred steady trials one is named here, too:"
            + " %s. Many of a cell say that its warm-up is too short."
                .formatted(String.join("; ", cells)));
  }

  private void dropped() {
    if (summary.dropped().isEmpty()) {
      return;
    }
    page.heading(3, "Cells that left early");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.dropped().size(); i++) {
      Dropped one = summary.dropped().get(i);
      rows.add(
          List.of(
              ShortNames.cell(summary, one.cell()),
              RecordLink.to(
                  one.after() == 0 ? "before the first" : Integer.toString(one.after()),
                  At.of("dropped", i)),
              escape(one.why()),
              escape(one.rule())));
    }
    page.table(List.of("cell", "after block", "why", "rule, and how often it errs"), rows);
    page.paragraph(
        "Such a cell has no verdict of its own; where it is compared, then over the blocks that"
            + " both cells share.");
  }

  private void infeasible() {
    if (summary.infeasible().isEmpty()) {
      return;
    }
    page.heading(3, "What cannot run here");
    page.paragraph(
        "%s could not be run on this machine, and no more trials of them were tried. The server's own words:"
            .formatted(Text.count(summary.infeasible().size(), "cell")));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.infeasible().size(); i++) {
      Infeasible one = summary.infeasible().get(i);
      rows.add(
          List.of(
              ShortNames.cell(summary, one.cell()),
              escape(
                  one.because()
                      .map(
                          other ->
                              "needs no less memory than %s, which has too little".formatted(other))
                      .orElse(one.why())),
              RecordLink.to(Integer.toString(one.skipped()), At.of("infeasible", i))));
    }
    page.table(List.of("cell", "why", "trials not tried"), rows);
  }

  private void stop() {
    summary
        .stop()
        .ifPresent(
            stop -> {
              page.heading(3, "Why the run stopped");
              page.paragraph(
                  "After %s every interval was as narrow as wanted: the widest, %s of %s, is %s, and %s was asked for. Intervals allow for having looked after every block."
                      .formatted(
                          Text.count(stop.blocks(), "block"),
                          escape(stop.metric()),
                          escape(stop.cell()),
                          RecordLink.to(Numerals.margin(stop.widest()), "/stop"),
                          Numerals.margin(stop.wanted())));
            });
  }
}
