package dev.paddock.run;

/** How a run came to its end. */
public enum Ending {
  /** Every wanted trial is in the journal, but those of cells that cannot run here. */
  DONE("done"),
  /** Fewer blocks than planned were enough. */
  PRECISE("precise"),
  /** It was asked to stop. */
  INTERRUPTED("interrupted"),
  /** The time that the file allows was spent. */
  BUDGET("budget");

  private final String word;

  Ending(String word) {
    this.word = word;
  }

  /** As the journal has it. */
  public String word() {
    return word;
  }
}
