package dev.paddock.journal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.paddock.record.Calibration;
import dev.paddock.record.Instrument;
import dev.paddock.record.Quantity;
import dev.paddock.record.Trouble;
import dev.paddock.record.Troubles;
import dev.paddock.record.Validity;
import dev.paddock.settings.Configuration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
   * A trial ended, and all its files are on disk. Its line also says in plain words how much of it
   * counts ({@code validity}, {@code reasons}, {@code lost}), which follows from its trouble.
   *
   * @param wanted every setting of the cell, constants included
   * @param got what the server was seen to run with
   * @param trouble what went wrong; none where the trial is whole
   * @param planned requests that should have been measured
   * @param warmup requests before them that do not count
   * @param instrument what the client did to the measurement; empty where nothing was sent, and in
   *     older files
   * @param repeatOf the trial of the plan that this one measures again; empty for one of the plan
   */
  record Trial(
      Instant at,
      int trial,
      String cell,
      int block,
      int plot,
      Configuration wanted,
      SortedMap<String, String> got,
      Troubles trouble,
      int planned,
      int warmup,
      Optional<Instrument> instrument,
      OptionalInt repeatOf)
      implements Event {

    /** One of the plan. */
    public Trial(
        Instant at,
        int trial,
        String cell,
        int block,
        int plot,
        Configuration wanted,
        SortedMap<String, String> got,
        Troubles trouble,
        int planned,
        int warmup,
        Optional<Instrument> instrument) {
      this(
          at,
          trial,
          cell,
          block,
          plot,
          wanted,
          got,
          trouble,
          planned,
          warmup,
          instrument,
          OptionalInt.empty());
    }

    /** A line of a journal; an older one knows valid and invalid trials alone. */
    @JsonCreator
    static Trial read(
        @JsonProperty("at") Instant at,
        @JsonProperty("trial") int trial,
        @JsonProperty("cell") String cell,
        @JsonProperty("block") int block,
        @JsonProperty("plot") int plot,
        @JsonProperty("wanted") Configuration wanted,
        @JsonProperty("got") SortedMap<String, String> got,
        @JsonProperty("validity") Validity validity,
        @JsonProperty("reasons") Optional<List<String>> reasons,
        @JsonProperty("trouble") Optional<Troubles> trouble,
        @JsonProperty("planned") int planned,
        @JsonProperty("warmup") int warmup,
        @JsonProperty("instrument") Optional<Instrument> instrument,
        @JsonProperty("repeat_of") OptionalInt repeatOf) {
      return new Trial(
          at,
          trial,
          cell,
          block,
          plot,
          wanted,
          got,
          trouble.orElseGet(
              () ->
                  validity == Validity.VOID
                      ? Troubles.of(Trouble.Kind.INVALID, reasons.orElse(List.of()))
                      : Troubles.NONE),
          planned,
          warmup,
          instrument,
          repeatOf);
    }

    /** How much of it counts. */
    @JsonProperty("validity")
    public Validity validity() {
      return trouble.validity();
    }

    /** Whether any figure of it counts. */
    public boolean counts() {
      return validity() != Validity.VOID;
    }

    /** What went wrong, a sentence each. */
    @JsonProperty("reasons")
    public List<String> reasons() {
      return trouble.words();
    }

    /** The names of the quantities that a trial which counts has lost. */
    @JsonProperty(value = "lost", access = JsonProperty.Access.READ_ONLY)
    public List<String> lost() {
      return counts()
          ? trouble.lost().stream().filter(Quantity::ofServers).map(Quantity::word).toList()
          : List.of();
    }
  }

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
   * What runs from here on, decided from the blocks until now and written down, so that a run that
   * is resumed keeps to it. Only runs whose design adapts have these, one after each block; of the
   * first block of a search one before each trial, of which the last counts.
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
    CONFIRMING,
    /** Loads around the one that is looked for. */
    @JsonProperty("searching")
    SEARCHING
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
