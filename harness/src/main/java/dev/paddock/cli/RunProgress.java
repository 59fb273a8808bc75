package dev.paddock.cli;

import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Request;
import dev.paddock.run.RunListener;
import dev.paddock.stats.Quantile;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * What a run shows while it goes on: on a terminal a bar with the cell in hand, elsewhere a line a
 * trial; both with the time left, reckoned from the trials so far.
 */
final class RunProgress implements RunListener, AutoCloseable {
  private final PrintWriter err;
  private final RunDirectory directory;
  private final Plan plan;
  private final IntConsumer blockEnded;
  private final boolean terminal =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  private final long begun = System.nanoTime();
  private Optional<ProgressBar> bar = Optional.empty();
  private int before;
  private int left;
  private int ended;
  private int run;
  private String about = "";

  /**
   * The progress of a run.
   *
   * @param blockEnded told of each block that ended before the last
   */
  RunProgress(PrintWriter err, RunDirectory directory, Plan plan, IntConsumer blockEnded) {
    this.blockEnded = blockEnded;
    this.err = err;
    this.directory = directory;
    this.plan = plan;
  }

  @Override
  public synchronized void begun(int before, int left, boolean open) {
    this.before = before;
    this.left = left;
    this.about = open ? "at least " : "";
    err.printf("%d of %s%d trials to run, into %s%n", left, about, before + left, directory.path());
    if (terminal && left > 0) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("trials")
                  .setInitialMax(before + left)
                  .startsFrom(before, Duration.ZERO)
                  .setStyle(ProgressBarStyle.ASCII)
                  .setConsumer(new ConsoleProgressBarConsumer(System.err))
                  .build());
    }
  }

  @Override
  public synchronized void expected(int more, boolean atLeast) {
    left = ended + more;
    about = atLeast ? "at least " : "about ";
    bar.ifPresent(b -> b.maxHint(before + left));
  }

  @Override
  public synchronized void trialBegun(PlannedTrial trial, Cell cell, int requests) {
    bar.ifPresent(b -> b.setExtraMessage(" block " + trial.block() + ", " + cell.label()));
  }

  @Override
  public void blockEnded(int block) {
    blockEnded.accept(block);
  }

  @Override
  public synchronized void trialRepeated(PlannedTrial trial, int of) {
    left++;
    bar.ifPresent(b -> b.maxHint(before + left));
    err.println("note: trial %d is measured again, as trial %d".formatted(of, trial.number()));
  }

  @Override
  public void requestEnded(Request request) {}

  @Override
  public synchronized void trialEnded(Event.Trial trial, List<Request> requests) {
    ended++;
    run++;
    if (bar.isPresent()) {
      bar.get().step();
      return;
    }
    err.printf(
        "[%d/%s%d] block %d %s %s: %s, %s%n",
        before + ended,
        about,
        before + left,
        trial.block(),
        trial.cell(),
        levels(trial),
        outcome(trial, requests),
        timeLeft());
  }

  @Override
  public synchronized void trialSkipped(PlannedTrial trial) {
    ended++;
    bar.ifPresent(ProgressBar::step);
  }

  private String levels(Event.Trial trial) {
    return plan.cell(trial.cell()).label();
  }

  private static String outcome(Event.Trial trial, List<Request> requests) {
    return trial.counts()
        ? figure(requests) + (trial.reasons().isEmpty() ? "" : "; " + TrialCounts.words(trial))
        : TrialCounts.words(trial);
  }

  private static String figure(List<Request> requests) {
    if (requests.stream().anyMatch(request -> request.vectors().isPresent())) {
      return median(requests, "a request", Request::endToEnd).orElse("no vector");
    }
    return median(requests, "TTFT", Request::timeToFirstToken)
        .orElseGet(
            () ->
                requests.stream().anyMatch(Request::inOnePiece) ? "nothing streamed" : "no token");
  }

  private static Optional<String> median(
      List<Request> requests, String of, Function<Request, OptionalLong> nanos) {
    double[] times =
        requests.stream()
            .filter(Request::counts)
            .flatMapToLong(request -> nanos.apply(request).stream())
            .asDoubleStream()
            .toArray();
    return times.length == 0
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, "median %s %.1f ms", of, Quantile.of(times, 0.5) / 1e6));
  }

  private String timeLeft() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    Duration rest = elapsed.multipliedBy(left - ended).dividedBy(Math.max(1, run));
    if (left > ended) {
      return (about.isEmpty() ? "about " : about) + words(rest) + " left";
    }
    return (about.isEmpty() ? "done in " : "until now ") + words(elapsed);
  }

  private static String words(Duration duration) {
    if (duration.toHours() > 0) {
      return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
    return duration.toMinutes() > 0
        ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
        : duration.toSeconds() + " s";
  }

  @Override
  public synchronized void note(String words) {
    err.println("note: " + words);
  }

  @Override
  public synchronized void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
