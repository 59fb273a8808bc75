package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.PaceSpec;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A rough idea of how long a plan takes, from rates that nobody has measured yet.
 *
 * <p>A request takes its prompt at the prefill rate and its answer at the decode rate, one request
 * after the other: that serving several at once gains nothing, and that nothing is cached, is the
 * cautious assumption. A trial adds a model load, a whole plot a start of the server.
 *
 * @param prefill prompt tokens per second
 * @param decode generated tokens per second, of all clients together
 * @param load of a model, before each trial
 * @param start of a server, before each whole plot
 */
public record Estimate(double prefill, double decode, Duration load, Duration start) {
  /** Tokens that a prompt of the user's own may have. */
  static final int OWN_PROMPT = 250;

  /** What is assumed of a target before anything is measured. */
  public static Estimate assumed(TargetSpec target) {
    return target.kind() == TargetSpec.Kind.EMBEDDED
        ? new Estimate(600, 100, Duration.ofMillis(500), Duration.ofSeconds(2))
        : new Estimate(1000, 50, Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  /** How long one trial of a cell takes. */
  public Duration trial(Experiment experiment, Cell cell) {
    Configuration settings = experiment.settings(cell.levels());
    double request = request(experiment, settings);
    LoadSpec sent = experiment.load().with(settings);
    int requests = experiment.design().requests() + warmup(experiment, sent);
    double served = requests * request;
    double seconds =
        switch (sent) {
          case LoadSpec.Closed closed -> served;
          // The server works while requests are still to come; the slower of the two decides.
          case LoadSpec.Open open ->
              Math.max(
                  served / atOnce(experiment),
                  open.arrivals().seconds(requests).orElse(0) + request);
        };
    return load.plus(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /** How long a whole plan takes at most, pauses of the clients apart. */
  public Duration whole(Experiment experiment, Plan plan) {
    return of(experiment, plan, trial -> true);
  }

  /** How long the trials that are wanted take. */
  Duration of(Experiment experiment, Plan plan, Predicate<PlannedTrial> wanted) {
    Map<String, Duration> each = new HashMap<>();
    plan.cells().forEach(cell -> each.put(cell.id(), trial(experiment, cell)));
    Duration sum = Duration.ZERO;
    Set<Integer> begun = new HashSet<>();
    for (PlannedTrial trial : plan.trials()) {
      if (wanted.test(trial)) {
        sum = sum.plus(each.getOrDefault(trial.cell(), Duration.ZERO));
        begun.add(trial.plot());
      }
    }
    int plots = begun.size();
    return experiment.target().managed() ? sum.plus(start.multipliedBy(plots)) : sum;
  }

  /** The assumptions, in words. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "assumes %.0f tok/s prefill, %.0f tok/s decode, %s a model load, %s a server start",
        prefill,
        decode,
        inWords(load),
        inWords(start));
  }

  /** Seconds that one request takes that is served alone. */
  double request(Experiment experiment, Configuration settings) {
    double answer = settings.whole(Known.WORKLOAD_OUTPUT_TOKENS).orElse(0);
    return switch (experiment.target().engine()) {
      case TargetSpec.Engine.Llama llama -> prompt(settings) / prefill + answer / decode;
      case TargetSpec.Engine.Pace(PaceSpec pace) ->
          pace.medianTimeToFirstToken(prompt(settings)).toNanos() / 1e9
              + (Math.min(answer, pace.tokens().orElse(Integer.MAX_VALUE)) - 1)
                  * pace.medianGap().toNanos()
                  / 1e9;
    };
  }

  /** Requests that are served at once without being slower for it. */
  static double atOnce(Experiment experiment) {
    return switch (experiment.target().engine()) {
      case TargetSpec.Engine.Llama llama -> 1;
      case TargetSpec.Engine.Pace(PaceSpec pace) -> pace.slots().orElse(Integer.MAX_VALUE);
    };
  }

  /** By rule it is about two requests a client; of an open loop it is known. */
  private static int warmup(Experiment experiment, LoadSpec load) {
    return experiment
        .design()
        .warmup()
        .orElse(
            switch (load) {
              case LoadSpec.Closed(int clients, Duration think) -> 2 * clients;
              case LoadSpec.Open open -> open.warmup();
            });
  }

  /** Of all texts of a request; nobody has counted those of a user's own prompts yet. */
  private static double prompt(Configuration settings) {
    return (double) settings.whole(Known.WORKLOAD_BATCH).orElse(1)
        * settings.whole(Known.WORKLOAD_PROMPT_TOKENS).orElse(OWN_PROMPT);
  }

  /** A duration as people say it: {@code 500 ms}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h}. */
  static String inWords(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      return time.toMillis() + " ms";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h" + part(time.toMinutesPart(), " min");
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min" + part(time.toSecondsPart(), " s")
        : time.toSeconds() + " s";
  }

  private static String part(int amount, String unit) {
    return amount == 0 ? "" : " " + amount + unit;
  }
}
