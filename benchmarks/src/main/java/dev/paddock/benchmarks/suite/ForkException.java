package dev.paddock.benchmarks.suite;

/** A fork could not be measured; the message tells the user which, why, and where to look. */
public final class ForkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ForkException(String message) {
    super(message);
  }

  public ForkException(String message, Throwable cause) {
    super(message, cause);
  }
}
