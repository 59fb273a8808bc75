package dev.paddock.run;

import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** Why a trial does not count, as measurement.md has it; each reason is a sentence. */
final class TrialCheck {
  /** Share of requests that may fail. */
  private static final double ERRORS = 0.01;

  /** Share of answers that may be shorter than planned. */
  private static final double SHORT = 0.05;

  /** Refusals in a row that are worth a word. */
  private static final int IN_A_ROW = 3;

  private TrialCheck() {}

  /**
   * The reasons, none where the trial is valid.
   *
   * @param setup what was wanted
   * @param lengths of each request, as wanted
   * @param planned how many requests were to be measured
   * @param requests all that were sent, warm-up included
   */
  static List<String> reasons(
      CellSetup setup, Lengths lengths, int planned, List<Request> requests) {
    List<Request> measured =
        requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
    List<Request> ok = measured.stream().filter(Request::counts).toList();
    List<String> reasons = new ArrayList<>();
    accounting(planned, measured, refusedLast(requests), reasons);
    failures(measured.isEmpty() ? requests : measured, reasons);
    lengths(lengths, ok, reasons);
    CacheCheck.reason(setup, lengths, ok).ifPresent(reasons::add);
    return List.copyOf(reasons);
  }

  /** How many requests, up to the last that was sent, were refused in a row. */
  private static long refusedLast(List<Request> requests) {
    return requests.stream()
        .sorted(Comparator.comparingLong(Request::sent).reversed())
        .takeWhile(Request::refused)
        .count();
  }

  private static void accounting(
      int planned, List<Request> measured, long refused, List<String> reasons) {
    long unique = measured.stream().mapToInt(Request::id).distinct().count();
    if (unique != measured.size() || measured.size() > planned) {
      reasons.add(
          "accounting: %d requests planned, %d recorded under %d numbers"
              .formatted(planned, measured.size(), unique));
    } else if (measured.size() < planned) {
      reasons.add(
          "%d of %d requests were never sent%s"
              .formatted(
                  planned - measured.size(),
                  planned,
                  refused < IN_A_ROW
                      ? ""
                      : ": the server had refused %d in a row, and refusals are no load"
                          .formatted(refused)));
    }
  }

  /** What more requests said than may fail, the most frequent words of them; empty where fewer. */
  static Optional<String> failure(List<Request> requests) {
    List<Request> measured =
        requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
    List<String> reasons = new ArrayList<>();
    failures(measured.isEmpty() ? requests : measured, reasons);
    return reasons.stream().findFirst();
  }

  private static void failures(List<Request> measured, List<String> reasons) {
    List<Request> failed =
        measured.stream().filter(request -> request.outcome() != Outcome.OK).toList();
    if (failed.size() > ERRORS * measured.size()) {
      Map<String, Integer> words = new TreeMap<>();
      failed.forEach(
          request ->
              words.merge(
                  request.error().orElse(request.outcome().name().toLowerCase(Locale.ROOT)),
                  1,
                  Integer::sum));
      Map.Entry<String, Integer> most =
          words.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
      reasons.add(
          "%d of %d requests failed, %d of them: %s"
              .formatted(failed.size(), measured.size(), most.getValue(), most.getKey()));
    }
  }

  private static void lengths(Lengths lengths, List<Request> ok, List<String> reasons) {
    long shorter =
        ok.stream()
            .filter(
                request -> {
                  int wanted = lengths.answer(request.id() - 1);
                  return request.outputTokens().orElse(wanted) < wanted;
                })
            .count();
    if (shorter > SHORT * ok.size()) {
      reasons.add(
          "%d of %d answers ended before their %s"
              .formatted(shorter, ok.size(), tokens(ok, lengths::answer)));
    }
    long otherLength =
        ok.stream()
            .filter(
                request -> {
                  int wanted = lengths.prompt(request.id() - 1);
                  return request.promptTokens().orElse(wanted) != wanted;
                })
            .count();
    if (otherLength > 0) {
      boolean fewer =
          ok.stream()
              .anyMatch(
                  request -> {
                    int wanted = lengths.prompt(request.id() - 1);
                    return request.promptTokens().orElse(wanted) < wanted;
                  });
      reasons.add(
          "%d of %d prompts had not the %s that were planned%s"
              .formatted(
                  otherLength,
                  ok.size(),
                  tokens(ok, lengths::prompt),
                  fewer
                      ? ": the server cut them, or leaves what it has cached out of its count"
                      : ""));
    }
  }

  /** "128 tokens", or "3 to 128 tokens" where requests differ. */
  private static String tokens(List<Request> ok, IntUnaryOperator wanted) {
    IntSummaryStatistics of =
        ok.stream().map(Request::id).mapToInt(id -> wanted.applyAsInt(id - 1)).summaryStatistics();
    return (of.getMin() == of.getMax() ? "" : of.getMin() + " to ") + of.getMax() + " tokens";
  }
}
