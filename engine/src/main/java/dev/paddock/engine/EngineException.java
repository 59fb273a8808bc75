package dev.paddock.engine;

/** A request that cannot be answered, with the HTTP status that says so. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /** With the HTTP status, and words for the body. */
  public EngineException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What goes into the body. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
