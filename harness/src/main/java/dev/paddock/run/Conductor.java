package dev.paddock.run;

import dev.paddock.experiment.Experiment;
import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.journal.Journal;
import dev.paddock.journal.RunEnd;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.readback.trouble.FaultWords;
import dev.paddock.record.Calibration;
import dev.paddock.record.Fault;
import dev.paddock.record.Request;
import dev.paddock.record.TrialSummary;
import dev.paddock.target.LogTail;
import dev.paddock.target.Server;
import dev.paddock.target.Target;
import dev.paddock.target.TargetException;
import dev.paddock.telemetry.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Runs the trials that a {@link TrialSource} gives, one after the other.
 *
 * <p>A whole plot gets a server of its own where the target is managed. A fault is data: the trial
 * keeps the server's words, and the night goes on. A trial that a crash spoiled is run once more,
 * by a managed server that was started again; a server that is gone ends an attached run,
 * resumable. A cell that is shown not to run here is left out from then on.
 */
public final class Conductor {
  private final Experiment experiment;
  private final Plan plan;
  private final Journal journal;
  private final Target target;
  private final Surroundings machine;
  private final RunListener listener;
  private final TrialRunner trials;
  private final Calibration.WarmUp warmUp;
  private final Attempts attempts;
  private final TrialSource source;
  private final Outlooks outlooks;
  private Optional<Server> server = Optional.empty();
  private int plot = -1;
  private int block;
  private int trialsHere;
  private volatile boolean interrupted;

  public Conductor(
      Experiment experiment,
      Plan plan,
      Journal journal,
      Target target,
      TrialSource source,
      Surroundings machine,
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
    this.attempts = new Attempts(target, trials, machine, journal.directory().environment());
    this.source = source;
    this.outlooks = new Outlooks(experiment.design(), plan, source, listener);
  }

  /**
   * Runs what is left.
   *
   * @throws TargetException where the target failed for good; the journal is whole, and the run can
   *     be resumed
   */
  public RunEnd run() {
    journal.append(
        new Event.Run(
            now(),
            !journal.directory().events().isEmpty(),
            journal.directory().environment().id(),
            Environment.version(),
            Optional.of(warmUp)));
    TrialSource.Extent extent = source.extent();
    listener.begun(extent.ended(), extent.known(), extent.open());
    try {
      RunEnd ending = all();
      journal.append(new Event.End(now(), ending));
      return ending;
    } catch (TargetException e) {
      if (interrupted) {
        // The server was ended under its hands.
        journal.append(new Event.End(now(), RunEnd.INTERRUPTED));
        return RunEnd.INTERRUPTED;
      }
      journal.append(Event.Fault.of(now(), "target", message(e)));
      journal.append(new Event.End(now(), RunEnd.FAILED));
      throw e;
    }
  }

  private RunEnd all() {
    Instant begun = now();
    while (!interrupted) {
      switch (source.next(now())) {
        case TrialSource.Step.Decided(Event.Course course) -> {
          journal.append(course);
          outlooks.decided(course, Duration.between(begun, now()), trialsHere);
        }
        case TrialSource.Step.Over(RunEnd ending) -> {
          return ending;
        }
        case TrialSource.Step.Due due -> {
          if (experiment.design().budget().filter(b -> now().isAfter(begun.plus(b))).isPresent()) {
            // What would be measured once more is no part of the plan.
            return due instanceof TrialSource.Step.Repeat && source.atLeast() == 0
                ? RunEnd.DONE
                : RunEnd.BUDGET;
          }
          due(due);
        }
      }
    }
    return RunEnd.INTERRUPTED;
  }

  private void due(TrialSource.Step.Due due) {
    switch (due) {
      case TrialSource.Step.Infeasible(PlannedTrial trial) -> listener.trialSkipped(trial);
      case TrialSource.Step.Run(PlannedTrial trial) -> {
        if (trialsHere > 0 && trial.block() > block) {
          listener.blockEnded(block);
        }
        block = trial.block();
        turn(turn(trial, OptionalInt.empty()));
      }
      case TrialSource.Step.Repeat(PlannedTrial trial, int of) -> {
        listener.trialRepeated(trial, of);
        turn(turn(trial, OptionalInt.of(of)));
      }
    }
  }

  /** A trial with everything that it needs. */
  private record Turn(PlannedTrial trial, CellSetup setup, OptionalInt repeatOf) {}

  private Turn turn(PlannedTrial trial, OptionalInt repeatOf) {
    return new Turn(trial, CellSetup.of(experiment, plan.cell(trial.cell())), repeatOf);
  }

  private void turn(Turn turn) {
    if (server.isEmpty() || plot != turn.trial().plot()) {
      server = up(turn);
      plot = turn.trial().plot();
    }
    if (server.isPresent()) {
      server = one(server.get(), turn);
    }
  }

  /** Brings a server up; empty where a managed one refuses, which ends the trial. */
  private Optional<Server> up(Turn turn) {
    PlannedTrial trial = turn.trial();
    CellSetup setup = turn.setup();
    try {
      Server server = target.up(setup.variables());
      trials.newServer(target.managed());
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
      String log = e.log().map(LogTail::whole).orElse("");
      giveUp(turn, attempts.refused(setup, message(e), log), FaultWords.of(message(e)));
      return Optional.empty();
    }
  }

  /**
   * Runs one trial, once more where a crash spoiled it; empty where the server has to be started
   * again for the next.
   */
  private Optional<Server> one(Server server, Turn turn) {
    PlannedTrial trial = turn.trial();
    Server current = server;
    for (boolean again = false; ; again = true) {
      Attempts.Attempt attempt = attempt(current, trial, turn.setup());
      if (interrupted) {
        return Optional.of(current);
      }
      switch (attempt) {
        case Attempts.Attempt.Whole(TrialRunner.Result result) -> {
          end(turn, result);
          return Optional.of(current);
        }
        case Attempts.Attempt.Impossible(String why, TrialRunner.Result left) -> {
          end(turn, left);
          leftOut(source.impossible(now(), trial.cell(), why));
          return Optional.of(current);
        }
        case Attempts.Attempt.Spoiled(Fault fault, TrialRunner.Result left, boolean gone) -> {
          trials.newServer(false); // what it has loaded is not known any more
          if (gone && !target.managed()) {
            throw new TargetException(
                "%s was lost during trial %d (%s)"
                    .formatted(current.url(), trial.number(), fault.words()));
          }
          if (again || fault.kind() != Fault.Kind.CRASH) {
            giveUp(turn, left, fault);
            return gone ? Optional.empty() : Optional.of(current);
          }
          journal.append(event(trial, fault, Optional.empty()));
          listener.note("trial %d is run once more: %s".formatted(trial.number(), fault.words()));
          if (gone) {
            Optional<Server> fresh = up(turn);
            if (fresh.isEmpty()) {
              return fresh;
            }
            current = fresh.get();
          }
        }
      }
    }
  }

  private Attempts.Attempt attempt(Server server, PlannedTrial trial, CellSetup setup) {
    int requests = trials.warmup(setup) + experiment.design().requests();
    listener.trialBegun(trial, plan.cell(trial.cell()), requests);
    return attempts.attempt(server, trial, setup, listener::requestEnded);
  }

  private void end(Turn turn, TrialRunner.Result result) {
    PlannedTrial trial = turn.trial();
    Event.Trial event =
        new Event.Trial(
            now(),
            trial.number(),
            trial.cell(),
            trial.block(),
            trial.plot(),
            turn.setup().settings(),
            result.got(),
            result.trouble(),
            experiment.design().requests(),
            result.warmup(),
            result.instrument(),
            turn.repeatOf());
    TrialSummary summary =
        TrialSummaries.of(
            event.planned(), result.requests(), result.telemetry(), experiment.objectives());
    journal.append(
        event,
        result.requests(),
        result.answers(),
        result.telemetry(),
        result.serverLog(),
        summary);
    source.ended(event, summary);
    trialsHere++;
    listener.trialEnded(event, result.requests());
  }

  private Event.Fault event(PlannedTrial trial, Fault fault, Optional<String> cell) {
    return new Event.Fault(
        now(), "trial " + trial.number(), fault.words(), Optional.of(fault.kind()), cell);
  }

  /** A fault ended the trial; it may show that its cell, and others, do not run here at all. */
  private void giveUp(Turn turn, TrialRunner.Result left, Fault fault) {
    PlannedTrial trial = turn.trial();
    end(turn, left);
    if (left.requests().stream().anyMatch(Request::counts)) {
      return; // it serves, if badly
    }
    journal.append(event(trial, fault, Optional.of(trial.cell())));
    leftOut(source.failed(now(), trial.cell(), fault));
  }

  private void leftOut(List<Event.Infeasible> cells) {
    for (Event.Infeasible one : cells) {
      journal.append(one);
      listener.note(
          "%s (%s) cannot run here and is left out from now on%s"
              .formatted(
                  one.cell(),
                  plan.cell(one.cell()).label(),
                  one.because().map(cell -> ", since it needs no less than " + cell).orElse("")));
    }
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
