package dev.paddock.workload;

/** The workload cannot be made as wanted; the message tells the user why and what to do. */
public final class WorkloadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WorkloadException(String message) {
    super(message);
  }
}
