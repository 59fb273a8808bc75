package dev.paddock.cli;

import dev.paddock.analysis.Analysis;
import dev.paddock.calibrate.WarmUp;
import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.Json;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.record.Calibration;
import dev.paddock.report.Publisher;
import dev.paddock.report.Reports;
import dev.paddock.run.Conductor;
import dev.paddock.run.PlannedTrials;
import dev.paddock.run.QuickTrials;
import dev.paddock.run.Surroundings;
import dev.paddock.run.TrialSource;
import dev.paddock.summary.Summary;
import dev.paddock.target.Target;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  @Option(
      names = "--open",
      description = "Show the page in a browser after the first block; it renews itself.")
  private boolean open;

  private boolean shown;

  /** Tells the user something on standard error. */
  void note(String words) {
    commandLine().getErr().println("note: " + words);
  }

  private picocli.CommandLine commandLine() {
    return java.util.Objects.requireNonNull(spec).commandLine();
  }

  /**
   * Runs the trials of a source, reports the run, and returns the exit code.
   *
   * @param trials of what the journal has until now
   */
  int execute(
      Experiment experiment,
      RunDirectory directory,
      Target target,
      Function<RunDirectory, ? extends TrialSource> trials) {
    RunEnd ending;
    Plan plan = directory.plan();
    Calibration.WarmUp warmUp = WarmUp.run();
    note("the client is warm after %.1f s".formatted(warmUp.seconds()));
    TrialSource source;
    try (Journal journal = Journal.open(directory)) {
      source = trials.apply(journal.directory());
      RunProgress progress =
          new RunProgress(
              commandLine().getErr(), directory, plan, block -> soFar(directory, block));
      Conductor conductor =
          new Conductor(
              experiment, plan, journal, target, source, Surroundings.real(), warmUp, progress);
      ending = interruptibly(conductor, target, progress);
    }
    if (ending == RunEnd.INTERRUPTED) {
      commandLine().getErr().println("interrupted; go on with: paddock resume " + directory.path());
      return ExitCode.INTERRUPTED;
    }
    Summary figures = Analysis.of(directory);
    Summary summary = Reports.write(directory, figures);
    if (docs != null) {
      Publisher.publish(directory, figures, docs);
      Publisher.index(docs);
    }
    if (source instanceof QuickTrials quick) {
      leftOut(quick, plan);
    }
    boolean lacks =
        ending == RunEnd.DONE && source instanceof PlannedTrials planned && planned.lacks();
    return tell(directory, ending, summary, lacks);
  }

  /** After a block there is a page, without a verdict; a run goes on even if none can be made. */
  private void soFar(RunDirectory directory, int block) {
    try {
      Reports.write(directory, Analysis.of(directory));
      if (!shown) {
        shown = true;
        Path page = directory.path().resolve("report.html").toAbsolutePath();
        note("a first page, renewed after each block: " + page);
        if (open) {
          Browser.show(page.toUri(), ProcessBuilder::start).ifPresent(this::note);
        }
      }
    } catch (RunDirectoryException e) {
      note("no page after block %d: %s".formatted(block, e.getMessage()));
    }
  }

  private void leftOut(QuickTrials quick, Plan plan) {
    List<String> left = quick.leftOut();
    if (!left.isEmpty()) {
      note(
          "left out for now: %s"
              .formatted(
                  left.stream()
                      .map(cell -> "%s (%s)".formatted(cell, plan.cell(cell).label()))
                      .collect(Collectors.joining(", "))));
    }
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

  private int tell(RunDirectory directory, RunEnd ending, Summary summary, boolean lacks) {
    List<Event.Trial> trials = directory.trials();
    TrialCounts counts = TrialCounts.of(trials);
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("run", directory.path().toString());
      counts.into(line);
      line.put("infeasible", directory.infeasible().size());
      commandLine().getOut().println(Json.line(line));
    } else {
      PrintWriter out = commandLine().getOut();
      Closing.lines(summary).forEach(out::println);
      out.println(directory.path().resolve("report.html"));
    }
    Closing.next(summary, ending, lacks, directory.path()).forEach(this::note);
    if (counts.trials() > 0 && counts.nothing() == counts.trials()) {
      commandLine()
          .getErr()
          .println("paddock: no trial counts. The first: " + trials.getFirst().reasons());
      return ExitCode.TARGET_FAILED;
    }
    return ExitCode.DONE;
  }
}
