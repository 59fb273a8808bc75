package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a trial may be used. An invalid one stays on disk and leaves the statistics. */
public enum Validity {
  @JsonProperty("valid")
  VALID,
  @JsonProperty("invalid")
  INVALID
}
