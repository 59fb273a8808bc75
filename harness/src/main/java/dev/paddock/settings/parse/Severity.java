package dev.paddock.settings.parse;

/** How bad it is that something is set so, worst first. */
public enum Severity {
  /** Something is slower, wrong or broken because of it. */
  HARM("harm"),
  /** Somebody set something, and it has no effect. */
  VOID("does nothing"),
  /** Worth to know, and may well be meant so. */
  NOTE("note");

  private final String words;

  Severity(String words) {
    this.words = words;
  }

  /** The severity as a reader is told it. */
  public String words() {
    return words;
  }
}
