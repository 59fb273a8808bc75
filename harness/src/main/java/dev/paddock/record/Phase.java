package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a request counts. */
public enum Phase {
  /**
   * Sent to bring the server to its steady state. Its times are kept on disk and left out of every
   * figure; tokens of it that arrive inside the measured window count as throughput.
   */
  @JsonProperty("warmup")
  WARMUP,
  /** Counts. */
  @JsonProperty("measured")
  MEASURED
}
