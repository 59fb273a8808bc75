package dev.paddock.run;

import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.load.ClosedLoop;
import dev.paddock.load.Loop;
import dev.paddock.load.OpenLoop;
import dev.paddock.load.Replacement;
import dev.paddock.load.Schedule;
import dev.paddock.workload.Prompts;
import dev.paddock.workload.Trace;
import dev.paddock.workload.TraceFile;
import dev.paddock.workload.Vocabulary;
import dev.paddock.workload.WorkloadException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the loads of trials: loops by their schedules, lengths by their traces. */
final class Loads {
  private final Surroundings machine;
  private final Map<String, Trace> traces = new HashMap<>();

  Loads(Surroundings machine) {
    this.machine = machine;
  }

  /**
   * What a run's environment has to say of what is replayed: on another trace it is another run.
   *
   * @throws WorkloadException where the trace cannot be read, or is shorter than a trial
   */
  static SortedMap<String, String> facts(Experiment experiment) {
    SortedMap<String, String> facts = new TreeMap<>();
    if (experiment.load() instanceof LoadSpec.Open(Arrivals.Replay(String file), var most)) {
      Trace trace = TraceFile.read(file);
      int warmup = experiment.design().warmup().orElse(experiment.load().warmup());
      int needed = warmup + experiment.design().requests();
      if (trace.entries().size() < needed) {
        throw new WorkloadException(
            ("load.trace: %s: holds %d requests, and a trial needs %d (%d of warm-up, %d measured)."
                    + " Lower design.requests.")
                .formatted(
                    file, trace.entries().size(), needed, warmup, experiment.design().requests()));
      }
      facts.put(
          "load.trace",
          "%d requests, %016x".formatted(trace.entries().size(), trace.fingerprint()));
    }
    return facts;
  }

  /**
   * The loop of one trial.
   *
   * @param requests warm-up included
   * @param seed of what its schedule draws
   * @param replacement of short answers, which only a closed loop has
   */
  Loop loop(LoadSpec load, int requests, long seed, Replacement replacement) {
    return switch (load) {
      case LoadSpec.Closed closed ->
          new ClosedLoop(closed, machine.nanos(), machine.sleeper(), replacement);
      case LoadSpec.Open(Arrivals arrivals, OptionalInt most) ->
          new OpenLoop(
              Schedule.of(arrivals, requests, seed, this::trace),
              most,
              machine.nanos(),
              machine.sleeper());
    };
  }

  /** How many short answers are replaced at most: from one more on the trial is scoped anyway. */
  static int mostReplaced(LoadSpec load, int requests) {
    return load instanceof LoadSpec.Closed
        ? Math.max(1, (int) (TrialCheck.REPLACED * requests)) + 1
        : 0;
  }

  /** How long requests and answers are. */
  Lengths lengths(CellSetup setup, Vocabulary vocabulary) {
    List<Trace.Entry> replayed =
        setup.load() instanceof LoadSpec.Open(Arrivals.Replay(String file), var most)
            ? trace(file).entries()
            : List.of();
    return new Lengths(setup.workload(), replayed, Prompts.least(vocabulary));
  }

  private Trace trace(String file) {
    return traces.computeIfAbsent(file, TraceFile::read);
  }
}
