package dev.paddock.record;

import static dev.paddock.record.Quantity.ANSWER;
import static dev.paddock.record.Quantity.CACHED_TOKENS;
import static dev.paddock.record.Quantity.E2E;
import static dev.paddock.record.Quantity.E2E_SERVICE;
import static dev.paddock.record.Quantity.ENERGY;
import static dev.paddock.record.Quantity.GOODPUT;
import static dev.paddock.record.Quantity.MAPPED;
import static dev.paddock.record.Quantity.MEMORY;
import static dev.paddock.record.Quantity.OUTPUT_TOKENS;
import static dev.paddock.record.Quantity.PREFILL;
import static dev.paddock.record.Quantity.PROMPT_TOKENS;
import static dev.paddock.record.Quantity.REST;
import static dev.paddock.record.Quantity.THINKING;
import static dev.paddock.record.Quantity.THROUGHPUT_REQUESTS;
import static dev.paddock.record.Quantity.THROUGHPUT_TOKENS;
import static dev.paddock.record.Quantity.TPOT;
import static dev.paddock.record.Quantity.TTFT;
import static dev.paddock.record.Quantity.TTFT_SERVICE;
import static dev.paddock.record.Quantity.VRAM;
import static dev.paddock.record.Quantity.VRAM_DRIVER;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something that went wrong with a trial.
 *
 * @param words a sentence that says what was seen and, where something can be done, what to do
 */
public record Trouble(Kind kind, String words) {

  /** How far trouble spoils a trial, the least first. */
  public enum Degree {
    /** Not at all: it is what the cell does. */
    OUTCOME,
    /** It is flagged, and loses what it shares with the rest of the machine. */
    NOISY,
    /** Some of its figures do not count. */
    SCOPED,
    /** None of its figures counts. */
    VOID
  }

  /** Where trouble comes from. Only what comes from outside may be gone at a second try. */
  public enum Cause {
    /** The cell itself, or the server under it: measured again it would be so again. */
    CELL,
    /** The client, its machine, or the world around it. */
    OUTSIDE
  }

  /**
   * What trouble there is: the rules of measurement.md, "What trouble costs a trial", a row each.
   */
  public enum Kind {
    /** A setting did not take effect. */
    @JsonProperty("setting")
    SETTING(Degree.VOID, Cause.CELL, Lost.ALL),
    /** Another server, model or machine than the run began with. */
    @JsonProperty("environment")
    ENVIRONMENT(Degree.VOID, Cause.OUTSIDE, Lost.ALL),
    /** The server ended amid the trial. */
    @JsonProperty("server_lost")
    SERVER_LOST(Degree.VOID, Cause.OUTSIDE, Lost.ALL),
    /** The server would not run the cell: no request was sent. */
    @JsonProperty("not_run")
    NOT_RUN(Degree.VOID, Cause.CELL, Lost.ALL),
    /** Every request failed. */
    @JsonProperty("nothing_answered")
    NOTHING_ANSWERED(Degree.VOID, Cause.CELL, Lost.ALL),
    /** Requests were counted twice, or more than were planned. */
    @JsonProperty("accounting")
    ACCOUNTING(Degree.VOID, Cause.OUTSIDE, Lost.ALL),
    /** A reason of a run, or of a suite, that knows valid and invalid trials alone. */
    @JsonProperty("invalid")
    INVALID(Degree.VOID, Cause.CELL, Lost.ALL),

    /** Answers ended before their planned length, more than may be replaced or overlooked. */
    @JsonProperty("short_answers")
    SHORT_ANSWERS(Degree.SCOPED, Cause.CELL, Lost.OF_LENGTH),
    /** Far fewer tokens came than were planned. */
    @JsonProperty("few_tokens")
    FEW_TOKENS(Degree.SCOPED, Cause.CELL, Lost.OF_TOKENS),
    /** Nobody counts the tokens, and the chunks are not as many. */
    @JsonProperty("length_not_proven")
    LENGTH_NOT_PROVEN(Degree.SCOPED, Cause.CELL, Lost.OF_TOKENS),
    /** Some answers came in one piece where others streamed. */
    @JsonProperty("pieces")
    PIECES(Degree.SCOPED, Cause.CELL, Lost.OF_STREAMS),
    /** Prompts were not as long as planned. */
    @JsonProperty("prompt_length")
    PROMPT_LENGTH(Degree.SCOPED, Cause.CELL, Lost.OF_PROMPTS),
    /** Requests for embeddings got another number of vectors than they had texts. */
    @JsonProperty("vectors")
    OTHER_VECTORS(Degree.SCOPED, Cause.CELL, Lost.OF_VECTORS),
    /** A prompt cache answered where a cold prefill was asked. */
    @JsonProperty("cached")
    CACHED(Degree.SCOPED, Cause.CELL, Lost.OF_CACHE),
    /** Requests left late, though the kernel stamped what came back. */
    @JsonProperty("sent_late")
    SENT_LATE(Degree.SCOPED, Cause.OUTSIDE, Lost.OF_SENDING),
    /** The client was late, and its own stamps with it. */
    @JsonProperty("stamped_late")
    STAMPED_LATE(Degree.SCOPED, Cause.OUTSIDE, Lost.OF_STAMPS),
    /** Rate or concurrency fell short of the plan because of the client. */
    @JsonProperty("load_short")
    LOAD_SHORT(Degree.SCOPED, Cause.OUTSIDE, Lost.OF_LOAD),

    /** Other programs computed on the machine. */
    @JsonProperty("other_programs")
    OTHER_PROGRAMS(Degree.NOISY, Cause.OUTSIDE, Lost.OF_MACHINE),

    /** Some requests failed or timed out. */
    @JsonProperty("failed")
    FAILED(Degree.OUTCOME, Cause.CELL, Lost.NONE),
    /** The server served nobody any more, so that the rest was not sent. */
    @JsonProperty("given_up")
    GIVEN_UP(Degree.OUTCOME, Cause.CELL, Lost.NONE),
    /** The processor or the card ran slower than it could. */
    @JsonProperty("slowed")
    SLOWED(Degree.OUTCOME, Cause.CELL, Lost.NONE);

    private final Degree degree;
    private final Cause cause;

    @SuppressWarnings("ImmutableEnumChecker") // wrapped so that nobody can change it
    private final Set<Quantity> lost;

    Kind(Degree degree, Cause cause, Set<Quantity> lost) {
      this.degree = degree;
      this.cause = cause;
      this.lost = Collections.unmodifiableSet(lost);
    }

    public Degree degree() {
      return degree;
    }

    public Cause cause() {
      return cause;
    }

    /** The quantities whose figures do not count. */
    public Set<Quantity> lost() {
      return lost;
    }
  }

  /** What trouble of one sort takes away. */
  private static final class Lost {
    static final Set<Quantity> NONE = EnumSet.noneOf(Quantity.class);
    static final Set<Quantity> ALL = EnumSet.allOf(Quantity.class);
    static final Set<Quantity> OF_LENGTH =
        EnumSet.of(E2E, E2E_SERVICE, THROUGHPUT_REQUESTS, GOODPUT);
    static final Set<Quantity> OF_VECTORS = with(OF_LENGTH, Quantity.OF_VECTORS);
    static final Set<Quantity> OF_TOKENS =
        with(OF_LENGTH, EnumSet.of(THROUGHPUT_TOKENS, TPOT, ENERGY));
    static final Set<Quantity> OF_STREAMS =
        EnumSet.of(TTFT, TTFT_SERVICE, ANSWER, Quantity.ITL, TPOT, GOODPUT);
    static final Set<Quantity> OF_PROMPTS =
        with(OF_VECTORS, EnumSet.of(TTFT, TTFT_SERVICE, ANSWER, PREFILL, THROUGHPUT_TOKENS));
    static final Set<Quantity> OF_CACHE = with(OF_PROMPTS, EnumSet.of(ENERGY));
    static final Set<Quantity> OF_SENDING = EnumSet.of(TTFT, ANSWER, E2E, GOODPUT);
    static final Set<Quantity> OF_STAMPS =
        with(with(OF_VECTORS, with(OF_SENDING, OF_STREAMS)), EnumSet.of(REST, THROUGHPUT_TOKENS));
    static final Set<Quantity> OF_LOAD =
        EnumSet.complementOf(
            with(
                EnumSet.of(MEMORY, MAPPED, VRAM, VRAM_DRIVER, Quantity.LAG, Quantity.QUALITY),
                EnumSet.of(PROMPT_TOKENS, CACHED_TOKENS, OUTPUT_TOKENS, THINKING)));
    static final Set<Quantity> OF_MACHINE = EnumSet.of(ENERGY, VRAM_DRIVER);

    private Lost() {}

    private static EnumSet<Quantity> with(Set<Quantity> some, Set<Quantity> more) {
      EnumSet<Quantity> all = EnumSet.copyOf(some);
      all.addAll(more);
      return all;
    }
  }
}
