package dev.paddock.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.paddock.calibrate.Calibrations;
import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Json;
import dev.paddock.plan.Circumstances;
import dev.paddock.plan.Detectable;
import dev.paddock.plan.Estimate;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlanPage;
import dev.paddock.plan.Planner;
import dev.paddock.record.Fingerprint;
import dev.paddock.run.Preflight;
import dev.paddock.target.Target;
import dev.paddock.target.TargetException;
import dev.paddock.telemetry.Environment;
import dev.paddock.workload.WorkloadException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paddock plan}: what would run, how long it takes, and what cannot take effect. */
@Command(
    name = "plan",
    description = "Says what an experiment would run, in which order, and how long it takes.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class PlanCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ExperimentOptions options = new ExperimentOptions();

  @Option(names = "--json", description = "Print the plan as one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Experiment given = options.experiment();
    Optional<Preflight> asked = json ? Optional.empty() : asked(given);
    Experiment experiment = asked.map(Preflight::experiment).orElse(given);
    Plan plan =
        Planner.plan(
            experiment,
            experiment.design().seed().orElse(1),
            asked.map(Preflight::maxLayers).orElse(OptionalLong.empty()));
    Detectable detectable = Detectable.of(experiment, floor());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(
        json
            ? Json.line(line(plan, detectable))
            : PlanPage.text(
                experiment,
                plan,
                Estimate.assumed(experiment.target()),
                asked.map(Preflight::circumstances).orElse(Circumstances.UNKNOWN),
                detectable));
    return ExitCode.DONE;
  }

  /** The plan, and beside it what it can find. */
  private static Map<String, Object> line(Plan plan, Detectable detectable) {
    Map<String, Object> line =
        Json.mapper().convertValue(plan, new TypeReference<LinkedHashMap<String, Object>>() {});
    line.put("detectable", detectable);
    return line;
  }

  /** What two trials of the same thing differ by, on a machine that was calibrated. */
  private static Map<String, Double> floor() {
    Map<String, Double> floor = new TreeMap<>();
    Calibrations.of(new Fingerprint(Environment.read()).id(), System.getenv())
        .ifPresent(
            known -> known.noiseFloor().forEach((metric, noise) -> floor.put(metric, noise.sd())));
    return floor;
  }

  /** What a server that runs already says; a plan is made without it, too. */
  private Optional<Preflight> asked(Experiment experiment) {
    if (experiment.target().managed() || experiment.target().url().isEmpty()) {
      return Optional.empty();
    }
    try (Target target = Targets.of(experiment)) {
      return Optional.of(Preflight.of(experiment, target, new TreeMap<>()));
    } catch (TargetException | WorkloadException e) {
      Objects.requireNonNull(spec)
          .commandLine()
          .getErr()
          .println(
              "note: planned without the server, so what it cannot do is not known: "
                  + e.getMessage());
      return Optional.empty();
    }
  }
}
