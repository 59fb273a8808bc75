package dev.paddock.benchmarks;

import dev.paddock.analysis.Analysis;
import dev.paddock.benchmarks.conclusion.Conclusion;
import dev.paddock.benchmarks.conclusion.PublishedRun;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Fork;
import dev.paddock.benchmarks.suite.ForkException;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.benchmarks.suite.SuiteEnvironment;
import dev.paddock.benchmarks.suite.SuitePlan;
import dev.paddock.benchmarks.suite.SuiteProgress;
import dev.paddock.benchmarks.suite.SuiteRun;
import dev.paddock.experiment.file.ExperimentFileException;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.record.Difference;
import dev.paddock.record.Fingerprint;
import dev.paddock.report.Publisher;
import dev.paddock.report.Reports;
import dev.paddock.settings.Settings;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code paddock bench}: runs suites, and makes their pages. */
@Command(
    name = "paddock bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what the client itself costs, with JMH.",
      "The suite waiting measures its stamps too, against a reference server: paddock bench waiting"
          + " --full"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:wrong use",
      "3:a fork failed, or the compared code does not do the same work",
      "130:interrupted; go on with --resume"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int WRONG_USE = 2;
  private static final int FAILED = 3;

  @Parameters(
      paramLabel = "SUITE",
      arity = "0..*",
      description =
          "Which suites; none means all but waiting, which takes two cores and minutes of a quiet"
              + " machine, so it runs only where it is named.")
  private List<String> suites = new ArrayList<>();

  @Option(names = "--list", description = "Says which suites there are, and ends.")
  private boolean list;

  @Option(
      names = "--full",
      description = "All variants, in five forks each (ten of waiting), instead of a short look.")
  private boolean full;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Where run directories are made (default: ${DEFAULT-VALUE}).")
  private Path results = Path.of("results");

  @Option(
      names = "--publish",
      paramLabel = "DOCS",
      description = "Puts the pages into this directory too.")
  private @Nullable Path docs;

  @Option(
      names = "--budget",
      paramLabel = "MINUTES",
      defaultValue = "20",
      description =
          "Time for each suite: it ends with the last whole block before (default:"
              + " ${DEFAULT-VALUE}), and --resume goes on. With --resume, 0 measures nothing and"
              + " writes the pages anew.")
  private int budget = 20;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Goes on with an interrupted run: finished forks are kept.")
  private @Nullable Path resume;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Draws the order of the forks (default: drawn, and recorded).")
  private @Nullable Long seed;

  @Option(
      names = "--profiler",
      paramLabel = "NAME",
      description =
          "Adds a profiler of JMH to each fork, for example perfasm or perfnorm (both need Linux"
              + " perf). What it says stands in trials/NNNN/fork.log; such forks are compared only"
              + " with each other.")
  private @Nullable String profiler;

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream out;
  private final PrintStream err;

  BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (list) {
      for (Suite suite : Suites.all()) {
        out.printf("%-16s %s%n", suite.word(), suite.question());
      }
      return DONE;
    }
    if (profiler != null) {
      System.setProperty(Fork.PROFILER, profiler);
    }
    if (budget < (resume == null ? 1 : 0)) {
      throw wrongUse(
          "--budget %d: a suite needs a minute at least; 0 goes with --resume alone."
              .formatted(budget));
    }
    try {
      if (resume != null) {
        resume(RunDirectory.open(resume));
      } else {
        for (Suite suite : chosen()) {
          begin(suite);
        }
      }
      return DONE;
    } catch (ForkException | DisagreementException e) {
      err.println(e.getMessage());
      return FAILED;
    } catch (RunDirectoryException | ExperimentFileException e) {
      err.println(e.getMessage());
      return WRONG_USE;
    }
  }

  private Set<Suite> chosen() {
    if (suites.isEmpty()) {
      return Suites.all().stream()
          .filter(Suite::byDefault)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
    Set<Suite> chosen = new LinkedHashSet<>();
    for (String word : suites) {
      chosen.add(Suites.named(word).orElseThrow(() -> unknown(word)));
    }
    return chosen;
  }

  private ParameterException unknown(String word) {
    Optional<String> nearest = Settings.nearest(word, Suites.words());
    return wrongUse(
        "There is no suite %s. %sSuites: %s."
            .formatted(
                word,
                nearest.map("Did you mean %s? "::formatted).orElse(""),
                String.join(", ", Suites.words())));
  }

  private ParameterException wrongUse(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return new ParameterException(spec.commandLine(), message);
  }

  private void begin(Suite suite) {
    suite.check();
    RunDirectory directory =
        SuitePlan.begin(
            suite,
            suite.effort(full || Boolean.getBoolean("bench.full")),
            seed == null ? RandomGenerator.getDefault().nextInt(Integer.MAX_VALUE) : seed,
            results,
            Clock.systemUTC().instant(),
            SuiteEnvironment.read(suite));
    run(suite, directory);
  }

  private void resume(RunDirectory directory) {
    String name = directory.plan().experiment();
    Suite suite =
        Suites.named(name)
            .orElseThrow(
                () ->
                    wrongUse(
                        "%s: a run of %s, which is no suite; `paddock resume` goes on with it."
                            .formatted(directory.path(), name)));
    Fingerprint then = directory.environment();
    List<Difference> differences = Difference.grave(then.compare(SuiteEnvironment.read(suite)));
    if (!differences.isEmpty()) {
      throw wrongUse(
          "%s: begun in another environment (%s), so its forks cannot be compared. Begin anew."
              .formatted(directory.path(), String.join("; ", Difference.lines(differences))));
    }
    suite.check();
    run(suite, directory);
  }

  /** The page says what the figures mean, and so must be made from a summary that is known. */
  private Summary conclude(Suite suite, RunDirectory directory) {
    Path pages = docs == null ? Path.of("docs") : docs;
    directory.conclude(Conclusion.of(suite, directory, PublishedRun.in(pages)).page());
    return Reports.write(directory, Analysis.of(directory));
  }

  /** A short look does not take the place of a page that rests on more forks. */
  private void publish(Summary summary, RunDirectory directory, Path docs) {
    Path page = docs.resolve(Publisher.place(summary));
    int there =
        Files.isRegularFile(page.resolve(SummaryFile.NAME)) ? SummaryFile.in(page).planned() : 0;
    if (there > summary.planned()) {
      err.printf(
          "%s: stays as it is, for it rests on %d forks and this run on %d. To replace it all the"
              + " same: paddock publish %s%n",
          page, there, summary.planned(), directory.path());
    } else {
      Publisher.publish(directory, summary, docs);
      Publisher.index(docs);
    }
  }

  private void run(Suite suite, RunDirectory directory) {
    err.println(suite.word() + ": " + directory.path());
    new SuiteRun(
            suite,
            directory,
            SuitePlan.effort(directory),
            suite.forks(),
            new SuiteProgress(err, System::nanoTime),
            Clock.systemUTC(),
            Duration.ofMinutes(budget))
        .toTheEnd();
    Summary summary = conclude(suite, directory);
    err.printf("%s: %s%n", suite.word(), directory.path().resolve("report.md"));
    if (docs != null) {
      publish(summary, directory, docs);
    }
  }
}
