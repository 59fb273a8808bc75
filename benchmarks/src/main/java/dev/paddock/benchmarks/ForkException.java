package dev.paddock.benchmarks;

/** A fork could not be measured; the message tells the user which, why, and where to look. */
public final class ForkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ForkException(String message) {
    super(message);
  }

  ForkException(String message, Throwable cause) {
    super(message, cause);
  }
}
