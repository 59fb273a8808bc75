package dev.paddock.report.page;

import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.summary.At;
import dev.paddock.summary.OfQuality;
import dev.paddock.summary.Summary;
import dev.paddock.wording.QualityWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part of a page that says whether answers are as good as those of what you have. */
final class QualityPart {
  private final Summary summary;
  private final Markdown page;

  QualityPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  /** Writes it where answers were checked. */
  void write() {
    if (summary.qualities().isEmpty()) {
      return;
    }
    OfQuality first = summary.qualities().getFirst();
    page.heading(2, "Are the answers as good?");
    page.paragraph(
        "Each answer was checked: right is %s. Cells of a block got the same prompts, so each answer is held beside the one to the same prompt. A cell is as good where it is shown to be worse by less than %s points."
            .formatted(meaning(first.check()), number(first.margin())));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.qualities().size(); i++) {
      OfQuality one = summary.qualities().get(i);
      rows.add(
          List.of(
              ShortNames.cell(summary, one.cell()),
              QualityWords.percent(one.share()),
              "%s in %s".formatted(QualityWords.percent(one.versusShare()), one.versus()),
              RecordLink.to(QualityWords.difference(one), At.of("qualities", i)),
              Integer.toString(one.answers()),
              Integer.toString(one.prompts()),
              verdict(one.verdict())));
    }
    page.table(List.of("cell", "right", "beside", "difference", "answers", "prompts", "is"), rows);
    if (summary.qualities().stream().allMatch(one -> one.share() + one.versusShare() == 0)) {
      page.paragraph(
          "No answer is right in any cell, so the check may not fit: each trial's answers.jsonl has"
              + " what was said.");
    }
    first
        .itself()
        .ifPresent(
            share ->
                page.paragraph(
                    "Of the control's own answers to one prompt in two blocks %s agree%s."
                        .formatted(
                            QualityWords.percent(share),
                            share < 100
                                ? ": what is sampled, or batched, differs by itself"
                                : "")));
  }

  private static String meaning(String check) {
    return switch (check) {
      case "exact" -> "one that is the file's, but for case, blanks and marks around it";
      case "choice" -> "one that chooses the file's letter";
      case "regex" -> "one in which the pattern is found";
      case "schema" -> "JSON that the schema allows";
      default -> "one that is the control's, letter by letter";
    };
  }

  private static String verdict(OfQuality.Verdict verdict) {
    return switch (verdict) {
      case AS_GOOD -> "as good";
      case WORSE -> "worse";
      case OPEN -> "not shown";
    };
  }

  private static String number(double points) {
    return String.format(Locale.ROOT, "%.1f", points).replace(".0", "");
  }
}
