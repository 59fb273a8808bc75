package dev.paddock.cli;

import dev.paddock.engine.pace.Freeze;
import dev.paddock.engine.pace.Gap;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceFault;
import dev.paddock.experiment.PaceSpec;
import dev.paddock.experiment.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the engine {@code pace} answers: the options of {@code serve} that only it has. */
final class PaceOptions {
  @Option(
      names = "--ttft",
      paramLabel = "TIME",
      defaultValue = "20ms",
      description =
          "pace: from the slot to the first token (default: ${DEFAULT-VALUE});"
              + " lognormal:MEDIAN,SIGMA draws it.")
  private String ttft = "20ms";

  @Option(
      names = "--prefill",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "pace: what each token of the prompt adds to that (default: nothing).")
  private String prefill = "0";

  @Option(
      names = "--itl",
      paramLabel = "TIME",
      defaultValue = "10ms",
      description =
          "pace: from a token to the next (default: ${DEFAULT-VALUE}); lognormal:MEDIAN,SIGMA draws"
              + " it; ticks:TIME lets all streams' tokens leave together.")
  private String itl = "10ms";

  @Option(
      names = "--burst",
      paramLabel = "N",
      defaultValue = "1",
      description = "pace: N tokens at once every N gaps (default: ${DEFAULT-VALUE}).")
  private int burst = 1;

  @Option(
      names = "--freeze",
      paramLabel = "TIME/TIME",
      description = "pace: stand still so long in every so long, such as 1s/5s.")
  private @Nullable String freeze;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "pace: answer N requests at once, the others wait (default: all).")
  private @Nullable Integer slots;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description =
          "pace: end every answer after N tokens at the latest (default: what is asked for, else"
              + " 128).")
  private @Nullable Integer tokens;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "pace: of the times and errors that are drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--cache",
      description =
          "pace: let each slot remember its last prompt and answer; of a prompt that begins with"
              + " the same words only the rest is read, and answers say how many tokens were cached"
              + " (with slots for all: the last 64 prompts).")
  private boolean cache;

  @Option(
      names = "--wrong",
      paramLabel = "SHARE",
      defaultValue = "0%",
      description =
          "pace: where the last user message has [[answer: TEXT]], TEXT is answered; in this share"
              + " of those requests the word wrong instead, such as 10%% (default: none).")
  private String wrong = "0%";

  @Option(
      names = "--fault",
      paramLabel = "NAME[@K]",
      description =
          "pace: what to do wrong, at token K; repeatable: error-before, error-amid, no-done,"
              + " close-early, reset, garbage, empty-first, role-only, thinking, long-line,"
              + " split-utf8, crlf, comments, trailers.")
  private List<String> faults = new ArrayList<>();

  @Option(
      names = "--stamps",
      paramLabel = "FILE",
      description =
          "pace: write when each chunk left, one JSON line a request; its id is the request's"
              + " seed.")
  private @Nullable Path stamps;

  Optional<Path> stamps() {
    return Optional.ofNullable(stamps);
  }

  /** The same options as words of a command line. */
  static List<String> words(PaceSpec pace) {
    List<String> words = new ArrayList<>(List.of("--ttft", pace.timeToFirstToken()));
    words.addAll(List.of("--prefill", pace.prefill().toNanos() + "ns"));
    words.addAll(List.of("--itl", pace.gap()));
    words.addAll(List.of("--burst", Integer.toString(pace.burst())));
    pace.freeze().ifPresent(freeze -> words.addAll(List.of("--freeze", freeze)));
    pace.slots().ifPresent(slots -> words.addAll(List.of("--slots", Integer.toString(slots))));
    pace.tokens().ifPresent(tokens -> words.addAll(List.of("--tokens", Integer.toString(tokens))));
    words.addAll(List.of("--seed", Long.toString(pace.seed())));
    if (pace.cache()) {
      words.add("--cache");
    }
    if (pace.wrong() > 0) {
      words.addAll(List.of("--wrong", Units.share(pace.wrong())));
    }
    return words;
  }

  Pace pace() {
    try {
      return new Pace(
          drawn("--ttft", ttft),
          nanos("--prefill", prefill),
          gap(),
          burst,
          freeze(),
          Optional.ofNullable(slots).orElse(Integer.MAX_VALUE),
          tokens == null ? OptionalInt.empty() : OptionalInt.of(tokens),
          seed,
          cache,
          share(),
          faults.stream().map(PaceFault::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new UsageException("serve --engine pace: " + e.getMessage());
    }
  }

  private Gap gap() {
    if (itl.startsWith("ticks:")) {
      return new Gap.Ticks(nanos("--itl", itl.substring("ticks:".length())));
    }
    return drawn("--itl", itl);
  }

  private static Gap drawn(String option, String text) {
    if (!text.startsWith("lognormal:")) {
      return new Gap.Fixed(nanos(option, text));
    }
    String[] parts = text.substring("lognormal:".length()).split(",", -1);
    if (parts.length != 2 || !parts[1].strip().matches("\\d{1,3}(\\.\\d+)?")) {
      throw new UsageException(
          option
              + ": expected a median and the logarithm's deviation, such as lognormal:10ms,0.3;"
              + " found "
              + text);
    }
    return new Gap.Lognormal(nanos(option, parts[0]), Double.parseDouble(parts[1].strip()));
  }

  private Freeze freeze() {
    if (freeze == null) {
      return Freeze.NEVER;
    }
    String[] parts = freeze.split("/", -1);
    if (parts.length != 2) {
      throw new UsageException(
          "--freeze: expected how long in how long, such as 1s/5s; found " + freeze);
    }
    return new Freeze(nanos("--freeze", parts[0]), nanos("--freeze", parts[1]));
  }

  private double share() {
    try {
      return Units.share(wrong);
    } catch (RuntimeException e) {
      throw new UsageException("--wrong: " + e.getMessage() + ", such as 10%");
    }
  }

  private static long nanos(String option, String text) {
    if (text.strip().equals("0")) {
      return 0;
    }
    try {
      return Units.duration(text).toNanos();
    } catch (RuntimeException e) {
      throw new UsageException(option + ": " + e.getMessage() + ", such as 10ms or 1s");
    }
  }
}
