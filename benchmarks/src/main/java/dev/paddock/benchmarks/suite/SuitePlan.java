package dev.paddock.benchmarks.suite;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.journal.RunDirectory;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.Planner;
import dev.paddock.record.Fingerprint;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** A suite with its plan, made or read back by the harness' own rooms. */
public final class SuitePlan {
  private static final String FILE = "experiment.yaml";

  private SuitePlan() {}

  /** The plan of a suite: blocks are forks, and each has every variant in an order of its own. */
  public static Plan of(Suite suite, Effort effort, long seed) {
    return plan(text(suite, effort, seed), seed);
  }

  private static Plan plan(String text, long seed) {
    return Planner.plan(experiment(text), seed, OptionalLong.empty());
  }

  private static String text(Suite suite, Effort effort, long seed) {
    return SuiteExperiment.text(suite, effort, seed, hypotheses(suite, effort, seed));
  }

  /** The hypotheses about variants that are measured: a look leaves many out. */
  static List<SuiteHypothesis> hypotheses(Suite suite, Effort effort, long seed) {
    List<Set<Map.Entry<String, String>>> cells =
        plan(SuiteExperiment.text(suite, effort, seed, List.of()), seed).cells().stream()
            .map(cell -> words(cell).entrySet())
            .toList();
    return suite.variants().hypotheses().stream()
        .filter(
            hypothesis ->
                measured(cells, hypothesis.when()) && measured(cells, hypothesis.versus()))
        .toList();
  }

  private static Map<String, String> words(Cell cell) {
    return cell.levels().named().entrySet().stream()
        .collect(
            Collectors.toMap(
                level -> Level.parameter(level.getKey()), level -> level.getValue().toString()));
  }

  private static boolean measured(
      List<Set<Map.Entry<String, String>>> cells, Map<String, String> variant) {
    return cells.stream().anyMatch(cell -> cell.containsAll(variant.entrySet()));
  }

  /** A new run directory below {@code results}, with the plan of the suite. */
  public static RunDirectory begin(
      Suite suite, Effort effort, long seed, Path results, Instant now, Fingerprint environment) {
    return RunDirectory.create(
        results,
        now,
        suite.word(),
        text(suite, effort, seed),
        Map.of(),
        of(suite, effort, seed),
        environment);
  }

  /** The effort that a run was begun with. */
  public static Effort effort(RunDirectory directory) {
    Experiment experiment = experiment(directory.experimentText());
    Value iteration = experiment.constants().orUnset(Settings.named(SuiteExperiment.ITERATION));
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
