package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.summary.At;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The part of a page that has every cell's figures, a table a metric. */
final class CellsPart {
  private static final List<String> USUAL =
      List.of(
          "ttft.p50",
          "ttft.service.p50",
          "ttft.p95",
          "itl.p50",
          "itl.p99",
          "tpot.mean",
          "e2e.p50",
          "e2e.service.p50",
          "throughput.tokens",
          "throughput.requests",
          "goodput",
          "memory",
          "vram",
          "energy",
          "time.mean",
          "alloc",
          "stamp_error.p50",
          "stamp_error.p99",
          "alone",
          "cpu",
          "cpu.request");

  private final Summary summary;
  private final Markdown page;

  CellsPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    page.heading(2, "Every cell");
    Set<String> metrics = new LinkedHashSet<>();
    summary.contrasts().forEach(contrast -> metrics.add(contrast.metric()));
    metrics.addAll(USUAL);
    for (String metric : metrics) {
      List<OfCell> of = having(cell -> cell.metric(metric).isPresent());
      if (of.isEmpty() || (metric.equals("vram") && having(CellsPart::usesVram).isEmpty())) {
        continue;
      }
      page.heading(3, heading(metric));
      List<List<String>> rows = new ArrayList<>();
      for (OfCell cell : of) {
        Estimate one = cell.metric(metric).orElseThrow();
        rows.add(
            List.of(
                ShortNames.cell(summary, cell.id()),
                RecordLink.to(
                    Numerals.figure(one.value(), one.unit()),
                    At.metric(summary, cell.id(), metric)),
                EstimateText.rested(
                    Numerals.interval(one.bounds().lo(), one.bounds().hi(), one.unit()),
                    one.trials(),
                    "trial"),
                Integer.toString(one.trials()),
                "%,d".formatted(one.requests()),
                one.estimator()));
      }
      page.table(List.of("cell", "estimate", "95 %", "trials", "requests", "estimator"), rows);
      if (metric.equals("memory")) {
        page.paragraph("Memory is: " + escape(of.getFirst().memoryIs()) + ".");
      }
    }
  }

  private static String heading(String metric) {
    String words = Metric.inWords(metric);
    return escape(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }

  private static boolean usesVram(OfCell cell) {
    return cell.metric("vram").map(one -> one.value() > 0).orElse(false);
  }

  private List<OfCell> having(Predicate<OfCell> what) {
    return summary.cells().stream().filter(what).toList();
  }
}
