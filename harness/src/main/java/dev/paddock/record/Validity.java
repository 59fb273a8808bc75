package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * How much of a trial counts, in one word; measurement.md, "What trouble costs a trial". Whatever
 * it is, the trial stays on disk.
 */
public enum Validity {
  /** All of it, whatever its cell did to it. */
  @JsonProperty("whole")
  @JsonAlias("valid")
  WHOLE,
  /** All of it, though something else took the machine meanwhile. */
  @JsonProperty("noisy")
  NOISY,
  /** What its trouble does not touch. */
  @JsonProperty("scoped")
  SCOPED,
  /** Nothing. */
  @JsonProperty("void")
  @JsonAlias("invalid")
  VOID;

  /** As files and pages have it, for example "scoped". */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
