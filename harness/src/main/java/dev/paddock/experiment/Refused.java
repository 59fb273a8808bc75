package dev.paddock.experiment;

import java.util.Optional;

/** What a reader throws at a value that it cannot use; becomes a {@link Problem} at its place. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String why;
  private final String advice;

  Refused(String why, String advice) {
    super(why, null, false, false);
    this.why = why;
    this.advice = advice;
  }

  Refused(String why) {
    this(why, "");
  }

  String why() {
    return why;
  }

  Optional<String> advice() {
    return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
  }
}
