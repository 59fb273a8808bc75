package dev.paddock.cli;

import dev.paddock.calibrate.Calibrations;
import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.journal.RunDirectory;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlanWarnings;
import dev.paddock.plan.Planner;
import dev.paddock.plan.TooLong;
import dev.paddock.plan.VoidSettings;
import dev.paddock.record.Fingerprint;
import dev.paddock.run.PlannedTrials;
import dev.paddock.run.Preflight;
import dev.paddock.run.QuickTrials;
import dev.paddock.target.LogTail;
import dev.paddock.target.Target;
import dev.paddock.target.TargetException;
import dev.paddock.telemetry.Environment;
import dev.paddock.workload.WorkloadException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code paddock run}: an experiment file goes in, a run directory with its report comes out. */
@Command(
    name = "run",
    description = "Runs an experiment and reports what it found.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  private static final Duration QUICK = Duration.ofMinutes(10);

  @Mixin private ExperimentOptions options = new ExperimentOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Where run directories go (default: results).")
  private Path results = Path.of("results");

  @Option(
      names = "--quick",
      description =
          "A first look of about ten minutes: the control, and the cells that tell most in that"
              + " time. `paddock resume` goes on with the whole run.")
  private boolean quick;

  @Override
  public Integer call() {
    // Asking the system takes longer than reading the file.
    CompletableFuture<SortedMap<String, String>> asked =
        CompletableFuture.supplyAsync(Environment::read);
    Experiment given = options.experiment();
    if (quick && given.searched().isPresent()) {
      throw new UsageException(
          "--quick: a search is short by itself, and its first block answers first. Leave it out");
    }
    long seed = given.design().seed().orElseGet(RunCommand::seed);
    if (given.target().kind() == TargetSpec.Kind.OPENAI) {
      // Some of it shows in the file already: then no server is started for it.
      Plan plan = Planner.plan(given, seed, OptionalLong.empty());
      refuseTooLong(given, plan, OptionalLong.empty());
    }
    try (Target target = Targets.of(given)) {
      SortedMap<String, String> machine = asked.join();
      Preflight preflight = preflight(given, target, machine);
      Experiment experiment = preflight.experiment();
      Plan plan = Planner.plan(experiment, seed, preflight.maxLayers());
      refuseTooLong(experiment, plan, preflight.circumstances().context());
      PlanWarnings.of(experiment, plan).forEach(execution::note);
      VoidSettings.of(experiment, plan, preflight.circumstances()).forEach(execution::note);
      preflight.notes().forEach(execution::note);
      AccessSpec kept = experiment.target().access();
      if (!kept.keepable(options.text()).equals(options.text())
          || !keepable(kept).equals(options.overrides())) {
        execution.note(
            "the run keeps *** where a secret was, so `paddock resume` will not have it: write"
                + " env:NAME in its place, and the secret into that variable");
      }
      RunDirectory directory =
          RunDirectory.create(
              results,
              Instant.now(),
              experiment.name(),
              kept.keepable(options.text()),
              keepable(kept),
              plan,
              preflight.fingerprint());
      Calibrations.of(new Fingerprint(machine).id(), System.getenv())
          .ifPresentOrElse(
              directory::keep,
              () ->
                  execution.note(
                      "nobody has calibrated this machine: `paddock calibrate` measures the"
                          + " instrument's own error, and the reports then quote it"));
      return execution.execute(
          experiment,
          directory,
          target,
          run ->
              quick
                  ? QuickTrials.of(experiment, run, QUICK)
                  : PlannedTrials.of(experiment, run, false));
    }
  }

  private Map<String, String> keepable(AccessSpec access) {
    Map<String, String> kept = new LinkedHashMap<>();
    options.overrides().forEach((key, value) -> kept.put(key, access.keepable(value)));
    return kept;
  }

  private static void refuseTooLong(Experiment experiment, Plan plan, OptionalLong served) {
    List<String> tooLong = TooLong.of(experiment, plan, served);
    if (!tooLong.isEmpty()) {
      throw new WorkloadException(String.join("\n", tooLong));
    }
  }

  /** Without a server there is no run, and no directory of one: its log is kept beside them. */
  private Preflight preflight(Experiment given, Target target, SortedMap<String, String> machine) {
    try {
      return Preflight.of(given, target, machine);
    } catch (TargetException e) {
      Optional<Path> kept =
          e.log()
              .map(
                  log ->
                      RunDirectory.keepLog(
                          results, Instant.now(), given.name(), LogTail.whole(log)));
      throw kept.map(
              log -> new TargetException("%s\nIts whole log: %s".formatted(e.getMessage(), log), e))
          .orElse(e);
    }
  }

  /** Small enough to be typed. */
  private static long seed() {
    return new SecureRandom().nextInt(1, 1_000_000);
  }
}
