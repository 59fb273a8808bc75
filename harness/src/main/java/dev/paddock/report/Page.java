package dev.paddock.report;

import static dev.paddock.report.Markdown.escape;

import dev.paddock.analysis.Summary;
import dev.paddock.analysis.Summary.Contrast;
import dev.paddock.analysis.Summary.Drift;
import dev.paddock.analysis.Summary.Effect;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.analysis.Summary.OfHypothesis;
import dev.paddock.analysis.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The page of a run in Markdown: the answer first, then what it rests on. Every number comes from
 * the summary.
 */
final class Page {
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
          "cpu");

  private final Summary summary;
  private final List<Sheet> charts;
  private final Markdown page = new Markdown();

  private Page(Summary summary, List<Sheet> charts) {
    this.summary = summary;
    this.charts = charts;
  }

  static String of(Summary summary, List<Sheet> charts) {
    return new Page(summary, charts).write();
  }

  private String write() {
    page.heading(1, escape(summary.question().orElse(summary.experiment())));
    page.paragraph("**" + escape(summary.answer().headline()) + "**");
    page.list(summary.answer().sentences().stream().map(Markdown::escape).toList());
    page.paragraph(
        escape(
            "%s%s, on %s%s. %s"
                .formatted(
                    summary.experiment(),
                    summary.at().isEmpty() ? "" : ", " + summary.at().substring(0, 10),
                    summary.machine(),
                    summary.server().isEmpty() ? "" : "; " + summary.server(),
                    Text.n(summary))));
    front();
    new BothLatencies(summary, page).write();
    chart("time");
    effects();
    hypotheses();
    chart("distributions");
    chart("anatomy");
    drift();
    chart("memory");
    cells();
    infeasible();
    excluded();
    new Footing(summary, page).write();
    return page.toString();
  }

  private void chart(String name) {
    charts.stream()
        .filter(chart -> chart.name().equals(name))
        .findFirst()
        .ifPresent(
            chart -> {
              page.heading(2, escape(chart.title()));
              page.image(chart.title(), "charts/" + chart.name() + ".svg");
            });
  }

  private void front() {
    chart("front");
    if (summary.front().isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Point point : summary.front()) {
      rows.add(
          List.of(
              cell(point.cell()),
              figure(point.cell(), point.latencyMetric()),
              figure(point.cell(), point.throughputMetric()),
              point.probability().isPresent()
                  ? Words.ratio(point.probability().getAsDouble())
                  : "descriptive"));
    }
    Summary.Point first = summary.front().getFirst();
    page.table(
        List.of(
            "on the front",
            Words.metric(first.latencyMetric()),
            Words.metric(first.throughputMetric()),
            "P(on it)"),
        rows);
    page.paragraph(
        "P(on it): how often the cell stays on the front when the blocks are drawn anew, for all"
            + " cells jointly.");
  }

  private void effects() {
    chart("effects");
    if (!summary.effects().isEmpty()) {
      page.heading(2, "What each factor does");
      List<List<String>> rows = new ArrayList<>();
      for (Effect effect : summary.effects()) {
        rows.add(
            List.of(
                effect.metric(),
                escape("%s: %s / %s".formatted(effect.factor(), effect.level(), effect.versus())),
                Words.ratio(effect.ratio()),
                rested(Words.ratios(effect.lo(), effect.hi()), effect.blocks()),
                rested(Words.ratios(effect.loAdjusted(), effect.hiAdjusted()), effect.blocks()),
                effect.verdict().word() + reads(effect.reads()),
                Integer.toString(effect.blocks())));
      }
      page.table(
          List.of(
              "metric", "level / first level", "ratio", "95 %", "adjusted", "verdict", "blocks"),
          rows);
    }
    if (!summary.contrasts().isEmpty()) {
      page.heading(2, "Each cell beside the control");
      page.table(
          List.of("metric", "cell", "ratio", "95 %", "adjusted", "verdict", "blocks"),
          summary.contrasts().stream().map(this::row).toList());
    }
  }

  private List<String> row(Contrast contrast) {
    boolean ratio = contrast.ratio().isPresent();
    String unit = unit(contrast.metric());
    return List.of(
        contrast.metric(),
        cell(contrast.cell()),
        ratio
            ? Words.ratio(contrast.ratio().getAsDouble())
            : "difference " + Words.figure(contrast.difference().orElse(0), unit),
        rested(
            ratio
                ? Words.ratios(contrast.lo(), contrast.hi())
                : Words.interval(contrast.lo(), contrast.hi(), unit),
            contrast.blocks()),
        rested(
            ratio
                ? Words.ratios(contrast.loAdjusted(), contrast.hiAdjusted())
                : Words.interval(contrast.loAdjusted(), contrast.hiAdjusted(), unit),
            contrast.blocks()),
        contrast.verdict().word() + reads(contrast.reads()),
        Integer.toString(contrast.blocks()));
  }

  private static String rested(String interval, int blocks) {
    return Figures.rested(interval, blocks, "block");
  }

  private static String reads(String reads) {
    return reads.isEmpty() ? "" : ", " + reads;
  }

  private void hypotheses() {
    if (summary.hypotheses().isEmpty()) {
      return;
    }
    page.heading(2, "Hypotheses");
    List<List<String>> rows = new ArrayList<>();
    for (OfHypothesis one : summary.hypotheses()) {
      rows.add(
          List.of(
              escape(one.id() + ": " + one.claim()),
              one.metric() + " " + one.expect(),
              one.ratio().isPresent() ? Words.ratio(one.ratio().getAsDouble()) : "–",
              rested(Words.ratios(one.loAdjusted(), one.hiAdjusted()), one.blocks()),
              one.verdict().word() + one.lacks().map(lacks -> ": " + escape(lacks)).orElse(""),
              one.blocks()
                  + (one.blocksNeeded().isPresent()
                      ? " of about " + one.blocksNeeded().getAsInt() + " needed"
                      : "")));
    }
    page.table(List.of("claim", "expected", "ratio", "adjusted", "verdict", "blocks"), rows);
  }

  private void drift() {
    chart("drift");
    for (Drift drift : summary.drift()) {
      if (drift.ratio().isPresent()) {
        page.paragraph(
            "%s of the control, last block over first on a straight line: %s times (%s, %s)."
                .formatted(
                    drift.metric(),
                    Words.ratio(drift.ratio().getAsDouble()),
                    Words.ratios(drift.lo(), drift.hi()),
                    Text.count(drift.moments().size(), "block")));
      }
    }
  }

  private void cells() {
    page.heading(2, "Every cell");
    Set<String> metrics = new LinkedHashSet<>();
    summary.contrasts().forEach(contrast -> metrics.add(contrast.metric()));
    metrics.addAll(USUAL);
    for (String metric : metrics) {
      List<OfCell> of = having(cell -> cell.metric(metric).isPresent());
      if (of.isEmpty() || (metric.equals("vram") && having(Page::usesVram).isEmpty())) {
        continue;
      }
      page.heading(3, heading(metric));
      List<List<String>> rows = new ArrayList<>();
      for (OfCell cell : of) {
        Estimate one = cell.metric(metric).orElseThrow();
        rows.add(
            List.of(
                cell(cell.id()),
                Words.figure(one.value(), one.unit()),
                Figures.rested(
                    Words.interval(one.lo(), one.hi(), one.unit()), one.trials(), "trial"),
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
    String words = Words.metric(metric);
    return escape(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }

  private static boolean usesVram(OfCell cell) {
    return cell.metric("vram").map(one -> one.value() > 0).orElse(false);
  }

  private List<OfCell> having(Predicate<OfCell> what) {
    return summary.cells().stream().filter(what).toList();
  }

  private void infeasible() {
    if (summary.infeasible().isEmpty()) {
      return;
    }
    page.heading(2, "What cannot run here");
    page.paragraph(
        "%s could not be run on this machine, and no more trials of them were tried. The server's own words:"
            .formatted(Text.count(summary.infeasible().size(), "cell")));
    page.table(
        List.of("cell", "why", "trials not tried"),
        summary.infeasible().stream()
            .map(
                one ->
                    List.of(
                        cell(one.cell()),
                        escape(
                            one.because()
                                .map(
                                    other ->
                                        "needs no less memory than %s, which has too little"
                                            .formatted(other))
                                .orElse(one.why())),
                        Integer.toString(one.skipped())))
            .toList());
  }

  private void excluded() {
    page.heading(2, "What was excluded");
    if (summary.excluded().isEmpty()) {
      page.paragraph("No trial: all that ended are valid.");
      return;
    }
    page.paragraph(
        "%s of %d that ended left the statistics; they stay on disk."
            .formatted(Text.count(summary.invalid(), "trial"), summary.trials()));
    page.table(
        List.of("trial", "cell", "block", "why"),
        summary.excluded().stream()
            .map(
                one ->
                    List.of(
                        Integer.toString(one.trial()),
                        cell(one.cell()),
                        Integer.toString(one.block()),
                        escape(String.join("; ", one.reasons()))))
            .toList());
  }

  private String cell(String id) {
    return summary.cells().stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .map(cell -> cell.id() + " " + escape(Names.brief(cell)))
        .orElse(id);
  }

  private String figure(String cell, String metric) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .findFirst()
        .flatMap(one -> one.metric(metric))
        .map(Figures::full)
        .orElse("–");
  }

  private String unit(String metric) {
    return summary.cells().stream()
        .map(OfCell::metrics)
        .map(Map::entrySet)
        .flatMap(Set::stream)
        .filter(one -> one.getKey().equals(metric))
        .map(one -> one.getValue().unit())
        .findFirst()
        .orElse("");
  }
}
