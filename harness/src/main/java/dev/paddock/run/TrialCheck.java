package dev.paddock.run;

import dev.paddock.experiment.LoadSpec;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** What went wrong with the requests of a trial, as measurement.md has it. */
final class TrialCheck {
  /** Share of answers that may come in one piece where the others stream. */
  private static final double IN_ONE_PIECE = 0.01;

  /** Share of answers, or of prompts, that may have another length than planned. */
  private static final double OTHERWISE = 0.05;

  /** Share of answers of a closed loop that may have been replaced. */
  static final double REPLACED = 0.25;

  /** Share of a prompt's length by which it may differ from the plan. */
  private static final double OFF = 0.02;

  /** Share of the planned tokens that must have come for a rate of tokens. */
  private static final double TOKENS = 0.9;

  /** A share counts only with as many requests behind it. */
  private static final int LEAST = 2;

  /** Refusals in a row that are worth a word. */
  private static final int IN_A_ROW = 3;

  private TrialCheck() {}

  /**
   * What went wrong.
   *
   * @param setup what was wanted
   * @param lengths of each request, as wanted
   * @param planned how many requests were to be measured
   * @param requests all that were sent, warm-up included
   */
  static Troubles of(CellSetup setup, Lengths lengths, int planned, List<Request> requests) {
    List<Request> measured = measured(requests);
    List<Request> ok = measured.stream().filter(Request::counts).toList();
    return accounting(planned, measured, refusedLast(requests))
        .and(failures(measured.isEmpty() ? requests : measured))
        .and(lengths(lengths, ok, setup.load()))
        .and(unproven(lengths, ok))
        .and(vectors(setup, ok))
        .and(pieces(ok))
        .and(CacheCheck.of(setup, lengths, ok));
  }

  private static List<Request> measured(List<Request> requests) {
    return requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
  }

  /** How many requests, up to the last that was sent, were refused in a row. */
  private static long refusedLast(List<Request> requests) {
    return requests.stream()
        .sorted(Comparator.comparingLong(Request::sent).reversed())
        .takeWhile(Request::refused)
        .count();
  }

  private static Troubles accounting(int planned, List<Request> measured, long refused) {
    int recorded = (int) measured.stream().filter(request -> !request.replaced()).count();
    long unique = measured.stream().mapToInt(Request::id).distinct().count();
    if (unique != measured.size() || recorded > planned) {
      return Troubles.of(
          Kind.ACCOUNTING,
          "accounting: %d requests planned, %d recorded under %d numbers"
              .formatted(planned, measured.size(), unique));
    }
    return recorded == planned
        ? Troubles.NONE
        : Troubles.of(
            Kind.GIVEN_UP,
            "%d of %d requests were never sent%s"
                .formatted(
                    planned - recorded,
                    planned,
                    refused < IN_A_ROW
                        ? ": the server answered no more"
                        : ": the server had refused %d in a row, and refusals are no load"
                            .formatted(refused)));
  }

  /** What requests that failed were told, the most frequent words of them; empty where none did. */
  static Optional<String> failure(List<Request> requests) {
    List<Request> measured = measured(requests);
    return failures(measured.isEmpty() ? requests : measured).words().stream().findFirst();
  }

  private static Troubles failures(List<Request> measured) {
    List<Request> failed =
        measured.stream().filter(request -> request.outcome() != Outcome.OK).toList();
    if (failed.isEmpty()) {
      return Troubles.NONE;
    }
    Map<String, Integer> words = new TreeMap<>();
    failed.forEach(
        request ->
            words.merge(
                request.error().orElse(request.outcome().name().toLowerCase(Locale.ROOT)),
                1,
                Integer::sum));
    Map.Entry<String, Integer> most =
        words.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return Troubles.of(
        failed.size() == measured.size() ? Kind.NOTHING_ANSWERED : Kind.FAILED,
        "%d of %d requests failed, %d of them: %s"
            .formatted(failed.size(), measured.size(), most.getValue(), most.getKey()));
  }

  /** Whether so many of all are more than this share, which one alone never is. */
  private static boolean over(double share, long some, int all) {
    return some >= LEAST && some > share * all;
  }

  private static Troubles lengths(Lengths lengths, List<Request> ok, LoadSpec load) {
    List<Request> shorter =
        ok.stream()
            .filter(
                request -> {
                  int wanted = lengths.answer(request.id() - 1);
                  return request.outputTokens().orElse(wanted) < wanted;
                })
            .toList();
    Troubles troubles = Troubles.NONE;
    if (over(load instanceof LoadSpec.Closed ? REPLACED : OTHERWISE, shorter.size(), ok.size())) {
      double came = came(lengths, ok);
      troubles =
          Troubles.of(
              came < TOKENS ? Kind.FEW_TOKENS : Kind.SHORT_ANSWERS,
              "%d of %d answers ended before their %s%s%s"
                  .formatted(
                      shorter.size(),
                      ok.size(),
                      tokens(ok, lengths::answer),
                      finishes(shorter),
                      came < TOKENS
                          ? ": %.0f %% of the planned tokens came".formatted(100 * came)
                          : ""));
    }
    return troubles.and(prompts(lengths, ok));
  }

  /** Tokens that came, over those that were wanted. */
  private static double came(Lengths lengths, List<Request> ok) {
    double came = 0;
    double planned = 0;
    for (Request request : ok) {
      int wanted = lengths.answer(request.id() - 1);
      came += Math.min(wanted, request.outputTokens().orElse(wanted));
      planned += wanted;
    }
    return planned == 0 ? 1 : came / planned;
  }

  private static Troubles prompts(Lengths lengths, List<Request> ok) {
    if (lengths.prompt(0).isEmpty()) {
      return Troubles.NONE;
    }
    List<Integer> off =
        ok.stream()
            .map(
                request -> {
                  int wanted = lengths.prompt(request.id() - 1).orElse(0);
                  int more = request.promptTokens().orElse(wanted) - wanted;
                  return Math.abs(more) > OFF * wanted ? more : 0;
                })
            .filter(tokens -> tokens != 0)
            .toList();
    return over(OTHERWISE, off.size(), ok.size())
        ? Troubles.of(
            Kind.PROMPT_LENGTH,
            "%d of %d prompts had not the %s that were planned%s"
                .formatted(
                    off.size(),
                    ok.size(),
                    tokens(ok, id -> lengths.prompt(id).orElse(0)),
                    off.stream().anyMatch(tokens -> tokens < 0)
                        ? ": the server cut them, or leaves what it has cached out of its count"
                        : ""))
        : Troubles.NONE;
  }

  /** Answers that nobody counts, in another number of chunks than they should have tokens. */
  private static Troubles unproven(Lengths lengths, List<Request> ok) {
    List<Request> unproven =
        ok.stream()
            .filter(request -> request.outputTokens().isEmpty())
            .filter(request -> lengths.answer(request.id() - 1) > 0)
            .filter(request -> request.stamps().size() != lengths.answer(request.id() - 1))
            .toList();
    return over(OTHERWISE, unproven.size(), ok.size())
        ? Troubles.of(
            Kind.LENGTH_NOT_PROVEN,
            "length not proven: the server counts no tokens (its usage is missing, or zero), and %d of %d answers came in another number of chunks (%d, for example) than the %s that were planned%s"
                .formatted(
                    unproven.size(),
                    ok.size(),
                    unproven.getFirst().stamps().size(),
                    tokens(ok, lengths::answer),
                    finishes(unproven)))
        : Troubles.NONE;
  }

  /** Requests for embeddings that got too few vectors, or too many. */
  private static Troubles vectors(CellSetup setup, List<Request> ok) {
    int texts = setup.workload().batch();
    List<Request> others =
        ok.stream().filter(request -> request.vectors().orElse(texts) != texts).toList();
    return others.isEmpty()
        ? Troubles.NONE
        : Troubles.of(
            Kind.OTHER_VECTORS,
            "%d of %d requests for %d vectors got another number of them (%d, for example)"
                .formatted(others.size(), ok.size(), texts, others.getFirst().vectors().orElse(0)));
  }

  /**
   * Some answers in one piece among others that streamed: their first tokens would be missing. One
   * that the client came late to may have streamed all the same.
   */
  private static Troubles pieces(List<Request> ok) {
    long whole =
        ok.stream()
            .filter(Request::inOnePiece)
            .filter(one -> InstrumentCheck.late(one) == 0)
            .count();
    return over(IN_ONE_PIECE, whole, ok.size()) && !ok.stream().allMatch(Request::inOnePiece)
        ? Troubles.of(
            Kind.PIECES,
            "%d of %d answers came in one piece and the others streamed: something on the way holds text back"
                .formatted(whole, ok.size()))
        : Troubles.NONE;
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
