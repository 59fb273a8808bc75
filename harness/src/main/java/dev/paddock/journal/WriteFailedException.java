package dev.paddock.journal;

/** The disk did not take what had to be kept, for example because it is full. */
public final class WriteFailedException extends RunDirectoryException {
  private static final long serialVersionUID = 1;

  public WriteFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
