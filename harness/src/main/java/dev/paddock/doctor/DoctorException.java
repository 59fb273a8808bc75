package dev.paddock.doctor;

/** What was asked for cannot be looked at; the message says why, and what to do. */
public final class DoctorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public DoctorException(String message) {
    super(message);
  }

  DoctorException(String message, Throwable cause) {
    super(message, cause);
  }
}
