package dev.paddock.readback.trouble;

import dev.paddock.readback.trouble.Telltale.Effect;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a server could not load a model, as its log tells. */
public final class LoadFailure {
  private static final Pattern FAILURE = Pattern.compile("(?i)error|failed|assert|illegal");

  /** A frame of a stack, what is said at every start, and what the API says as well. */
  private static final Pattern CHATTER =
      Pattern.compile("^#\\d|level=(INFO|DEBUG)|llama-server terminated|Load failed");

  private LoadFailure() {}

  /**
   * The line that tells best why a load failed, where there is one: Ollama itself often says no
   * more than that its llama-server ended.
   */
  public static Optional<String> in(String log) {
    List<String> lines =
        PlainLog.lines(log).stream().filter(line -> !CHATTER.matcher(line).find()).toList();
    List<Told> told = lines.stream().flatMap(line -> Telltale.of(line, 0).stream()).toList();
    return last(told.stream().filter(one -> ofMemory(one.kind())).map(Told::line))
        .or(() -> last(told.stream().filter(one -> ends(one.kind().effect())).map(Told::line)))
        .or(() -> last(lines.stream().filter(line -> FAILURE.matcher(line).find())));
  }

  private static boolean ofMemory(Telltale kind) {
    return kind == Telltale.OUT_OF_MEMORY || kind == Telltale.MODEL_TOO_LARGE;
  }

  private static boolean ends(Effect effect) {
    return effect == Effect.ENDS_LOAD || effect == Effect.ENDS_SERVER;
  }

  private static Optional<String> last(Stream<String> lines) {
    return lines.map(String::strip).reduce((first, second) -> second);
  }
}
