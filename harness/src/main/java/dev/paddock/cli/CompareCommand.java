package dev.paddock.cli;

import dev.paddock.compare.Compared;
import dev.paddock.compare.Runs;
import dev.paddock.compare.Runs.Asked;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.journal.Json;
import dev.paddock.record.Metric;
import dev.paddock.report.ComparedPage;
import dev.paddock.report.ComparedText;
import dev.paddock.report.PastRuns;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paddock compare}: whether a run is worse than another, or than all earlier ones. */
@Command(
    name = "compare",
    description = {
      "Compares two runs cell by cell, the first being the baseline;",
      "exit code 1 where one is worse by more than the margin."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..2",
      description = "The baseline and the candidate: run directories, or those of published pages.")
  private List<Path> places = new ArrayList<>();

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description =
          "A change that matters, for example 3%% (default: the precision that was wanted).")
  private @Nullable String margin;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      split = ",",
      description =
          "Compare only these, for example ttft.p50,itl.p99 (default: those of the experiment).")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--history",
      paramLabel = "DOCS",
      description = "Compare one run with all published runs of its kind instead.")
  private @Nullable Path history;

  @Option(
      names = "--across",
      description = "Compare also what was not measured on the same, or not asked the same.")
  private boolean across;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Append a summary for a pull request to this file; - prints it instead.")
  private @Nullable String markdown;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Compared compared = compared(new Asked(share(), known()));
    if (!across && !compared.grave().isEmpty()) {
      throw new UsageException(refusal(compared));
    }
    if (compared.statements().isEmpty() && compared.counts().lost() == 0) {
      throw new UsageException(nothing(compared));
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (markdown != null && !markdown.equals("-")) {
      append(Path.of(markdown), ComparedPage.of(compared));
    }
    if (json) {
      out.println(Json.line(compared));
    } else if ("-".equals(markdown)) {
      out.print(ComparedPage.of(compared));
      out.flush();
    } else {
      ComparedText.of(compared).forEach(out::println);
    }
    return compared.regressed() ? ExitCode.NO : ExitCode.DONE;
  }

  private Compared compared(Asked asked) {
    Path docs = history;
    if ((docs == null) != (places.size() == 2)) {
      throw new UsageException(
          "compare takes two runs, the baseline first; or one run and --history DOCS.");
    }
    if (docs == null) {
      Placed baseline = read(places.getFirst());
      Placed candidate = read(places.getLast());
      if (same(baseline.summary(), candidate.summary())) {
        throw new UsageException(
            "%s and %s are one and the same run, which began at %s: there is nothing to compare."
                .formatted(baseline.place(), candidate.place(), baseline.summary().at()));
      }
      return Runs.compare(baseline, candidate, asked);
    }
    Placed candidate = read(places.getFirst());
    List<Placed> named =
        PastRuns.in(docs).stream()
            .filter(one -> one.summary().experiment().equals(candidate.summary().experiment()))
            .filter(one -> !same(one.summary(), candidate.summary()))
            .filter(one -> one.summary().at().compareTo(candidate.summary().at()) < 0)
            .toList();
    List<Placed> earlier =
        across
            ? named
            : named.stream().filter(one -> Runs.alike(one.summary(), candidate.summary())).toList();
    if (earlier.isEmpty()) {
      throw new UsageException(
          named.isEmpty()
              ? "%s: holds no earlier run of %s. Publish one with: paddock publish DIR"
                  .formatted(docs, candidate.summary().experiment())
              : ("%s: holds %d earlier runs of %s, and none on the same environment with the same"
                      + " requests. Compare with one of them to see how it differs; --across takes"
                      + " them all.")
                  .formatted(docs, named.size(), candidate.summary().experiment()));
    }
    return Runs.compare(earlier, candidate, asked);
  }

  private static Placed read(Path place) {
    Summary summary = SummaryFile.in(place);
    if (summary.trials() <= summary.invalid()) {
      throw new UsageException(
          "%s: has no trial that counts (%d of %d are void), so there is nothing to compare. Why stands in its report."
              .formatted(place, summary.invalid(), summary.trials()));
    }
    return new Placed(place.toString(), summary);
  }

  private static boolean same(Summary one, Summary other) {
    return one.at().equals(other.at())
        && one.experiment().equals(other.experiment())
        && one.fingerprint().equals(other.fingerprint());
  }

  private OptionalDouble share() {
    String text = margin;
    if (text == null) {
      return OptionalDouble.empty();
    }
    try {
      double share =
          text.endsWith("%")
              ? Double.parseDouble(text.substring(0, text.length() - 1).strip()) / 100
              : Double.NaN;
      if (share >= 0 && share < 1) {
        return OptionalDouble.of(share);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        "--margin %s: not a share from 0%% to below 100%%, for example 3%%.".formatted(text));
  }

  private List<String> known() {
    for (String name : metrics) {
      if (Metric.named(name).isEmpty()) {
        throw new UsageException(
            "--metric %s: there is no such metric; for example ttft.p50, itl.p99, throughput.tokens."
                .formatted(name));
      }
    }
    return metrics;
  }

  private String refusal(Compared compared) {
    return "%s and %s were not measured alike, so a difference could come from that:%n  %s%n"
            .formatted(
                compared.baseline().place(),
                compared.candidate().place(),
                compared.grave().stream()
                    .map(one -> one.kind() + ": " + one)
                    .collect(Collectors.joining(System.lineSeparator() + "  ")))
        + "  Measure both on the same, or compare all the same with --across.";
  }

  private static String nothing(Compared compared) {
    return "%s and %s have no figure in common that could be compared:%n  %s"
        .formatted(
            compared.baseline().place(),
            compared.candidate().place(),
            ComparedText.left(compared).stream()
                .limit(8)
                .collect(Collectors.joining(System.lineSeparator() + "  ")));
  }

  private static void append(Path file, String text) {
    try {
      Optional<Path> parent = Optional.ofNullable(file.toAbsolutePath().getParent());
      if (parent.isPresent()) {
        Files.createDirectories(parent.get());
      }
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UsageException(
          "%s: the summary cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
