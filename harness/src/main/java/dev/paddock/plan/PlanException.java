package dev.paddock.plan;

/** An experiment cannot be planned; the message tells its author why and what to change. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PlanException(String message) {
    super(message);
  }
}
