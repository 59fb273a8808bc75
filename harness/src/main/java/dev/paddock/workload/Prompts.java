package dev.paddock.workload;

import java.util.OptionalInt;

/** The prompts of one trial. */
public interface Prompts {
  /** The prompt of request {@code id}, from 0; the same each time. */
  Prompt prompt(int id);

  /** Where it stands in a file, from 0; empty where it stands in none. */
  default OptionalInt place(int id) {
    return OptionalInt.empty();
  }
}
