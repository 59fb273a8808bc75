package dev.paddock.run;

import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Why a trial does not count, as measurement.md has it; each reason is a sentence. */
final class TrialCheck {
  /** Share of requests that may fail. */
  private static final double ERRORS = 0.01;

  /** Share of answers that may be shorter than planned. */
  private static final double SHORT = 0.05;

  private TrialCheck() {}

  /**
   * The reasons, none where the trial is valid.
   *
   * @param setup what was wanted
   * @param planned how many requests were to be measured
   * @param requests all that were sent, warm-up included
   */
  static List<String> reasons(CellSetup setup, int planned, List<Request> requests) {
    List<Request> measured =
        requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
    List<Request> ok = measured.stream().filter(Request::counts).toList();
    List<String> reasons = new ArrayList<>();
    accounting(planned, measured, reasons);
    failures(measured, reasons);
    lengths(setup, ok, reasons);
    lag(ok, reasons);
    CacheCheck.reason(setup, ok).ifPresent(reasons::add);
    return List.copyOf(reasons);
  }

  private static void accounting(int planned, List<Request> measured, List<String> reasons) {
    long unique = measured.stream().mapToInt(Request::id).distinct().count();
    if (unique != measured.size() || measured.size() > planned) {
      reasons.add(
          "accounting: %d requests planned, %d recorded under %d numbers"
              .formatted(planned, measured.size(), unique));
    } else if (measured.size() < planned) {
      reasons.add(
          "%d of %d requests were never sent".formatted(planned - measured.size(), planned));
    }
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

  private static void lengths(CellSetup setup, List<Request> ok, List<String> reasons) {
    int wanted = setup.body().outputTokens();
    long shorter =
        ok.stream().filter(request -> request.outputTokens().orElse(wanted) < wanted).count();
    if (shorter > SHORT * ok.size()) {
      reasons.add(
          "%d of %d answers ended before their %d tokens".formatted(shorter, ok.size(), wanted));
    }
    int prompt = setup.workload().promptTokens();
    long otherLength =
        ok.stream().filter(request -> request.promptTokens().orElse(prompt) != prompt).count();
    if (otherLength > 0) {
      boolean fewer =
          ok.stream().anyMatch(request -> request.promptTokens().orElse(prompt) < prompt);
      reasons.add(
          "%d of %d prompts had not the %d tokens that were planned%s"
              .formatted(
                  otherLength,
                  ok.size(),
                  prompt,
                  fewer
                      ? ": the server cut them, or leaves what it has cached out of its count"
                      : ""));
    }
  }

  private static void lag(List<Request> ok, List<String> reasons) {
    OptionalLong allowed = Delays.allowed(ok);
    Optional<Spread> lags = Spread.of(ok.stream().mapToLong(Request::lag).toArray());
    if (allowed.isPresent() && lags.isPresent() && lags.get().p99() > allowed.getAsLong()) {
      reasons.add(
          "schedule lag p99 of %.1f ms is over the allowed %.1f ms: the client could not keep up. Leave it a core: give the server a smaller num_thread, or pin the two to different cores"
              .formatted(lags.get().p99() / 1e6, allowed.getAsLong() / 1e6));
    }
  }
}
