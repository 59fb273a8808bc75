package dev.paddock.readback;

import dev.paddock.readback.Telltale.Effect;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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
    return last(log, line -> tells(line, true))
        .or(() -> last(log, line -> tells(line, false)))
        .or(() -> last(log, line -> FAILURE.matcher(line).find()));
  }

  private static boolean tells(String line, boolean memory) {
    return Telltale.of(line, 0)
        .map(Told::kind)
        .filter(
            kind ->
                memory
                    ? kind == Telltale.OUT_OF_MEMORY || kind == Telltale.MODEL_TOO_LARGE
                    : kind.effect() == Effect.ENDS_LOAD || kind.effect() == Effect.ENDS_SERVER)
        .isPresent();
  }

  private static Optional<String> last(String log, Predicate<String> what) {
    return PlainLog.lines(log).stream()
        .filter(line -> what.test(line) && !CHATTER.matcher(line).find())
        .map(String::strip)
        .reduce((first, second) -> second);
  }
}
