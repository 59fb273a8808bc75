package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who stamped a chunk's arrival. */
public enum StampClock {
  /** The kernel, when the segment arrived. */
  @JsonProperty("kernel")
  KERNEL,
  /** The client, when its read returned. */
  @JsonProperty("user")
  USER
}
