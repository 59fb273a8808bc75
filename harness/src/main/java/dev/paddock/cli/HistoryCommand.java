package dev.paddock.cli;

import dev.paddock.compare.History;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.journal.Json;
import dev.paddock.report.HistoryPage;
import dev.paddock.report.HistoryWords;
import dev.paddock.report.PastRuns;
import dev.paddock.report.Publisher;
import dev.paddock.summary.SummaryFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paddock history}: what published runs said over time, and where a level changed. */
@Command(
    name = "history",
    description = "Says what published runs measured over time, and where a level changed.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT|DIR",
      arity = "0..*",
      description =
          "Only experiments of these names; run directories are looked at beside published runs.")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--docs",
      paramLabel = "DOCS",
      description = "Where runs were published to (default: docs).")
  private Path docs = Path.of("docs");

  @Option(
      names = "--publish",
      paramLabel = "DOCS",
      description = "Write a page with charts below this directory, for each experiment.")
  private @Nullable Path publish;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<Path> directories = named.stream().filter(HistoryCommand::isRun).map(Path::of).toList();
    List<String> experiments = named.stream().filter(name -> !isRun(name)).toList();
    List<Placed> all = new ArrayList<>();
    if (Files.isDirectory(docs) || directories.isEmpty()) {
      all.addAll(PastRuns.in(docs));
    }
    directories.forEach(path -> all.add(new Placed(path.toString(), SummaryFile.in(path))));
    List<Placed> runs =
        all.stream()
            .filter(one -> !one.summary().at().isEmpty())
            .filter(
                one -> experiments.isEmpty() || experiments.contains(one.summary().experiment()))
            .toList();
    if (runs.isEmpty()) {
      throw new UsageException(nothing(all));
    }
    History history = History.of(runs);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path pages = publish;
    if (pages != null) {
      HistoryPage.publish(history, runs, pages)
          .forEach(page -> spec.commandLine().getErr().println(page));
      Publisher.index(pages);
    }
    if (json) {
      out.println(Json.line(history));
    } else {
      HistoryWords.of(history).forEach(out::println);
    }
    return ExitCode.DONE;
  }

  private static boolean isRun(String name) {
    return Files.isDirectory(Path.of(name));
  }

  private String nothing(List<Placed> all) {
    return all.isEmpty()
        ? "%s: no run is published there. Publish one with: paddock publish DIR".formatted(docs)
        : "%s: no run of %s is published there; there are runs of %s."
            .formatted(
                docs,
                String.join(", ", named),
                all.stream()
                    .map(one -> one.summary().experiment())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", ")));
  }
}
