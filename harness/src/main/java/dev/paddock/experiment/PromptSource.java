package dev.paddock.experiment;

/** Where the prompts of a workload are from. */
public sealed interface PromptSource {
  /**
   * Random words.
   *
   * @param tokens exact length of each prompt as the server counts it, its template included
   */
  record Drawn(int tokens) implements PromptSource {}

  /**
   * The user's own.
   *
   * @param file as it was written
   * @param length which of them
   */
  record Own(String file, Length length) implements PromptSource {
    /** Its last name: a file's folders say something of its owner and nothing of the prompts. */
    public String name() {
      return file.substring(file.lastIndexOf('/') + 1);
    }
  }

  /** Prompts of a file by their lengths. */
  enum Length {
    /** Each as it is. */
    ALL,
    /** The shortest third. */
    SHORT,
    /** The longest third. */
    LONG
  }
}
