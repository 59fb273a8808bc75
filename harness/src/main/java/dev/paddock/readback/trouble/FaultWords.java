package dev.paddock.readback.trouble;

import dev.paddock.record.Fault;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which kind of fault a server's words tell of. */
public final class FaultWords {
  private static final Map<Fault.Kind, Pattern> OF_ITS_API =
      Map.of(
          Fault.Kind.OUT_OF_MEMORY,
          Pattern.compile("allocation of size .* failed|requires more memory|not enough memory"),
          Fault.Kind.BUSY,
          Pattern.compile(
              "server busy|http 503|http 429|engine is currently busy|cannot accept new"
                  + " requests|too many requests|queue is full"),
          Fault.Kind.HANG,
          Pattern.compile("does not answer|timed? ?out"),
          Fault.Kind.CRASH,
          Pattern.compile(
              "has terminated|no longer running|ended before|exit status|signal:|connection"
                  + " (reset|closed|refused)|nothing answers|was lost|broken pipe|unexpected"
                  + " eof|closed the connection|connect call failed"));

  private FaultWords() {}

  /** The fault that these words tell of: the first kind that fits. */
  public static Fault of(String words) {
    return new Fault(
        ofLog(words).or(() -> ofApi(words.toLowerCase(Locale.ROOT))).orElse(Fault.Kind.OTHER),
        words);
  }

  /** By the words in which a server's log tells it, which an answer may quote. */
  private static Optional<Fault.Kind> ofLog(String words) {
    boolean memory =
        StartFailure.Cause.ofMemory(words)
            || Stream.of(Telltale.OUT_OF_MEMORY, Telltale.MODEL_TOO_LARGE)
                .anyMatch(kind -> kind.in(words).findAny().isPresent());
    if (memory) {
      return Optional.of(Fault.Kind.OUT_OF_MEMORY);
    }
    return Telltale.BUSY.in(words).findAny().map(_ -> Fault.Kind.BUSY);
  }

  private static Optional<Fault.Kind> ofApi(String words) {
    return Stream.of(Fault.Kind.values())
        .filter(
            kind ->
                Optional.ofNullable(OF_ITS_API.get(kind))
                    .filter(pattern -> pattern.matcher(words).find())
                    .isPresent())
        .findFirst();
  }
}
