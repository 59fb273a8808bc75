package dev.paddock.cli;

import dev.paddock.analysis.Analysis;
import dev.paddock.journal.RunDirectory;
import dev.paddock.report.Reports;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paddock report}: makes summary, charts and pages again, from a run's files alone. */
@Command(
    name = "report",
    description = "Makes a run's summary, charts and pages again, from its files alone.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private Path path = Path.of("");

  @Override
  public Integer call() {
    RunDirectory directory = RunDirectory.open(path);
    Reports.write(directory, Analysis.of(directory));
    Objects.requireNonNull(spec).commandLine().getOut().println(path.resolve("report.html"));
    return ExitCode.DONE;
  }
}
