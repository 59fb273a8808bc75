package dev.paddock.cli;

import dev.paddock.calibrate.WarmUp;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.ExperimentFile;
import dev.paddock.plan.Planner;
import dev.paddock.telemetry.Environment;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code paddock warm-up}: does what a run does until its first request, and its warm-up. The
 * launcher trains the JVM's cache with it; nobody else needs it.
 */
@Command(name = "warm-up", hidden = true, description = "Trains the JVM's cache.")
final class WarmUpCommand implements Callable<Integer> {
  private static final String EXPERIMENT =
      """
      name: warm-up
      target: {kind: embedded}
      model: paddock-dummy:45m
      factors: {num_ctx: [2048, 4096]}
      design: {blocks: 2..3, requests: 5}
      """;

  @Override
  public Integer call() {
    Experiment experiment = ExperimentFile.parse("warm-up.yaml", EXPERIMENT, Map.of());
    Planner.plan(experiment, 1, OptionalLong.empty());
    Environment.read();
    WarmUp.run();
    return ExitCode.DONE;
  }
}
