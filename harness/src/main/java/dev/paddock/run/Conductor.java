package dev.paddock.run;

import dev.paddock.experiment.Experiment;
import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Calibration;
import dev.paddock.record.Request;
import dev.paddock.record.Validity;
import dev.paddock.target.Server;
import dev.paddock.target.Target;
import dev.paddock.target.TargetException;
import dev.paddock.telemetry.Environment;
import dev.paddock.workload.WorkloadException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs every trial of a plan that its journal does not have yet, in the plan's order.
 *
 * <p>A whole plot gets a server of its own where the target is managed. A cell that its server
 * refuses becomes an invalid trial with the server's words, and the night goes on. A server that is
 * gone ends an attached run, resumable; a managed one is started again and its trial tried once
 * more.
 */
public final class Conductor {
  private final Experiment experiment;
  private final Plan plan;
  private final Journal journal;
  private final Target target;
  private final Machine machine;
  private final RunListener listener;
  private final TrialRunner trials;
  private final Calibration.WarmUp warmUp;
  private volatile boolean interrupted;

  /** How a run came to its end. */
  public enum Ending {
    /** Every planned trial is in the journal. */
    DONE("done"),
    /** It was asked to stop. */
    INTERRUPTED("interrupted"),
    /** The time that the file allows was spent. */
    BUDGET("budget");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    /** As the journal has it. */
    public String word() {
      return word;
    }
  }

  public Conductor(
      Experiment experiment,
      Plan plan,
      Journal journal,
      Target target,
      Machine machine,
      Calibration.WarmUp warmUp,
      RunListener listener) {
    this.warmUp = warmUp;
    this.experiment = experiment;
    this.plan = plan;
    this.journal = journal;
    this.target = target;
    this.machine = machine;
    this.listener = listener;
    this.trials = new TrialRunner(experiment.design(), plan.seed(), machine);
  }

  /**
   * Runs what is left.
   *
   * @throws TargetException where the target failed for good; the journal is whole, and the run can
   *     be resumed
   */
  public Ending run() {
    Set<Integer> ended =
        journal.directory().trials().stream().map(Event.Trial::trial).collect(Collectors.toSet());
    List<PlannedTrial> left =
        plan.trials().stream().filter(trial -> !ended.contains(trial.number())).toList();
    journal.append(
        new Event.Run(
            now(),
            !journal.directory().events().isEmpty(),
            journal.directory().environment().id(),
            Environment.version(),
            Optional.of(warmUp)));
    listener.begun(plan.trials().size(), left.size());
    try {
      Ending ending = all(left);
      journal.append(new Event.End(now(), ending.word()));
      return ending;
    } catch (TargetException e) {
      journal.append(new Event.Fault(now(), "target", message(e)));
      journal.append(new Event.End(now(), "failed"));
      throw e;
    }
  }

  private Ending all(List<PlannedTrial> left) {
    Instant begun = now();
    Optional<Server> server = Optional.empty();
    int plot = -1;
    for (PlannedTrial trial : left) {
      if (interrupted) {
        return Ending.INTERRUPTED;
      }
      if (experiment.design().budget().filter(b -> now().isAfter(begun.plus(b))).isPresent()) {
        return Ending.BUDGET;
      }
      CellSetup setup = CellSetup.of(experiment, plan.cell(trial.cell()));
      if (server.isEmpty() || plot != trial.plot()) {
        server = up(trial, setup);
        plot = trial.plot();
      }
      if (server.isPresent()) {
        server = one(server.get(), trial, setup);
      }
    }
    return interrupted ? Ending.INTERRUPTED : Ending.DONE;
  }

  /** Brings a server up; empty where a managed one refuses, and the trial is then invalid. */
  private Optional<Server> up(PlannedTrial trial, CellSetup setup) {
    try {
      Server server = target.up(setup.variables());
      trials.newServer();
      journal.append(
          new Event.Plot(
              now(),
              trial.plot(),
              trial.block(),
              new TreeMap<>(setup.variables()),
              experiment.target().kind().name().toLowerCase(Locale.ROOT) + " " + server.version()));
      return Optional.of(server);
    } catch (TargetException e) {
      if (!target.managed() || interrupted) {
        throw e;
      }
      refused(trial, setup, message(e));
      return Optional.empty();
    }
  }

  /** Runs one trial; empty where the server has to be started again for the next. */
  private Optional<Server> one(Server server, PlannedTrial trial, CellSetup setup) {
    Server current = server;
    for (boolean again = false; ; again = true) {
      try {
        TrialRunner.Result result = measured(current, trial, setup);
        if (interrupted) {
          return Optional.of(current);
        }
        if (!nothingAnswered(result) || answers(current)) {
          end(trial, setup, stillTheSame(current, setup, result));
          return Optional.of(current);
        }
        throw new TargetException(
            "%s was lost during trial %d (%s)"
                .formatted(current.url(), trial.number(), String.join("; ", result.reasons())));
      } catch (WorkloadException e) {
        refused(trial, setup, message(e));
        return Optional.of(current);
      } catch (TargetException e) {
        if (interrupted) {
          return Optional.of(current);
        }
        if (answers(current)) {
          refused(trial, setup, message(e));
          return Optional.of(current);
        }
        if (!target.managed()) {
          throw e;
        }
        if (again) {
          refused(trial, setup, "the server died twice in this trial: " + message(e));
          return Optional.empty();
        }
        journal.append(new Event.Fault(now(), "trial " + trial.number(), message(e)));
        listener.note("the server died, it is started again: " + message(e));
        Optional<Server> fresh = up(trial, setup);
        if (fresh.isEmpty()) {
          return fresh;
        }
        current = fresh.get();
      }
    }
  }

  private TrialRunner.Result measured(Server server, PlannedTrial trial, CellSetup setup) {
    Cell cell = plan.cell(trial.cell());
    listener.trialBegun(trial, cell, trials.warmup(setup) + experiment.design().requests());
    return trials.run(server, setup, trial, listener::requestEnded);
  }

  /** A trial on another machine, server or model than the run began with does not count. */
  private TrialRunner.Result stillTheSame(
      Server server, CellSetup setup, TrialRunner.Result result) {
    SortedMap<String, String> now = new TreeMap<>(machine.gauges().facts().get());
    now.putAll(Preflight.facts(server, setup.model()));
    return EnvironmentCheck.reason(journal.directory().environment(), now)
        .map(result::invalidFor)
        .orElse(result);
  }

  private static boolean nothingAnswered(TrialRunner.Result result) {
    return result.requests().stream().noneMatch(Request::counts);
  }

  private static boolean answers(Server server) {
    try {
      server.control().version();
      return true;
    } catch (TargetException e) {
      return false;
    }
  }

  private void end(PlannedTrial trial, CellSetup setup, TrialRunner.Result result) {
    Event.Trial event =
        new Event.Trial(
            now(),
            trial.number(),
            trial.cell(),
            trial.block(),
            trial.plot(),
            setup.settings(),
            result.got(),
            result.reasons().isEmpty() ? Validity.VALID : Validity.INVALID,
            result.reasons(),
            experiment.design().requests(),
            result.warmup(),
            result.instrument());
    journal.append(event, result.requests(), result.telemetry(), result.serverLog());
    listener.trialEnded(event, result.requests());
  }

  /** The server would not run this cell: a trial without requests, with the server's words. */
  private void refused(PlannedTrial trial, CellSetup setup, String why) {
    end(
        trial,
        setup,
        new TrialRunner.Result(
            List.of(),
            List.of(),
            new TreeMap<>(),
            List.of(why),
            trials.warmup(setup),
            "",
            Optional.empty()));
  }

  /** Ends the run soon: the trial in hand is given up, the journal stays whole. Any thread. */
  public void interrupt() {
    interrupted = true;
    trials.interrupt();
  }

  private Instant now() {
    return machine.clock().instant();
  }

  private static String message(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
