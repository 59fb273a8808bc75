package dev.paddock.report.page;

import dev.paddock.record.Metric;
import dev.paddock.record.Metric.Statistic;
import dev.paddock.record.Quantity;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.summary.Method;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import dev.paddock.wording.Spoken;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** How long the prompts and answers of a run were, in words. */
final class LengthWords {
  /** Medians that lie further apart are not of the same prompts. */
  private static final double UNLIKE = 1.5;

  private LengthWords() {}

  /**
   * For example "Prompts of 512 tokens, answers of 32 and 64", or "Prompts of mine.jsonl (half of
   * them over 60 tokens, one in twenty over 800), answers as long as the model made them (…)".
   */
  static String of(Summary summary) {
    String words = amid(summary);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The same amid a sentence. */
  static String amid(Summary summary) {
    Method method = summary.method();
    String prompts =
        method
            .prompts()
            .map(file -> "prompts of %s%s".formatted(file, spread(summary, Quantity.PROMPT_TOKENS)))
            .orElseGet(
                () ->
                    "prompts of %s tokens"
                        .formatted(
                            all(summary, Known.WORKLOAD_PROMPT_TOKENS, method.promptTokens())));
    if (method.batch() > 0) {
      return "embeddings of %s, %s texts a request"
          .formatted(prompts, all(summary, Known.WORKLOAD_BATCH, method.batch()));
    }
    String answers =
        method.natural()
            ? "answers as long as the model made them, %d tokens at most%s"
                .formatted(method.outputTokens(), spread(summary, Quantity.OUTPUT_TOKENS))
            : "answers of %s"
                .formatted(all(summary, Known.WORKLOAD_OUTPUT_TOKENS, method.outputTokens()));
    boolean varied =
        summary.cells().stream()
            .anyMatch(cell -> cell.levels().containsKey(Known.WORKLOAD_TURNS.name()));
    return method.turns() > 1 || varied
        ? "conversations of %s turns: each turn's own %s, %s"
            .formatted(all(summary, Known.WORKLOAD_TURNS, method.turns()), prompts, answers)
        : prompts + ", " + answers;
  }

  /** Of the control, or of all cells where they differ in it: the same prompts go to all else. */
  private static String spread(Summary summary, Quantity quantity) {
    String half = new Metric(quantity, Statistic.P50).name();
    DoubleSummaryStatistics halves =
        summary.cells().stream()
            .flatMap(cell -> cell.metric(half).stream())
            .mapToDouble(Estimate::value)
            .summaryStatistics();
    if (halves.getCount() > 1 && halves.getMax() > UNLIKE * halves.getMin()) {
      return " (by cell half of them over %s to %s tokens)"
          .formatted(tokens(halves.getMin()), tokens(halves.getMax()));
    }
    return summary.cells().stream()
        .filter(cell -> cell.id().equals(summary.control()))
        .flatMap(
            cell ->
                cell.metric(half).stream()
                    .flatMap(
                        median ->
                            cell.metric(new Metric(quantity, Statistic.P95).name()).stream()
                                .map(
                                    most ->
                                        " (half of them over %s tokens, one in twenty over %s)"
                                            .formatted(
                                                tokens(median.value()), tokens(most.value())))))
        .findFirst()
        .orElse("");
  }

  /** A number of tokens, whole, for example "1,840". */
  static String tokens(double number) {
    return String.format(Locale.ROOT, "%,d", Math.round(number));
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
