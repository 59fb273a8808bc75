package dev.paddock.readback;

import java.util.Optional;
import java.util.regex.Pattern;

/** Why a server could not load a model, as its log tells. */
public final class LoadFailure {
  /** What llama.cpp (b11434) and CUDA print when something does not fit. */
  private static final Pattern TOO_LITTLE_MEMORY =
      Pattern.compile(
          "(?i)ErrorOutOf(Device|Host)Memory|out of memory|(failed|unable) to allocate|cudaMalloc"
              + " failed|in a buffer \\(\\w+\\) that cannot run the operation");

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
    return last(log, TOO_LITTLE_MEMORY).or(() -> last(log, FAILURE));
  }

  private static Optional<String> last(String log, Pattern what) {
    return log.lines()
        .filter(line -> what.matcher(line).find() && !CHATTER.matcher(line).find())
        .map(String::strip)
        .reduce((first, second) -> second);
  }
}
