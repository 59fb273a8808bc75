package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.At;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import dev.paddock.summary.Summary;
import dev.paddock.wording.Spoken;
import java.util.ArrayList;
import java.util.List;

/** The part of a page that says what each setting does, alone, with others, and in each cell. */
final class EffectsPart {
  private static final int MOST_INTERACTIONS = 12;

  private final Summary summary;
  private final Markdown page;

  EffectsPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  /** Each level of a factor, averaged over the others. */
  void effects() {
    if (summary.effects().isEmpty()) {
      if (!summary.contrasts().isEmpty()) {
        page.heading(2, "What each setting does");
        page.paragraph(
            "That cannot be said of a setting alone: the cells that have valid trials do not tell"
                + " the settings apart. Each cell beside the control stands below.");
      }
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.effects().size(); i++) {
      Effect one = summary.effects().get(i);
      rows.add(
          List.of(
              one.metric(),
              escape(Spoken.instead(one.factor(), one.level(), one.versus())),
              RecordLink.to(Numerals.ratio(one.ratio()), At.of("effects", i)),
              ratios(one.plain(), one.blocks()),
              ratios(one.adjusted(), one.blocks()),
              verdict(one.verdict(), one.reads()),
              one.stratum().word(),
              Integer.toString(one.blocks()),
              Integer.toString(one.pairs()),
              "%,d".formatted(one.requests())));
    }
    page.table(
        List.of(
            "metric",
            "change",
            "ratio",
            "95 %",
            "adjusted",
            "verdict",
            "error of",
            "blocks",
            "pairs",
            "requests"),
        rows);
    estimators(summary.effects().stream().map(Effect::estimator).distinct().toList());
  }

  /** Where one setting's effect depends on another: all, or of many those that were found. */
  void interactions() {
    List<Interaction> all = summary.interactions();
    if (all.isEmpty()) {
      return;
    }
    page.heading(2, "Where one setting's effect depends on another");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Interaction one = all.get(i);
      boolean found = one.verdict().apart();
      if (found || all.size() <= MOST_INTERACTIONS) {
        rows.add(
            List.of(
                one.metric(),
                escape(Spoken.instead(one.factor(), one.level(), one.versus())),
                escape(Spoken.instead(one.other(), one.otherLevel(), one.otherVersus())),
                RecordLink.to(Numerals.ratio(one.ratio()), At.of("interactions", i)),
                ratios(one.plain(), one.blocks()),
                ratios(one.adjusted(), one.blocks()),
                one.verdict().word(),
                one.stratum().word(),
                Integer.toString(one.blocks()),
                "%,d".formatted(one.requests())));
      }
    }
    if (rows.isEmpty()) {
      page.paragraph(
          "Of %s none is told from none at all.".formatted(Text.count(all.size(), "interaction")));
      return;
    }
    page.table(
        List.of(
            "metric",
            "effect of",
            "with",
            "ratio of the ratios",
            "95 %",
            "adjusted",
            "verdict",
            "error of",
            "blocks",
            "requests"),
        rows);
    if (rows.size() < all.size()) {
      page.paragraph(
          "%s more are not told from none.".formatted(Integer.toString(all.size() - rows.size())));
    }
    estimators(all.stream().map(Interaction::estimator).distinct().toList());
  }

  /** Each cell beside the control. */
  void contrasts() {
    if (summary.contrasts().isEmpty()) {
      return;
    }
    List<Contrast> all = summary.contrasts();
    boolean second = all.stream().anyMatch(one -> one.shift().isPresent());
    List<String> head =
        new ArrayList<>(List.of("metric", "cell", "ratio", "95 %", "adjusted", "verdict"));
    if (second) {
      head.addAll(List.of("Hodges–Lehmann", "A12"));
    }
    head.addAll(List.of("blocks", "requests"));
    boolean several = all.stream().map(Contrast::versus).distinct().count() > 1;
    if (several) {
      head.add(2, "beside");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      List<String> row = row(all.get(i), At.of("contrasts", i), second);
      if (several) {
        row.add(2, all.get(i).versus());
      }
      rows.add(row);
    }
    page.table(head, rows);
    estimators(all.stream().map(Contrast::estimator).distinct().toList());
    if (all.stream().anyMatch(one -> one.estimator().contains("pooled"))) {
      page.paragraph(
          "95 %: of the two cells alone. Adjusted, which the verdict is of: for all comparisons of"
              + " its family together, with the error of all cells, so of few blocks it can be the"
              + " narrower one.");
    }
    if (second) {
      page.paragraph(
          "Second opinions: Hodges–Lehmann is the same ratio by an estimate that one wild block"
              + " does not move; A12 is how often a trial of the cell exceeds one of the control,"
              + " 0.5 where neither does.");
    }
    if (all.stream().anyMatch(EffectsPart::disagrees)) {
      page.paragraph(
          "† The exact sign-flip test, which assumes less, disagrees with the plain 95 % interval"
              + " here: take that verdict as open.");
    }
  }

  private List<String> row(Contrast one, String at, boolean second) {
    boolean ratio = one.ratio().isPresent();
    String unit = EstimateText.unit(summary, one.metric());
    List<String> row = new ArrayList<>();
    row.add(one.metric());
    row.add(ShortNames.cell(summary, one.cell()));
    row.add(
        RecordLink.to(
            ratio
                ? Numerals.ratio(one.ratio().getAsDouble())
                : "difference " + Numerals.figure(one.difference().orElse(0), unit),
            at));
    row.add(interval(ratio, one.plain(), unit, one.blocks()));
    row.add(interval(ratio, one.adjusted(), unit, one.blocks()));
    row.add(verdict(one.verdict(), one.reads()) + (disagrees(one) ? " †" : ""));
    if (second) {
      row.add(
          one.shift().isEmpty()
              ? EstimateText.NONE
              : ratio
                  ? Numerals.ratio(one.shift().getAsDouble())
                  : Numerals.figure(one.shift().getAsDouble(), unit));
      row.add(
          one.superiority().isEmpty()
              ? EstimateText.NONE
              : Numerals.ratio(one.superiority().getAsDouble()));
    }
    row.add(Integer.toString(one.blocks()));
    row.add("%,d".formatted(one.requests()));
    return row;
  }

  /** Whether the sign-flip test sees what the plain interval does not, or the other way round. */
  private static boolean disagrees(Contrast one) {
    if (one.signFlip().isEmpty() || one.plain().interval().isEmpty()) {
      return false;
    }
    return one.plain().leavesOut(one.ratio().isPresent() ? 1 : 0) != one.signFlip().get();
  }

  private void estimators(List<String> estimators) {
    List<String> said = estimators.stream().filter(one -> !one.isEmpty()).toList();
    if (!said.isEmpty()) {
      page.paragraph("Estimator: %s.".formatted(escape(String.join("; or ", said))));
    }
  }

  private static String interval(boolean ratio, Bounds bounds, String unit, int blocks) {
    return ratio
        ? ratios(bounds, blocks)
        : EstimateText.rested(Numerals.interval(bounds.lo(), bounds.hi(), unit), blocks, "block");
  }

  static String ratios(Bounds bounds, int blocks) {
    return EstimateText.rested(Numerals.ratios(bounds.lo(), bounds.hi()), blocks, "block");
  }

  private static String verdict(Verdict verdict, Reads reads) {
    return verdict.word() + (reads == Reads.NEITHER ? "" : ", " + reads.word());
  }
}
