package dev.paddock.cli;

import dev.paddock.experiment.Experiment;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Difference;
import dev.paddock.run.PlannedTrials;
import dev.paddock.run.Preflight;
import dev.paddock.target.Target;
import dev.paddock.telemetry.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code paddock resume}: goes on where a run stopped, however it stopped. */
@Command(
    name = "resume",
    description = "Goes on with a run that was interrupted, killed or failed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private Path path = Path.of("");

  @Option(
      names = "--repeat",
      description =
          "Also measure again what trials still lack because of the world around them, even if that"
              + " was tried as often as a run tries it.")
  private boolean again;

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.open(path);
    Experiment given = directory.experiment();
    try (Target target = Targets.of(given)) {
      Preflight preflight = Preflight.of(given, target, Environment.read());
      refuseAnotherMachine(directory, preflight);
      return execution.execute(
          preflight.experiment(),
          directory,
          target,
          run -> PlannedTrials.of(preflight.experiment(), run, again));
    }
  }

  private static void refuseAnotherMachine(RunDirectory directory, Preflight now) {
    List<Difference> changed = Difference.grave(directory.environment().compare(now.fingerprint()));
    if (!changed.isEmpty()) {
      throw new UsageException(
          directory.path()
              + ": the environment changed since this run began, so its trials could not be"
              + " compared with new ones. Start a new run instead. What changed:\n  "
              + String.join("\n  ", Difference.lines(changed)));
    }
  }
}
