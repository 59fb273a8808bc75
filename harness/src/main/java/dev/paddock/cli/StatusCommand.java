package dev.paddock.cli;

import dev.paddock.journal.Event;
import dev.paddock.journal.Json;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunEnd;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Plan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paddock status}: how far a run is, also while it goes on. */
@Command(
    name = "status",
    description = "Says how far a run is, and what went wrong.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private Path path = Path.of("");

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.open(path);
    Plan plan = directory.plan();
    List<Event> events = directory.events();
    Wanted wanted = wanted(directory, plan, events);
    int planned = wanted.trials().size();
    List<Event.Trial> trials = directory.trials();
    TrialCounts counts = TrialCounts.of(trials);
    RunEnd ended = RunEnd.of(events);
    String state =
        events.isEmpty()
            ? "not begun"
            : ended == RunEnd.RUNNING ? "running, or killed" : ended.word();
    List<Event.Infeasible> infeasible = directory.infeasible();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("run", path.toString());
      line.put("state", state);
      line.put("planned", planned);
      counts.into(line);
      line.put("infeasible", infeasible.size());
      line.put("dropped", wanted.dropped().size());
      out.println(Json.line(line));
      return ExitCode.DONE;
    }
    out.printf(
        "%s: %s, %d of %s%d trials, %s%n",
        plan.experiment(),
        state,
        trials.size() - counts.repeated(),
        wanted.open() ? "at least " : "",
        planned,
        counts.words());
    wanted.last().ifPresent(course -> out.println("  " + words(course)));
    for (Event.Trial trial : trials) {
      if (!trial.reasons().isEmpty()) {
        out.printf(
            "  trial %d, block %d, %s: %s%n",
            trial.trial(),
            trial.block(),
            plan.cell(trial.cell()).label(),
            TrialCounts.words(trial));
      }
    }
    for (Event.Infeasible one : infeasible) {
      out.printf(
          "  %s, %s, cannot run here%s: %s%n",
          one.cell(),
          plan.cell(one.cell()).label(),
          one.because().map(cell -> " (needs no less than " + cell + ")").orElse(""),
          one.why());
    }
    for (Event.Drop one : wanted.dropped()) {
      out.printf(
          "  %s, %s, was left out: %s%n", one.cell(), plan.cell(one.cell()).label(), one.why());
    }
    if (ended != RunEnd.DONE && (wanted.open() || trials.size() - counts.repeated() < planned)) {
      out.println("Go on with: paddock resume " + path);
    }
    return ExitCode.DONE;
  }

  private static Wanted wanted(RunDirectory directory, Plan plan, List<Event> events) {
    int least = directory.experiment().design().minBlocks();
    return new Wanted(plan, least, events);
  }

  /** Where a run stands whose blocks decide what comes next. */
  private static String words(Event.Course course) {
    return "after block %d: %s%s"
        .formatted(
            course.after(),
            course.next().isEmpty()
                ? "enough is known"
                : "%s, %d %s in the next block"
                    .formatted(
                        switch (course.stage()) {
                          case ALL -> "going on";
                          case SCREENING -> "screening";
                          case NARROWING -> "narrowing";
                          case CONFIRMING -> "confirming";
                          case SEARCHING -> "searching";
                        },
                        course.next().size(),
                        course.next().size() == 1 ? "cell" : "cells"),
            course
                .widest()
                .map(
                    width ->
                        String.format(
                            Locale.ROOT,
                            "; the widest interval is ±%.2g %% (%s of %s), wanted %.2g %%",
                            100 * width.half(),
                            width.metric(),
                            width.cell(),
                            100 * width.wanted()))
                .orElse(""));
  }
}
