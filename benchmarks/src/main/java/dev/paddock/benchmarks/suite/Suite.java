package dev.paddock.benchmarks.suite;

import dev.paddock.summary.Summary;
import java.nio.file.Path;

/** A question about what the client costs, and the variants whose measurement answers it. */
public interface Suite {
  /** The name on the command line, for example {@code json-in}; it names the run directory too. */
  String word();

  /** What it answers, a sentence that ends in a question mark. */
  String question();

  /** What it varies. */
  Variants variants();

  /** What its reader chooses. */
  ReaderChoice choice();

  /**
   * Lets all its adapters do the work once.
   *
   * @throws DisagreementException where they do not do the same work
   */
  void check();

  /** What measures its variants. */
  Forks forks();

  /** What measures its variants, in words. */
  String measuredBy();

  /** What that is called in the environment, so that other measurers are not taken for the same. */
  default String measurer() {
    return word();
  }

  /** The time that it spends on each variant, in a look or in full. */
  Effort effort(boolean full);

  /** Whether it runs where no suite is named. */
  default boolean byDefault() {
    return true;
  }

  /**
   * Markdown that belongs beside the figures, for example a guide's table; empty for none.
   *
   * @param run the directory of the run, for what its forks shared
   */
  default String beside(Summary summary, Path run) {
    return "";
  }

  /** Why the harness keeps its own code where a library that it could use instead is faster. */
  default String kept() {
    return "";
  }
}
