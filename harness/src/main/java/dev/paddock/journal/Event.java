package dev.paddock.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.paddock.record.Calibration;
import dev.paddock.record.Instrument;
import dev.paddock.record.Validity;
import dev.paddock.settings.Configuration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Something that happened in a run; one line of {@code journal.jsonl}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Run.class, name = "run"),
  @JsonSubTypes.Type(value = Event.Plot.class, name = "plot"),
  @JsonSubTypes.Type(value = Event.Trial.class, name = "trial"),
  @JsonSubTypes.Type(value = Event.Fault.class, name = "fault"),
  @JsonSubTypes.Type(value = Event.Infeasible.class, name = "infeasible"),
  @JsonSubTypes.Type(value = Event.Course.class, name = "course"),
  @JsonSubTypes.Type(value = Event.End.class, name = "end")
})
public sealed interface Event {
  Instant at();

  /**
   * A run began, or went on.
   *
   * @param warmUp of the client, before the first trial; empty for a bench, and in older runs
   */
  record Run(
      Instant at,
      boolean resumed,
      String fingerprint,
      String paddock,
      Optional<Calibration.WarmUp> warmUp)
      implements Event {}

  /**
   * A whole plot began: the server runs with these variables.
   *
   * @param server what answers, for example {@code ollama 0.33.0-rc2 at http://127.0.0.1:11434}
   */
  record Plot(Instant at, int plot, int block, SortedMap<String, String> variables, String server)
      implements Event {}

  /**
   * A trial ended, and all its files are on disk.
   *
   * @param wanted every setting of the cell, constants included
   * @param got what the server was seen to run with
   * @param reasons why it is invalid; empty where it is valid
   * @param planned requests that should have been measured
   * @param warmup requests before them that do not count
   * @param instrument what the client did to the measurement; empty where nothing was sent, and in
   *     older files
   */
  record Trial(
      Instant at,
      int trial,
      String cell,
      int block,
      int plot,
      Configuration wanted,
      SortedMap<String, String> got,
      Validity validity,
      List<String> reasons,
      int planned,
      int warmup,
      Optional<Instrument> instrument)
      implements Event {}

  /**
   * Something went wrong.
   *
   * @param where the trial, or {@code target}
   * @param kind of fault; empty in older runs
   * @param cell whose trial it ended; empty where that was tried again, or the whole run ended
   */
  record Fault(
      Instant at,
      String where,
      String what,
      Optional<dev.paddock.record.Fault.Kind> kind,
      Optional<String> cell)
      implements Event {

    /** One that ended the run, or one that was got over. */
    public static Fault of(Instant at, String where, String what) {
      return new Fault(at, where, what, Optional.empty(), Optional.empty());
    }
  }

  /**
   * A cell is known not to run here: none of its trials is tried any more.
   *
   * @param why the server's own words
   * @param because the cell that showed it, where this one needs no less; empty where it showed it
   *     itself
   */
  record Infeasible(Instant at, String cell, String why, Optional<String> because)
      implements Event {}

  /**
   * What runs from here on, decided from the blocks until now and written once, so that a run that
   * is resumed keeps to it. Only runs whose design adapts have these.
   *
   * @param after the last block that it rests on; 0 before the first
   * @param stage to which the next block belongs
   * @param next cells of the next block; none where no more is needed
   * @param dropped cells that are left from here on
   * @param widest interval of those that are to be narrow enough; empty where none can be reckoned
   */
  record Course(
      Instant at,
      int after,
      Stage stage,
      List<String> next,
      List<Drop> dropped,
      Optional<Width> widest)
      implements Event {
    public Course {
      next = List.copyOf(next);
      dropped = List.copyOf(dropped);
    }
  }

  /** What a block is for. */
  enum Stage {
    /** Every cell that is not left out. */
    @JsonProperty("all")
    ALL,
    /** A fraction of the cells, which tells which factors matter. */
    @JsonProperty("screening")
    SCREENING,
    /** The cells that may be the best. */
    @JsonProperty("narrowing")
    NARROWING,
    /** The one that is recommended, beside the control. */
    @JsonProperty("confirming")
    CONFIRMING
  }

  /**
   * A cell that is left out from here on.
   *
   * @param rule by which, with its error rate
   */
  record Drop(String cell, String rule, String why) {}

  /**
   * The interval of a contrast with the control.
   *
   * @param half width, as a ratio − 1
   * @param wanted the half width at which no more is needed
   */
  record Width(double half, double wanted, String metric, String cell) {}

  /** The run came to an end. */
  record End(Instant at, RunEnd how) implements Event {}
}
