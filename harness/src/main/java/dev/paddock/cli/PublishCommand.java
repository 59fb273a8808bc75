package dev.paddock.cli;

import dev.paddock.analysis.Analysis;
import dev.paddock.journal.RunDirectory;
import dev.paddock.report.Publisher;
import dev.paddock.report.Reports;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paddock publish}: copies reports to docs and renews their index. */
@Command(
    name = "publish",
    description = {
      "Puts the reports of runs, with charts and an index, into docs.",
      "A run that is replaced there stays in the history."
    },
    mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Run directories.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--docs", paramLabel = "DOCS", description = "Where pages go (default: docs).")
  private Path docs = Path.of("docs");

  @Override
  public Integer call() {
    for (RunDirectory directory : paths.stream().map(RunDirectory::open).toList()) {
      Summary figures = Analysis.of(directory);
      Reports.write(directory, figures);
      Publisher.publish(directory, figures, docs);
    }
    Publisher.index(docs);
    Objects.requireNonNull(spec).commandLine().getOut().println(docs.resolve("index.html"));
    return ExitCode.DONE;
  }
}
