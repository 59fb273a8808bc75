package dev.paddock.benchmarks.suite;

/** Two pieces of code that a suite would compare do not do the same work, so neither is timed. */
public final class DisagreementException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private DisagreementException(String message) {
    super(message);
  }

  private DisagreementException(String message, Throwable cause) {
    super(message, cause);
  }

  public static DisagreementException misread(
      String who, String what, Object truth, Object answer) {
    return new DisagreementException(
        "%s misreads %s: it says [%s], which should be [%s]. Nothing is timed until they agree."
            .formatted(who, what, answer, truth));
  }

  public static DisagreementException unreadable(String who, String what, Throwable cause) {
    return new DisagreementException(
        "%s cannot read %s: %s. Nothing is timed until it can."
            .formatted(who, what, cause.getMessage()),
        cause);
  }
}
