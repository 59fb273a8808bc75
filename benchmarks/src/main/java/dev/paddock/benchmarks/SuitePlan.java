package dev.paddock.benchmarks;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.ExperimentFile;
import dev.paddock.journal.RunDirectory;
import dev.paddock.plan.Plan;
import dev.paddock.plan.Planner;
import dev.paddock.record.Fingerprint;
import dev.paddock.settings.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** A suite with its plan, made or read back by the harness' own rooms. */
final class SuitePlan {
  private static final String FILE = "experiment.yaml";

  private SuitePlan() {}

  /** The plan of a suite: blocks are forks, and each has every variant in an order of its own. */
  static Plan of(Suite suite, Effort effort, long seed) {
    return Planner.plan(
        experiment(SuiteExperiment.text(suite, effort, seed)), seed, OptionalLong.empty());
  }

  /** A new run directory below {@code results}, with the plan of the suite. */
  static RunDirectory begin(
      Suite suite, Effort effort, long seed, Path results, Instant now, Fingerprint environment) {
    return RunDirectory.create(
        results,
        now,
        suite.word(),
        SuiteExperiment.text(suite, effort, seed),
        Map.of(),
        of(suite, effort, seed),
        environment);
  }

  /** The effort that a run was begun with. */
  static Effort effort(RunDirectory directory) {
    Experiment experiment = experiment(directory.experimentText());
    Value iteration = experiment.constants().get(SuiteExperiment.ITERATION);
    return new Effort(
        experiment.design().minBlocks(),
        experiment.design().warmup().orElse(0),
        experiment.design().requests(),
        Duration.ofMillis(Long.parseLong(String.valueOf(iteration).replace(" ms", ""))));
  }

  private static Experiment experiment(String text) {
    return ExperimentFile.parse(FILE, text, Map.of());
  }
}
