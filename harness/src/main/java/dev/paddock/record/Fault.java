package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that a server did instead of serving.
 *
 * @param words the server's own, as far as it had any
 */
public record Fault(Kind kind, String words) {

  /** What kinds there are. */
  public enum Kind {
    /** A model with these settings does not fit: one that needs more cannot either. */
    @JsonProperty("out_of_memory")
    OUT_OF_MEMORY,
    /** More requests at once than the server takes. */
    @JsonProperty("busy")
    BUSY,
    /** It neither answers nor ends. */
    @JsonProperty("hang")
    HANG,
    /** A process of the server's ended. */
    @JsonProperty("crash")
    CRASH,
    /** It refused, or answered something else. */
    @JsonProperty("other")
    OTHER
  }
}
