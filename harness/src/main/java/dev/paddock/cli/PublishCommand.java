package dev.paddock.cli;

import dev.paddock.analysis.Analysis;
import dev.paddock.journal.RunDirectory;
import dev.paddock.report.Publisher;
import dev.paddock.report.Reports;
import dev.paddock.summary.Summary;
import java.io.PrintWriter;
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
      "A run that is replaced there stays in the history.",
      "With --redraw, pages that were published long ago get this build's words and charts."
    },
    mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", arity = "0..*", description = "Run directories.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--docs", paramLabel = "DOCS", description = "Where pages go (default: docs).")
  private Path docs = Path.of("docs");

  @Option(
      names = "--redraw",
      paramLabel = "DOCS",
      description = "Draw all pages below this directory anew, each from its own summary.json.")
  private @Nullable Path redraw;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path drawn = redraw;
    if (drawn == null) {
      publish();
      out.println(docs.resolve("index.html"));
    } else {
      if (!paths.isEmpty()) {
        throw new UsageException("--redraw takes no run directories: it reads what is published.");
      }
      Publisher.redraw(drawn).forEach(out::println);
      Publisher.index(drawn);
      out.println(drawn.resolve("index.html"));
    }
    return ExitCode.DONE;
  }

  private void publish() {
    if (paths.isEmpty()) {
      throw new UsageException("Name the run directories to publish.");
    }
    for (RunDirectory directory : paths.stream().map(RunDirectory::open).toList()) {
      Summary figures = Analysis.of(directory);
      Reports.write(directory, figures);
      Publisher.publish(directory, figures, docs);
    }
    Publisher.index(docs);
  }
}
