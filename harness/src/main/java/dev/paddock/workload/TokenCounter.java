package dev.paddock.workload;

/** Counts the tokens of a prompt as the server under test does, its template included. */
@FunctionalInterface
public interface TokenCounter {
  /** The number of tokens that the server reads for {@code prompt}, at least 0. */
  int count(String prompt);
}
