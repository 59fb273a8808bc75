package dev.paddock.run;

import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.CheckSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.load.ClosedLoop;
import dev.paddock.load.Loop;
import dev.paddock.load.OpenLoop;
import dev.paddock.load.Replacement;
import dev.paddock.load.Schedule;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import dev.paddock.workload.Attached;
import dev.paddock.workload.PromptFile;
import dev.paddock.workload.SystemPrompts;
import dev.paddock.workload.Trace;
import dev.paddock.workload.TraceFile;
import dev.paddock.workload.WorkloadException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the loads of trials: loops by their schedules, lengths by their traces. */
final class Loads {
  private final Surroundings machine;
  private final Map<String, Trace> traces = new HashMap<>();
  private final Map<String, PromptFile> files = new HashMap<>();
  private final Map<WorkloadSpec, Checks> checks = new HashMap<>();

  Loads(Surroundings machine) {
    this.machine = machine;
  }

  /**
   * What a run's environment has to say of what is replayed, and of prompts: on other ones it is
   * another run.
   *
   * @throws WorkloadException where a file cannot be read, or a trace is shorter than a trial
   */
  static SortedMap<String, String> facts(Experiment experiment) {
    SortedMap<String, String> facts = new TreeMap<>();
    files(experiment)
        .map(PromptFile::read)
        .map(PromptFile::fingerprint)
        .reduce((some, more) -> some + "; " + more)
        .ifPresent(known -> facts.put(Known.WORKLOAD_PROMPTS.name(), known));
    experiment
        .workload()
        .system()
        .map(SystemPrompts::read)
        .ifPresent(
            text ->
                facts.put(
                    "workload.system",
                    "%d characters, %08x".formatted(text.length(), text.hashCode())));
    Attached.read(experiment.workload().attached())
        .fingerprint()
        .ifPresent(known -> facts.put("workload.attached", known));
    experiment.workload().check().ifPresent(check -> Checks.of(check, experiment.workload()));
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

  /** The files of prompts of all cells. */
  private static Stream<String> files(Experiment experiment) {
    Stream<String> levels =
        experiment.factors().stream()
            .filter(factor -> factor.setting().equals(Known.WORKLOAD_PROMPTS))
            .flatMap(factor -> factor.resolve(OptionalLong.empty()).stream())
            .map(Value::toString);
    return experiment.workload().prompts() instanceof PromptSource.Own(String file, var length)
        ? Stream.concat(Stream.of(file), levels).distinct()
        : levels;
  }

  /**
   * The loop of one trial.
   *
   * @param requests warm-up included
   * @param seed of what its schedule draws
   * @param replacement of short answers, which only a closed loop has
   */
  Loop loop(CellSetup setup, int requests, long seed, Replacement replacement) {
    return switch (setup.load()) {
      case LoadSpec.Closed closed ->
          new ClosedLoop(
              closed, machine.nanos(), machine.sleeper(), replacement, setup.workload().turns());
      case LoadSpec.Open(Arrivals arrivals, OptionalInt most) ->
          new OpenLoop(
              Schedule.of(arrivals, requests, seed, this::trace),
              most,
              machine.nanos(),
              machine.sleeper());
    };
  }

  /**
   * How many short answers are replaced at most: from one more on the trial is scoped anyway. A
   * turn of a conversation has no other that could take its place.
   */
  static int mostReplaced(CellSetup setup, int requests) {
    return setup.load() instanceof LoadSpec.Closed && setup.workload().turns() == 1
        ? Math.max(1, (int) (TrialCheck.REPLACED * requests)) + 1
        : 0;
  }

  /**
   * How long requests and answers are.
   *
   * @param leastPrompt tokens of the shortest prompt that can be made
   */
  Lengths lengths(CellSetup setup, int leastPrompt) {
    List<Trace.Entry> replayed =
        setup.load() instanceof LoadSpec.Open(Arrivals.Replay(String file), var most)
            ? trace(file).entries()
            : List.of();
    return new Lengths(setup.workload(), replayed, leastPrompt);
  }

  /** A user's own prompts. */
  PromptFile prompts(PromptSource.Own own) {
    return files.computeIfAbsent(own.file(), PromptFile::read);
  }

  /** How the answers to a workload are checked. */
  Checks checks(CheckSpec check, WorkloadSpec workload) {
    return checks.computeIfAbsent(workload, of -> Checks.of(check, of));
  }

  private Trace trace(String file) {
    return traces.computeIfAbsent(file, TraceFile::read);
  }
}
