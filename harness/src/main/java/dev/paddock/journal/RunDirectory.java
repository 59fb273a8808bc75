package dev.paddock.journal;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.plan.Plan;
import dev.paddock.record.Answered;
import dev.paddock.record.Calibration;
import dev.paddock.record.Figure;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.TrialSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One execution of an experiment on disk.
 *
 * <p>{@code experiment.yaml} (the file as given), {@code overrides.json}, {@code plan.json}, {@code
 * environment.json}, {@code journal.jsonl} (the only truth of what happened) and {@code
 * trials/0001/} with {@code requests.jsonl}, {@code telemetry.jsonl} and {@code server.log}.
 * Everything else in it can be made again from these, also each trial's {@code summary.json}, of
 * which reports are made.
 *
 * @param path the directory
 */
public record RunDirectory(Path path) {
  static final String ANSWERS = "answers.jsonl";

  private static final String CALIBRATION = "calibration.json";
  private static final String CONCLUSION = "conclusion.md";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Makes the directory of a new run below {@code results}; no two runs ever share one.
   *
   * @param experimentText the experiment file, word for word
   * @param overrides what the command line set beside the file, by dotted key
   * @throws WriteFailedException where the disk does not let it
   */
  public static RunDirectory create(
      Path results,
      Instant at,
      String name,
      String experimentText,
      Map<String, String> overrides,
      Plan plan,
      Fingerprint now) {
    try {
      Files.createDirectories(results);
      Path path = fresh(results, STAMP.format(at) + "-" + name);
      Files.createDirectory(path.resolve("trials"));
      WholeFiles.durably(
          path.resolve("experiment.yaml"), experimentText.getBytes(StandardCharsets.UTF_8));
      WholeFiles.durably(
          path.resolve("overrides.json"), WholeFiles.pretty(new TreeMap<>(overrides)));
      WholeFiles.durably(path.resolve("environment.json"), WholeFiles.pretty(now));
      WholeFiles.durably(path.resolve("plan.json"), WholeFiles.pretty(plan));
      return new RunDirectory(path);
    } catch (IOException e) {
      throw new WriteFailedException(
          "%s: the run directory cannot be written: %s".formatted(results, WholeFiles.reason(e)),
          e);
    }
  }

  /**
   * Keeps the log of a server that did not come up, so that there is no run, in a file of its own
   * below {@code results}.
   *
   * @throws WriteFailedException where the disk does not let it
   */
  public static Path keepLog(Path results, Instant at, String name, String log) {
    Path file = results.resolve(STAMP.format(at) + "-" + name + ".server.log");
    try {
      Files.createDirectories(results);
      WholeFiles.durably(file, log.getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new WriteFailedException(
          "%s: the server's log cannot be written: %s".formatted(file, WholeFiles.reason(e)), e);
    }
  }

  private static Path fresh(Path results, String name) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path path = results.resolve(attempt == 1 ? name : name + "-" + attempt);
      try {
        return Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        if (attempt == 1000) {
          throw e;
        }
      }
    }
  }

  /**
   * The run directory at {@code path}.
   *
   * @throws RunDirectoryException where it is none
   */
  public static RunDirectory open(Path path) {
    for (String file : List.of("experiment.yaml", "environment.json", "plan.json")) {
      if (!Files.isRegularFile(path.resolve(file))) {
        throw new RunDirectoryException(
            "%s: not a run directory: it has no %s. Give the directory that `paddock run` printed."
                .formatted(path, file));
      }
    }
    return new RunDirectory(path);
  }

  /** The experiment file, word for word. */
  public String experimentText() {
    try {
      return Files.readString(experimentFile());
    } catch (IOException e) {
      throw new RunDirectoryException(
          experimentFile() + ": cannot be read: " + WholeFiles.reason(e), e);
    }
  }

  /** What the command line set beside the file, by dotted key, in the order of the keys. */
  public Map<String, String> overrides() {
    Path file = path.resolve("overrides.json");
    try {
      return Files.exists(file)
          ? Json.mapper().readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {})
          : Map.of();
    } catch (IOException e) {
      throw new RunDirectoryException(file + ": cannot be read: " + WholeFiles.reason(e), e);
    }
  }

  /**
   * What the file says, with what the command line set beside it.
   *
   * @throws dev.paddock.experiment.file.ExperimentFileException where it is no experiment file
   */
  public Experiment experiment() {
    return ExperimentFile.parse(experimentFile().toString(), experimentText(), overrides());
  }

  public Path experimentFile() {
    return path.resolve("experiment.yaml");
  }

  public Plan plan() {
    return read("plan.json", Plan.class);
  }

  /** The environment when the run began. */
  public Fingerprint environment() {
    return read("environment.json", Fingerprint.class);
  }

  /** Keeps what was known of the instrument's own error when the run began. */
  public void keep(Calibration calibration) {
    try {
      WholeFiles.durably(path.resolve(CALIBRATION), WholeFiles.pretty(calibration));
    } catch (IOException e) {
      throw new WriteFailedException(
          "%s: the calibration cannot be written: %s".formatted(path, WholeFiles.reason(e)), e);
    }
  }

  /** What was known of the instrument's own error; empty where nobody had calibrated it. */
  public Optional<Calibration> calibration() {
    return Files.exists(path.resolve(CALIBRATION))
        ? Optional.of(read(CALIBRATION, Calibration.class))
        : Optional.empty();
  }

  /**
   * Keeps what the run's figures mean elsewhere: Markdown that its page shows after the answer.
   * Links to {@code docs:} lead to published pages.
   */
  public void conclude(String markdown) {
    try {
      WholeFiles.durably(path.resolve(CONCLUSION), markdown.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WriteFailedException(
          "%s: the conclusion cannot be written: %s".formatted(path, WholeFiles.reason(e)), e);
    }
  }

  /** What was concluded; empty for a run that is read by its own figures alone. */
  public Optional<String> conclusion() {
    Path file = path.resolve(CONCLUSION);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new RunDirectoryException(file + ": cannot be read: " + WholeFiles.reason(e), e);
    }
  }

  /** Everything that happened so far, oldest first; a line torn by a crash is left out. */
  public List<Event> events() {
    return JsonLines.read(journalFile(), Event.class);
  }

  /** The trials that ended, valid or not, oldest first. */
  public List<Event.Trial> trials() {
    return events(Event.Trial.class);
  }

  /** The cells that are known not to run here, in the order in which that was learned. */
  public List<Event.Infeasible> infeasible() {
    return events(Event.Infeasible.class);
  }

  private <E extends Event> List<E> events(Class<E> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The requests of an ended trial, in the order in which they were sent. */
  public List<Request> requests(int trial) {
    return JsonLines.read(trial(trial).resolve("requests.jsonl"), Request.class);
  }

  /** What was answered in an ended trial, where that was checked; else none. */
  public List<Answered> answers(int trial) {
    Path file = trial(trial).resolve(ANSWERS);
    return Files.exists(file) ? JsonLines.read(file, Answered.class) : List.of();
  }

  public List<Sample> telemetry(int trial) {
    return JsonLines.read(trial(trial).resolve("telemetry.jsonl"), Sample.class);
  }

  /**
   * The figures of a trial that something else measured, by metric name; none where the trial's
   * figures come from its requests.
   */
  public SortedMap<String, Figure> figures(int trial) {
    Path file = trial(trial).resolve("figures.json");
    try {
      return Collections.unmodifiableSortedMap(
          Files.exists(file)
              ? Json.mapper()
                  .readValue(file.toFile(), new TypeReference<TreeMap<String, Figure>>() {})
              : new TreeMap<>());
    } catch (IOException e) {
      throw new RunDirectoryException(file + ": cannot be read: " + WholeFiles.reason(e), e);
    }
  }

  /**
   * What was kept of a trial when it ended; empty where there is nothing, or nothing that can be
   * read, because it can be made again.
   */
  public Optional<TrialSummary> summary(int trial) {
    try {
      return Optional.of(
          Json.mapper().readValue(Files.readAllBytes(summaryFile(trial)), TrialSummary.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a summary that was made again. It need not be on disk before this returns, for it can be
   * made once more.
   *
   * @return whether the directory can be written
   */
  public boolean keep(int trial, TrialSummary summary) {
    Path file = summaryFile(trial);
    Path partial = file.resolveSibling("summary.json.partial-" + ProcessHandle.current().pid());
    try {
      Files.write(partial, WholeFiles.line(summary));
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Path summaryFile(int trial) {
    return trial(trial).resolve("summary.json");
  }

  /** The directory of trial {@code number}, which may not exist yet. */
  public Path trial(int number) {
    return path.resolve("trials").resolve("%04d".formatted(number));
  }

  Path journalFile() {
    return path.resolve("journal.jsonl");
  }

  private <T> T read(String name, Class<T> type) {
    Path file = path.resolve(name);
    try {
      return Json.mapper().readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new RunDirectoryException(file + ": cannot be read: " + WholeFiles.reason(e), e);
    }
  }
}
