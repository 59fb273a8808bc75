package dev.paddock.experiment;

import java.util.Optional;

/** What a reader throws at a value that it cannot use; becomes a problem at its place. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String why;
  private final String advice;

  /**
   * A refusal that says what to write instead.
   *
   * @param advice empty: none
   */
  public Refused(String why, String advice) {
    super(why, null, false, false);
    this.why = why;
    this.advice = advice;
  }

  /** A refusal that needs no advice. */
  public Refused(String why) {
    this(why, "");
  }

  /** What was found, and why it will not do. */
  public String why() {
    return why;
  }

  /** What to write instead. */
  public Optional<String> advice() {
    return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
  }
}
