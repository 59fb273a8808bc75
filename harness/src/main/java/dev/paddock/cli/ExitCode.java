package dev.paddock.cli;

/** What a script learns from a command's exit. */
final class ExitCode {
  static final int DONE = 0;
  static final int NO = 1;
  static final int WRONG_USE = 2;

  /** The target, or the disk that takes what it answered. */
  static final int TARGET_FAILED = 3;

  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
