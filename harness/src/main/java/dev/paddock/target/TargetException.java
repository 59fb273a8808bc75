package dev.paddock.target;

import java.nio.file.Path;
import java.util.Optional;

/** The target failed; the message is a letter to the user: which server, what, and what to do. */
public final class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String log;

  public TargetException(String message) {
    super(message);
    log = "";
  }

  public TargetException(String message, Throwable cause) {
    super(message, cause);
    log = "";
  }

  /** A server that did not come up; its whole log lies in this file, which nobody else needs. */
  TargetException(String message, Throwable cause, Path log) {
    super(message, cause);
    this.log = log.toString();
  }

  /** The whole log of a server that did not come up. */
  public Optional<Path> log() {
    return log.isEmpty() ? Optional.empty() : Optional.of(Path.of(log));
  }
}
