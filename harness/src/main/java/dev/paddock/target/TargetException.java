package dev.paddock.target;

/** The target failed; the message is a letter to the user: which server, what, and what to do. */
public final class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TargetException(String message) {
    super(message);
  }

  public TargetException(String message, Throwable cause) {
    super(message, cause);
  }
}
