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
    unproven(lengths, ok).ifPresent(reasons::add);
    pieces(ok).ifPresent(reasons::add);
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
    List<Request> shorter =
        ok.stream()
            .filter(
                request -> {
                  int wanted = lengths.answer(request.id() - 1);
                  return request.outputTokens().orElse(wanted) < wanted;
                })
            .toList();
    if (shorter.size() > SHORT * ok.size()) {
      reasons.add(
          "%d of %d answers ended before their %s%s"
              .formatted(
                  shorter.size(), ok.size(), tokens(ok, lengths::answer), finishes(shorter)));
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

  /** Answers that nobody counts, in another number of chunks than they should have tokens. */
  private static Optional<String> unproven(Lengths lengths, List<Request> ok) {
    List<Request> unproven =
        ok.stream()
            .filter(request -> request.outputTokens().isEmpty())
            .filter(request -> request.stamps().size() != lengths.answer(request.id() - 1))
            .toList();
    return unproven.size() > SHORT * ok.size()
        ? Optional.of(
            "length not proven: the server counts no tokens (its usage is missing, or zero), and %d of %d answers came in another number of chunks (%d, for example) than the %s that were planned%s"
                .formatted(
                    unproven.size(),
                    ok.size(),
                    unproven.getFirst().stamps().size(),
                    tokens(ok, lengths::answer),
                    finishes(unproven)))
        : Optional.empty();
  }

  /**
   * Some answers in one piece among others that streamed: their first tokens would be missing. One
   * that the client came late to may have streamed all the same.
   */
  private static Optional<String> pieces(List<Request> ok) {
    long whole =
        ok.stream()
            .filter(Request::inOnePiece)
            .filter(one -> InstrumentCheck.late(one) == 0)
            .count();
    return whole > ERRORS * ok.size() && !ok.stream().allMatch(Request::inOnePiece)
        ? Optional.of(
            "%d of %d answers came in one piece and the others streamed: something on the way holds text back"
                .formatted(whole, ok.size()))
        : Optional.empty();
  }

  /** What is said where no answer streamed; empty where one did. */
  static Optional<String> unstreamed(List<Request> requests) {
    List<Request> ok = requests.stream().filter(Request::counts).toList();
    return !ok.isEmpty() && ok.stream().allMatch(Request::inOnePiece)
        ? Optional.of(
            "no: each answer came in one piece, so it has no time to first token and no inter-token"
                + " latency. The server, or a proxy before it, holds text back until it is whole")
        : Optional.empty();
  }

  /**
   * Why the server says that these ended, the most frequent word of it; empty where it says none.
   */
  private static String finishes(List<Request> requests) {
    Map<String, Integer> words = new TreeMap<>();
    requests.forEach(
        request -> request.finish().ifPresent(why -> words.merge(why, 1, Integer::sum)));
    return words.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> " (finish reason of %d: %s)".formatted(most.getValue(), most.getKey()))
        .orElse("");
  }

  /** "128 tokens", or "3 to 128 tokens" where requests differ. */
  private static String tokens(List<Request> ok, IntUnaryOperator wanted) {
    IntSummaryStatistics of =
        ok.stream().map(Request::id).mapToInt(id -> wanted.applyAsInt(id - 1)).summaryStatistics();
    return (of.getMin() == of.getMax() ? "" : of.getMin() + " to ") + of.getMax() + " tokens";
  }
}
