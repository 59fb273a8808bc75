package dev.paddock.journal;

/** A run directory cannot be used; the message tells the user which, why, and what to do. */
public sealed class RunDirectoryException extends RuntimeException permits WriteFailedException {
  private static final long serialVersionUID = 1;

  public RunDirectoryException(String message) {
    super(message);
  }

  public RunDirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
