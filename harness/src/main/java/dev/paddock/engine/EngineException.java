package dev.paddock.engine;

/** A request that cannot be answered, with the HTTP status that says so. */
final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  EngineException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** What goes into the body. */
  String words() {
    return String.valueOf(getMessage());
  }
}
