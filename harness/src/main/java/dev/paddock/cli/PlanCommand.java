package dev.paddock.cli;

import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Json;
import dev.paddock.plan.Estimate;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlanPage;
import dev.paddock.plan.Planner;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code paddock plan}: what would run, and how long it takes. Asks no server. */
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
    Experiment experiment = options.experiment();
    Plan plan =
        Planner.plan(experiment, experiment.design().seed().orElse(1), OptionalLong.empty());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(
        json
            ? Json.line(plan)
            : PlanPage.text(experiment, plan, Estimate.assumed(experiment.target())));
    return ExitCode.DONE;
  }
}
