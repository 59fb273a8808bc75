package dev.paddock.cli;

import dev.paddock.analysis.Analysis;
import dev.paddock.calibrate.WarmUp;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.RunDirectory;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.plan.Planner;
import dev.paddock.record.Figure;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Troubles;
import dev.paddock.report.Reports;
import dev.paddock.telemetry.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      design: {blocks: 2..3, requests: 80}
      """;

  @Override
  public Integer call() throws IOException {
    Experiment experiment = ExperimentFile.parse("warm-up.yaml", EXPERIMENT, Map.of());
    Plan plan = Planner.plan(experiment, 1, OptionalLong.empty());
    SortedMap<String, String> machine = Environment.read();
    WarmUp.run();
    Path folder = Files.createTempDirectory("paddock-warm-up");
    try {
      report(
          RunDirectory.create(
              folder,
              Instant.EPOCH,
              experiment.name(),
              EXPERIMENT,
              Map.of(),
              plan,
              new Fingerprint(machine)));
    } finally {
      delete(folder);
    }
    return ExitCode.DONE;
  }

  /** Of figures that nobody measured, which nobody sees either: it loads what a real one needs. */
  private static void report(RunDirectory run) {
    try (Journal journal = Journal.open(run)) {
      for (PlannedTrial trial : run.plan().trials()) {
        double value = 10 + trial.number();
        SortedMap<String, Figure> figures = new TreeMap<>();
        for (String metric : List.of("ttft.p50", "itl.p50", "throughput.tokens", "memory")) {
          figures.put(metric, new Figure(value, 80));
        }
        journal.append(
            new Event.Trial(
                Instant.EPOCH,
                trial.number(),
                trial.cell(),
                trial.block(),
                trial.plot(),
                run.plan().cell(trial.cell()).levels(),
                new TreeMap<>(),
                Troubles.NONE,
                80,
                0,
                Optional.empty()),
            figures);
      }
    }
    Reports.write(run, Analysis.of(run));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
