package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Markdown;
import dev.paddock.summary.At;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.List;

/** The part of a page that says what became of each hypothesis. */
final class HypothesesPart {
  private final Summary summary;
  private final Markdown page;

  HypothesesPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    if (summary.hypotheses().isEmpty()) {
      return;
    }
    page.heading(2, "Hypotheses");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.hypotheses().size(); i++) {
      OfHypothesis one = summary.hypotheses().get(i);
      rows.add(
          List.of(
              escape(one.id() + ": " + one.claim()),
              "**%s**%s"
                  .formatted(
                      one.verdict().word(),
                      one.lacks().map(lacks -> ": " + escape(lacks)).orElse("")),
              escape(one.metric() + " " + expected(one)),
              cells(one),
              EstimateText.ratio(one.ratio(), At.of("hypotheses", i)),
              EffectsPart.ratios(one.plain(), one.blocks()),
              EffectsPart.ratios(one.adjusted(), one.blocks()),
              one.blocks() + needed(one),
              "%,d".formatted(one.requests())));
    }
    page.table(
        List.of(
            "claim",
            "verdict",
            "expected",
            "cells",
            "ratio",
            "95 %",
            "adjusted",
            "blocks",
            "requests"),
        rows);
    page.paragraph(
        "Hypotheses are planned, so the adjusted intervals keep the chance of even one false"
            + " verdict among all of them at 5 % (Holm). Inconclusive: these blocks do not tell;"
            + " the blocks needed are those that would, if the estimate is right.");
  }

  private static String expected(OfHypothesis one) {
    String margin = Numerals.margin(one.margin());
    return one.expect() == Verdict.EQUIVALENT
        ? "equivalent within " + margin
        : "%s by more than %s".formatted(one.expect().word(), margin.substring(1));
  }

  private static String cells(OfHypothesis one) {
    return one.when().isEmpty() || one.versus().isEmpty()
        ? EstimateText.NONE
        : escape("%s beside %s".formatted(one.when(), one.versus()));
  }

  private static String needed(OfHypothesis one) {
    return one.blocksNeeded().isPresent()
        ? " of about %d needed".formatted(one.blocksNeeded().getAsInt())
        : "";
  }
}
