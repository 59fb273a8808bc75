package dev.paddock.cli;

import dev.paddock.analysis.Analysis;
import dev.paddock.calibrate.WarmUp;
import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.Json;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.record.Calibration;
import dev.paddock.report.Publisher;
import dev.paddock.report.Reports;
import dev.paddock.run.Conductor;
import dev.paddock.run.PlannedTrials;
import dev.paddock.run.Surroundings;
import dev.paddock.summary.Summary;
import dev.paddock.target.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a run is executed and told of: shared by {@code run} and {@code resume}. */
final class ExecutionOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "End with one line of JSON on standard output.")
  private boolean json;

  @Option(
      names = "--publish",
      paramLabel = "DOCS",
      description = "Publish the report into this directory afterwards.")
  private @Nullable Path docs;

  /** Tells the user something on standard error. */
  void note(String words) {
    commandLine().getErr().println("note: " + words);
  }

  private picocli.CommandLine commandLine() {
    return java.util.Objects.requireNonNull(spec).commandLine();
  }

  /**
   * Runs what is left of a run, reports it, and returns the exit code.
   *
   * @param anew whether trials that lost something get their tries again
   */
  int execute(Experiment experiment, RunDirectory directory, Target target, boolean anew) {
    RunEnd ending;
    Plan plan = directory.plan();
    Calibration.WarmUp warmUp = WarmUp.run();
    note("the client is warm after %.1f s".formatted(warmUp.seconds()));
    try (Journal journal = Journal.open(directory)) {
      RunProgress progress = new RunProgress(commandLine().getErr(), directory, plan);
      Conductor conductor =
          new Conductor(
              experiment,
              plan,
              journal,
              target,
              PlannedTrials.of(experiment, journal.directory(), anew),
              Surroundings.real(),
              warmUp,
              progress);
      ending = interruptibly(conductor, target, progress);
    }
    if (ending == RunEnd.INTERRUPTED) {
      commandLine().getErr().println("interrupted; go on with: paddock resume " + directory.path());
      return ExitCode.INTERRUPTED;
    }
    Summary figures = Analysis.of(directory);
    Reports.write(directory, figures);
    if (docs != null) {
      Publisher.publish(directory, figures, docs);
      Publisher.index(docs);
    }
    return tell(directory, ending);
  }

  /** Ctrl-C gives up the trial in hand, and waits until the journal is whole. */
  private static RunEnd interruptibly(Conductor conductor, Target target, RunProgress progress) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              conductor.interrupt();
              if (!await(ended, 3)) {
                // Most likely it waits for the server: without it, it ends at once.
                target.close();
                await(ended, 7);
              }
              target.close();
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try (progress) {
      return conductor.run();
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already ending, and the hook runs: that is what it is for.
      return;
    }
  }

  private static boolean await(CountDownLatch ended, int seconds) {
    try {
      return ended.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int tell(RunDirectory directory, RunEnd ending) {
    List<Event.Trial> trials = directory.trials();
    TrialCounts counts = TrialCounts.of(trials);
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("run", directory.path().toString());
      counts.into(line);
      line.put("infeasible", directory.infeasible().size());
      commandLine().getOut().println(Json.line(line));
    } else {
      commandLine().getOut().println(directory.path().resolve("report.html"));
    }
    if (ending == RunEnd.BUDGET) {
      note("the time budget is spent; go on with: paddock resume " + directory.path());
    }
    if (counts.trials() > 0 && counts.nothing() == counts.trials()) {
      commandLine()
          .getErr()
          .println("paddock: no trial counts. The first: " + trials.getFirst().reasons());
      return ExitCode.TARGET_FAILED;
    }
    return ExitCode.DONE;
  }
}
