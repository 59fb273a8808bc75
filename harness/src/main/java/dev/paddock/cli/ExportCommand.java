package dev.paddock.cli;

import dev.paddock.export.Format;
import dev.paddock.export.Table;
import dev.paddock.journal.RunDirectory;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paddock export}: writes what was measured as a table for other programs. */
@Command(
    name = "export",
    description = "Writes every request or chunk of a run as CSV or Parquet, for other programs.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The run directory.")
  private Path path = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: csv).")
  private Format format = Format.CSV;

  @Option(
      names = "--what",
      paramLabel = "TABLE",
      description = "One line each: ${COMPLETION-CANDIDATES} (default: requests).")
  private Table table = Table.REQUESTS;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to (default: requests.csv and so on in the run directory).")
  private @Nullable Path out;

  @Override
  public Integer call() {
    RunDirectory run = RunDirectory.open(path);
    Path file = Optional.ofNullable(out).orElse(path.resolve(table.file(format)));
    long rows = table.write(run, format, file);
    CommandSpec command = Objects.requireNonNull(spec);
    command.commandLine().getErr().printf("paddock: %,d rows%n", rows);
    command.commandLine().getOut().println(file);
    return rows == 0 ? ExitCode.NO : ExitCode.DONE;
  }
}
