package dev.paddock.cli;

import dev.paddock.journal.Event;
import dev.paddock.journal.Json;
import dev.paddock.journal.RunDirectory;
import dev.paddock.plan.Plan;
import dev.paddock.record.Validity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
    description = "Says how far a run is, and what was invalid.",
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
    List<Event.Trial> trials = directory.trials();
    List<Event.Trial> invalid =
        trials.stream().filter(trial -> trial.validity() == Validity.INVALID).toList();
    String state =
        events.isEmpty()
            ? "not begun"
            : events.getLast() instanceof Event.End end ? end.how() : "running, or killed";
    List<Event.Infeasible> infeasible = directory.infeasible();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("run", path.toString());
      line.put("state", state);
      line.put("planned", plan.trials().size());
      line.put("trials", trials.size());
      line.put("invalid", invalid.size());
      line.put("infeasible", infeasible.size());
      out.println(Json.line(line));
      return ExitCode.DONE;
    }
    out.printf(
        "%s: %s, %d of %d trials, %d invalid%n",
        plan.experiment(), state, trials.size(), plan.trials().size(), invalid.size());
    for (Event.Trial trial : invalid) {
      out.printf(
          "  trial %d, block %d, %s: %s%n",
          trial.trial(),
          trial.block(),
          plan.cell(trial.cell()).label(),
          String.join("; ", trial.reasons()));
    }
    for (Event.Infeasible one : infeasible) {
      out.printf(
          "  %s, %s, cannot run here%s: %s%n",
          one.cell(),
          plan.cell(one.cell()).label(),
          one.because().map(cell -> " (needs no less than " + cell + ")").orElse(""),
          one.why());
    }
    if (!state.equals("done") && trials.size() < plan.trials().size()) {
      out.println("Go on with: paddock resume " + path);
    }
    return ExitCode.DONE;
  }
}
