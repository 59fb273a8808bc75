package dev.paddock.report.page;

import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.summary.Summary;
import dev.paddock.wording.Spoken;
import java.util.List;

/** How long the prompts and answers of a run were, in words. */
final class Lengths {
  private Lengths() {}

  /** For example "Prompts of 512 tokens, answers of 32 and 64". */
  static String of(Summary summary) {
    return "Prompts of %s tokens, answers of %s"
        .formatted(
            all(summary, Known.WORKLOAD_PROMPT_TOKENS, summary.method().promptTokens()),
            all(summary, Known.WORKLOAD_OUTPUT_TOKENS, summary.method().outputTokens()));
  }

  private static String all(Summary summary, Setting varied, int constant) {
    List<String> levels =
        summary.cells().stream()
            .filter(cell -> cell.levels().containsKey(varied.name()))
            .map(cell -> String.valueOf(cell.levels().get(varied.name())))
            .distinct()
            .toList();
    return levels.isEmpty() ? Integer.toString(constant) : Spoken.listed(levels);
  }
}
