package dev.paddock.benchmarks.suite;

import dev.paddock.plan.Cell;
import dev.paddock.record.Figure;
import dev.paddock.record.Metric;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** What is said while suites run: the fork that ended, what it showed, and the time left. */
public final class SuiteProgress {
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private String suite = "";
  private int forks;
  private int done;
  private long began;

  public SuiteProgress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /** A suite begins that has {@code count} forks left to run. */
  void begins(String name, int count) {
    suite = name;
    forks = count;
    done = 0;
    began = nanoTime.getAsLong();
    out.printf(Locale.ROOT, "%s: %d forks%n", suite, forks);
  }

  /** A fork ended. */
  void did(Cell cell, Measurement measured) {
    done++;
    long elapsed = nanoTime.getAsLong() - began;
    out.printf(
        Locale.ROOT,
        "%s %d/%d  %s: %s%s  (%s left)%n",
        suite,
        done,
        forks,
        String.join(", ", cell.levels().values().values().stream().map(Object::toString).toList()),
        words(measured.figures()),
        measured.reasons().isEmpty() ? "" : ", invalid: " + String.join("; ", measured.reasons()),
        words(Duration.ofNanos(elapsed / done * (forks - done))));
  }

  /** The suite is done. */
  void ends() {
    out.printf(
        Locale.ROOT,
        "%s: %d forks in %s%n",
        suite,
        done,
        words(Duration.ofNanos(nanoTime.getAsLong() - began)));
  }

  /** One more block would end after the budget. */
  void budgetSpent(Path directory) {
    out.printf(
        Locale.ROOT,
        "%s: the budget ends before another block would, after %d of %d forks. Go on with: paddock"
            + " bench --resume %s%n",
        suite,
        done,
        forks,
        directory);
  }

  /** The run was interrupted, and its directory can be gone on with. */
  void interrupted(Path directory) {
    out.printf(
        Locale.ROOT,
        "%s: interrupted after %d of %d forks, which are kept. Go on with: paddock bench --resume"
            + " %s%n",
        suite,
        done,
        forks,
        directory);
  }

  private static String words(Map<String, Figure> figures) {
    return figures.entrySet().stream()
        .map(
            entry -> entry.getKey() + " " + number(entry.getValue().value()) + unit(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String unit(String metric) {
    return Metric.named(metric).map(known -> " " + known.unit()).orElse("");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  static String words(Duration duration) {
    return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
  }
}
