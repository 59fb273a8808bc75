package dev.paddock.workload;

/** The prompts of one trial. */
public interface Prompts {
  /** The prompt of request {@code id}, from 0; the same each time. */
  Prompt prompt(int id);
}
