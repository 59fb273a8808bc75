package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that a server did instead of serving.
 *
 * @param words the server's own, as far as it had any
 */
public record Fault(Kind kind, String words) {

  /** The fault that these words tell of. */
  public static Fault of(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (kind.words.matcher(lower).find()) {
        return new Fault(kind, words);
      }
    }
    return new Fault(Kind.OTHER, words);
  }

  /** What kinds there are; the first whose words fit is it. */
  public enum Kind {
    /** A model with these settings does not fit: one that needs more cannot either. */
    @JsonProperty("out_of_memory")
    OUT_OF_MEMORY(
        "out of memory|erroroutof(device|host)memory|(failed|unable) to allocate|allocation of size"
            + " .* failed|cudamalloc failed|requires more (system )?memory|not enough memory|that"
            + " cannot run the operation|kv cache is needed, which is larger|no available memory"
            + " for the cache|memory on .* less than desired"),
    /** More requests at once than the server takes. */
    @JsonProperty("busy")
    BUSY(
        "server busy|maximum pending requests|http 503|http 429|engine is currently busy|cannot"
            + " accept new requests|too many requests|queue is full"),
    /** It neither answers nor ends. */
    @JsonProperty("hang")
    HANG("does not answer|timed? ?out"),
    /** A process of the server's ended. */
    @JsonProperty("crash")
    CRASH(
        "has terminated|no longer running|ended before|exit status|signal:|connection"
            + " (reset|closed|refused)|nothing answers|was lost|broken pipe|unexpected eof|closed"
            + " the connection|connect call failed"),
    /** It refused, or answered something else. */
    @JsonProperty("other")
    OTHER("(?!)");

    private final Pattern words;

    Kind(String words) {
      this.words = Pattern.compile(words);
    }
  }
}
