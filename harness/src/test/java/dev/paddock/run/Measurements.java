package dev.paddock.run;

import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.plan.Cell;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.settings.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests of a good trial, each made a little worse on demand; times in nanoseconds. */
final class Measurements {
  static final long MS = 1_000_000;
  static final int PROMPT_TOKENS = 64;
  static final int OUTPUT_TOKENS = 8;

  private Measurements() {}

  /** A cell that asks for 64 tokens in and 8 out, from {@code clients} in a closed loop. */
  static CellSetup setup(int clients, String prefix) {
    return CellSetup.of(
        ExperimentFile.parse(
            "test.yaml",
            """
            name: test
            target: {kind: ollama}
            model: fake:1
            factors: {num_ctx: [256]}
            load: {clients: %d}
            workload: {prompt_tokens: %d, output_tokens: %d, prefix: %s}
            """
                .formatted(clients, PROMPT_TOKENS, OUTPUT_TOKENS, prefix),
            Map.of()),
        new Cell("c01", Configuration.NONE));
  }

  /** The same cell in an open loop. */
  static CellSetup open(String schedule, String rate) {
    return CellSetup.of(
        ExperimentFile.parse(
            "test.yaml",
            """
            name: test
            target: {kind: ollama}
            model: fake:1
            factors: {num_ctx: [256]}
            load: {schedule: %s, rate: %s}
            workload: {prompt_tokens: %d, output_tokens: %d}
            """
                .formatted(schedule, rate, PROMPT_TOKENS, OUTPUT_TOKENS),
            Map.of()),
        new Cell("c01", Configuration.NONE));
  }

  /**
   * So many measured requests after two of warm-up, one a second, each 100 ms to its first token.
   */
  static List<Request> good(int measured) {
    return Stream.concat(
            IntStream.rangeClosed(1, 2).mapToObj(id -> new Draft(id).phase(Phase.WARMUP).request()),
            IntStream.rangeClosed(3, measured + 2).mapToObj(id -> new Draft(id).request()))
        .toList();
  }

  /** A good request that a test spoils. */
  static final class Draft {
    private final int id;
    private Phase phase = Phase.MEASURED;
    private Outcome outcome = Outcome.OK;
    private Optional<String> error = Optional.empty();
    private StampClock clock = StampClock.KERNEL;
    private long lag = 10_000;
    private long delay = 20_000;
    private int shared;
    private boolean refused;
    private int promptTokens = PROMPT_TOKENS;
    private OptionalInt outputTokens = OptionalInt.of(OUTPUT_TOKENS);
    private int chunks = OUTPUT_TOKENS;
    private Optional<String> finish = Optional.empty();
    private boolean replaced;
    private boolean inOnePiece;
    private boolean heldBack;
    private long prefill = 80 * MS;
    private OptionalInt vectors = OptionalInt.empty();
    private OptionalInt cachedTokens = OptionalInt.empty();

    Draft(int id) {
      this.id = id;
    }

    Draft phase(Phase phase) {
      this.phase = phase;
      return this;
    }

    Draft failed(Outcome outcome, String error) {
      this.outcome = outcome;
      this.error = Optional.of(error);
      return this;
    }

    /** Before any token. */
    Draft refused(String error) {
      this.refused = true;
      return failed(Outcome.ERROR, error);
    }

    Draft clock(StampClock clock) {
      this.clock = clock;
      return this;
    }

    Draft lag(long nanos) {
      this.lag = nanos;
      return this;
    }

    Draft delay(long nanos) {
      this.delay = nanos;
      return this;
    }

    Draft shared(int chunks) {
      this.shared = chunks;
      return this;
    }

    Draft promptTokens(int tokens) {
      this.promptTokens = tokens;
      return this;
    }

    Draft outputTokens(int tokens) {
      this.outputTokens = OptionalInt.of(tokens);
      return this;
    }

    Draft uncounted(int chunks) {
      this.outputTokens = OptionalInt.empty();
      this.chunks = chunks;
      return this;
    }

    Draft finish(String reason) {
      this.finish = Optional.of(reason);
      return this;
    }

    Draft inOnePiece() {
      this.chunks = 1;
      this.inOnePiece = true;
      return this;
    }

    Draft replaced() {
      this.replaced = true;
      return this;
    }

    Draft vectors(int count) {
      this.vectors = OptionalInt.of(count);
      return this;
    }

    /** All its chunks were handed over in one write. */
    Draft heldBack() {
      this.heldBack = true;
      this.inOnePiece = true;
      return this;
    }

    Draft prefill(long nanos) {
      this.prefill = nanos;
      return this;
    }

    Draft cachedTokens(int tokens) {
      this.cachedTokens = OptionalInt.of(tokens);
      return this;
    }

    Request request() {
      long[] stamps =
          IntStream.range(0, chunks)
              .mapToLong(i -> heldBack ? 175 * MS : (100 + 10L * i) * MS)
              .toArray();
      long[] seen = new long[chunks];
      Arrays.fill(seen, delay);
      long intended = 1000 * MS * id;
      return new Request(
          id,
          phase,
          intended,
          intended + lag,
          OptionalLong.of(stamps[0]),
          refused ? Stamps.of() : Stamps.of(stamps),
          refused ? Stamps.of() : Stamps.of(seen),
          OptionalInt.of(shared),
          clock,
          refused ? OptionalLong.empty() : OptionalLong.of(stamps[0]),
          OptionalLong.of(180 * MS),
          outcome,
          error,
          OptionalInt.of(promptTokens),
          cachedTokens,
          outputTokens,
          Optional.of(new ServerTimes(MS, prefill, 70 * MS, 175 * MS)),
          finish,
          inOnePiece,
          replaced,
          OptionalInt.empty(),
          vectors,
          Optional.empty());
    }
  }
}
