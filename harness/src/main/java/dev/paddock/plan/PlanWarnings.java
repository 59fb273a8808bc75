package dev.paddock.plan;

import dev.paddock.experiment.AnswerLength;
import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a careful reader would say about a plan before it runs. */
public final class PlanWarnings {
  private static final int LEAST_BLOCKS = 5;
  private static final int BLOCKS_OF_A_SIGN_FLIP_TEST = 6;

  private PlanWarnings() {}

  /** Everything worth saying, the gravest first; none of it stops a run. */
  public static List<String> of(Experiment experiment, Plan plan) {
    if (experiment.target().kind() == TargetSpec.Kind.JMH) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    batchNotPinned(experiment).ifPresent(warnings::add);
    fewBlocks(experiment).ifPresent(warnings::add);
    warnings.addAll(Detectable.powerless(experiment));
    warnings.addAll(descriptiveOnly(experiment));
    idleClients(experiment).ifPresent(warnings::add);
    overload(experiment, plan).ifPresent(warnings::add);
    if (experiment.design().sample().isPresent() && experiment.design().seed().isEmpty()) {
      warnings.add(
          "Every run draws other cells than these, which compare and history do not match. Give"
              + " design.seed to draw the same.");
    }
    if (experiment.workload().prompts() instanceof PromptSource.Own) {
      warnings.add(
          "How long prompts of your own are is known once the server has read them: %d tokens each are assumed."
              .formatted(Estimate.OWN_PROMPT));
    }
    experiment
        .workload()
        .check()
        .ifPresent(check -> warnings.add(QualityPower.of(check, experiment.design())));
    if (experiment.workload().answers() instanceof AnswerLength.Natural(int cap)) {
      warnings.add(
          "Answers are as long as the model makes them: the time is that of %d tokens each, the most."
              .formatted(cap));
    }
    for (Factor factor : experiment.factors()) {
      factor
          .setting()
          .mind()
          .filter(mind -> !(factor.setting().equals(Known.NUM_CTX) && pinned(experiment)))
          .ifPresent(mind -> warnings.add(factor.name() + ": " + mind + "."));
    }
    doubted(experiment)
        .forEach(
            setting ->
                Settings.doubt(setting)
                    .ifPresent(doubt -> warnings.add(setting.name() + ": " + doubt + ".")));
    if (plan.cells().size() == 1) {
      warnings.add("There is one cell: nothing can be compared.");
    }
    return List.copyOf(warnings);
  }

  /** Every variable of the server that the experiment sets. */
  private static Stream<Setting> doubted(Experiment experiment) {
    return Stream.concat(
            experiment.factors().stream().map(Factor::setting),
            experiment.target().environment().keySet().stream().map(Settings::named))
        .filter(Setting::isVariable);
  }

  private static boolean pinned(Experiment experiment) {
    return experiment.constants().has(Known.NUM_BATCH) || varies(experiment, Known.NUM_BATCH);
  }

  private static boolean varies(Experiment experiment, Setting setting) {
    return experiment.factors().stream().anyMatch(factor -> factor.setting().equals(setting));
  }

  private static Optional<String> batchNotPinned(Experiment experiment) {
    List<String> movers =
        Stream.of(Known.NUM_CTX, Known.OLLAMA_NUM_PARALLEL)
            .filter(setting -> varies(experiment, setting))
            .map(Setting::name)
            .toList();
    return movers.isEmpty() || pinned(experiment)
        ? Optional.empty()
        : Optional.of(
            "num_batch is not pinned, and Ollama derives it from num_ctx × OLLAMA_NUM_PARALLEL: the"
                + " effect of "
                + String.join(" and ", movers)
                + " is mixed with that of num_batch. Add constants: {num_batch: 512}.");
  }

  private static Optional<String> fewBlocks(Experiment experiment) {
    int blocks = experiment.design().minBlocks();
    if (blocks == 1) {
      return Optional.of("One block has no spread: no figure gets an interval.");
    }
    if (blocks < LEAST_BLOCKS) {
      return Optional.of(
          "%d blocks: intervals will be wide; conclusions want at least %d."
              .formatted(blocks, LEAST_BLOCKS));
    }
    return blocks < BLOCKS_OF_A_SIGN_FLIP_TEST
        ? Optional.of(
            "%d blocks: the sign-flip test that checks each interval needs %d."
                .formatted(blocks, BLOCKS_OF_A_SIGN_FLIP_TEST))
        : Optional.empty();
  }

  /** A quantile's interval within a trial needs so many requests that ranks can bracket it. */
  private static List<String> descriptiveOnly(Experiment experiment) {
    int requests = experiment.design().requests();
    return Stream.of(Metric.Statistic.values())
        .filter(statistic -> requests < statistic.least())
        .flatMap(
            statistic -> {
              List<String> names =
                  experiment.metrics().stream()
                      .filter(metric -> metric.statistic() == statistic)
                      .filter(metric -> metric.quantity() != Quantity.ITL)
                      .map(Metric::name)
                      .toList();
              return names.isEmpty()
                  ? Stream.empty()
                  : Stream.of(
                      "%s: descriptive only within a trial: %s needs %d requests, there are %d."
                          .formatted(
                              String.join(", ", names),
                              statistic.word(),
                              statistic.least(),
                              requests));
            })
        .toList();
  }

  private static Optional<String> idleClients(Experiment experiment) {
    boolean swept = varies(experiment, Known.OLLAMA_NUM_PARALLEL);
    return switch (experiment.load()) {
      case LoadSpec.Closed(int clients, Duration think)
          when swept && clients == 1 && !varies(experiment, Known.LOAD_CLIENTS) ->
          Optional.of(
              "OLLAMA_NUM_PARALLEL is varied with one client: more slots stay empty. Raise"
                  + " load.clients.");
      case LoadSpec.Closed closed -> Optional.empty();
      case LoadSpec.Open open -> Optional.empty();
    };
  }

  /** More requests than are served: what is measured is then how long the trial was. */
  private static Optional<String> overload(Experiment experiment, Plan plan) {
    Estimate estimate = Estimate.assumed(experiment.target());
    return plan.cells().stream()
        .flatMap(cell -> overload(experiment, cell, estimate).stream())
        .findFirst();
  }

  private static Optional<String> overload(Experiment experiment, Cell cell, Estimate estimate) {
    Configuration settings = experiment.settings(cell.levels());
    boolean sought = experiment.searched().filter(Known.LOAD_RATE::equals).isPresent();
    if (sought
        || !(experiment.load().with(settings)
            instanceof LoadSpec.Open(Arrivals arrivals, var most))) {
      return Optional.empty();
    }
    double atOnce = Math.min(Estimate.atOnce(experiment), most.orElse(Integer.MAX_VALUE));
    double served = atOnce / estimate.request(experiment, settings);
    double wanted =
        arrivals instanceof Arrivals.Ramp(double from, double to, var over)
            ? Math.max(from, to)
            : arrivals.firstRate().orElse(0);
    return wanted <= served
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s asks for %.3g requests/s, and by the rates assumed above about %.2g/s are"
                    + " served: in an open loop the queue then grows to the end, and latencies say"
                    + " how long the trial was. Lower the rate unless that is wanted.",
                cell.id(),
                wanted,
                served));
  }
}
