package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a request counts. */
public enum Phase {
  /** Sent to bring the server to its steady state; kept on disk, left out of every figure. */
  @JsonProperty("warmup")
  WARMUP,
  /** Counts. */
  @JsonProperty("measured")
  MEASURED
}
