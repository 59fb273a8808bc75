package dev.paddock.cli;

import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Json;
import dev.paddock.plan.Circumstances;
import dev.paddock.plan.Estimate;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlanPage;
import dev.paddock.plan.Planner;
import dev.paddock.run.Preflight;
import dev.paddock.target.Target;
import dev.paddock.target.TargetException;
import dev.paddock.workload.WorkloadException;
import java.io.PrintWriter;
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
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(
        json
            ? Json.line(plan)
            : PlanPage.text(
                experiment,
                plan,
                Estimate.assumed(experiment.target()),
                asked.map(Preflight::circumstances).orElse(Circumstances.UNKNOWN)));
    return ExitCode.DONE;
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
