package dev.paddock.run;

import dev.paddock.plan.PlannedTrial;
import dev.paddock.readback.trouble.FaultWords;
import dev.paddock.readback.trouble.LoadFailure;
import dev.paddock.record.Fault;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Request;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import dev.paddock.target.LogTail;
import dev.paddock.target.Server;
import dev.paddock.target.Target;
import dev.paddock.target.TargetException;
import dev.paddock.workload.WorkloadException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Tries trials, and tells what became of them where the server fails. */
final class Attempts {
  private final Target target;
  private final TrialRunner trials;
  private final Surroundings machine;
  private final Fingerprint began;

  /**
   * A way to try trials.
   *
   * @param target of the servers, which knows the way through a proxy
   * @param began the fingerprint of the run
   */
  Attempts(Target target, TrialRunner trials, Surroundings machine, Fingerprint began) {
    this.target = target;
    this.trials = trials;
    this.machine = machine;
    this.began = began;
  }

  /** What became of a trial. */
  sealed interface Attempt {
    /** It ran to its end, with or without trouble. */
    record Whole(TrialRunner.Result result) implements Attempt {}

    /**
     * The server failed.
     *
     * @param left what there is of the trial
     * @param gone whether it does not answer any more
     */
    record Spoiled(Fault fault, TrialRunner.Result left, boolean gone) implements Attempt {}

    /**
     * No request of its cell can be made.
     *
     * @param left a trial without requests
     */
    record Impossible(String why, TrialRunner.Result left) implements Attempt {}
  }

  Attempt attempt(
      Server server, PlannedTrial trial, CellSetup setup, Consumer<Request> requestEnded) {
    try {
      TrialRunner.Result result =
          trials.run(target.through(server, setup.proxy()), setup, trial, requestEnded);
      Optional<String> failure = TrialCheck.failure(result.requests());
      if (failure.isEmpty()) {
        return new Attempt.Whole(stillTheSame(server, setup, result));
      }
      if (!answers(server)) {
        return new Attempt.Spoiled(lost(server, failure.get()), result, true);
      }
      Fault fault = FaultWords.of(failure.get());
      TrialRunner.Result same = stillTheSame(server, setup, result);
      boolean served = result.requests().stream().anyMatch(Request::counts);
      return served && fault.kind() != Fault.Kind.CRASH
          ? new Attempt.Whole(same)
          : new Attempt.Spoiled(fault, same, false);
    } catch (WorkloadException e) {
      return new Attempt.Impossible(message(e), refused(setup, message(e), ""));
    } catch (TargetException e) {
      String log = trials.logSinceLoad();
      if (answers(server)) {
        String said = message(e);
        String words =
            LoadFailure.in(log)
                .filter(line -> !said.contains(line))
                .map(line -> said + "; its log: " + line)
                .orElse(said);
        return new Attempt.Spoiled(FaultWords.of(words), refused(setup, words, log), false);
      }
      Fault fault = lost(server, message(e));
      return new Attempt.Spoiled(
          fault, nothing(setup, Troubles.of(Kind.SERVER_LOST, fault.words()), log), true);
    }
  }

  /** The server would not run a cell: a trial without requests, with the server's words. */
  TrialRunner.Result refused(CellSetup setup, String why, String log) {
    return nothing(setup, Troubles.of(Kind.NOT_RUN, why), log);
  }

  private TrialRunner.Result nothing(CellSetup setup, Troubles trouble, String log) {
    return new TrialRunner.Result(
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        trouble,
        trials.warmup(setup),
        log,
        Optional.empty());
  }

  /** A trial on another machine, server or model than the run began with does not count. */
  private TrialRunner.Result stillTheSame(
      Server server, CellSetup setup, TrialRunner.Result result) {
    SortedMap<String, String> now = new TreeMap<>(machine.gauges().facts().get());
    now.putAll(Preflight.facts(server, setup.model()));
    return result.and(EnvironmentCheck.of(began, now));
  }

  private static boolean answers(Server server) {
    try {
      server.control().version();
      return true;
    } catch (TargetException e) {
      return false;
    }
  }

  /** A server that is gone crashed, whatever was heard of it last. */
  private static Fault lost(Server server, String heard) {
    String words =
        "%s answers no more: %s%s"
            .formatted(
                server.url(),
                heard,
                server.log().map(log -> "; its last words: " + LogTail.of(log)).orElse(""));
    return new Fault(Fault.Kind.CRASH, words);
  }

  /** In one line, for servers answer several. */
  private static String message(RuntimeException e) {
    String words = e.getMessage() == null ? e.toString() : e.getMessage();
    return words.strip().replaceAll("\\s*\\R\\s*", " | ");
  }
}
