package dev.paddock.report.page;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.EstimateText;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.summary.At;
import dev.paddock.summary.OfTurn;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The part of a page that says how long each turn of a conversation waits, and how much is cached.
 */
final class TurnsPart {
  private final Summary summary;
  private final Markdown page;

  TurnsPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  /** Writes it where there were conversations. */
  void write() {
    if (summary.turns().isEmpty()) {
      return;
    }
    page.heading(2, "Turn by turn");
    page.paragraph(
        "Each turn sends all that was said before it. What the server has cached of that it need"
            + " not read again; where it says nothing of its cache there is a dash. TTFT is the"
            + " geometric mean of the trials' medians.");
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < summary.turns().size(); i++) {
      OfTurn turn = summary.turns().get(i);
      rows.add(
          List.of(
              ShortNames.cell(summary, turn.cell()),
              Integer.toString(turn.turn()),
              whole(turn.promptTokens()),
              whole(turn.cachedTokens()),
              RecordLink.to(
                  Numerals.bracketed(
                      turn.firstToken(), turn.bounds().lo(), turn.bounds().hi(), "ms"),
                  At.of("turns", i))));
    }
    page.table(List.of("cell", "turn", "prompt tokens", "cached tokens", "TTFT"), rows);
  }

  private static String whole(OptionalDouble tokens) {
    return tokens.isPresent() ? LengthWords.tokens(tokens.getAsDouble()) : EstimateText.NONE;
  }
}
