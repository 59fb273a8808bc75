package dev.paddock.benchmarks.suite;

import dev.paddock.settings.Configuration;
import java.nio.file.Path;

/** What measures one variant once: JMH, or in a test what stands for it. */
@FunctionalInterface
public interface Forks {
  /**
   * Measures the variant with these levels in a JVM of its own.
   *
   * @param levels by factor
   * @param run the directory of the run
   * @param log where all that is said meanwhile goes
   * @throws ForkException where it cannot be measured
   */
  Measurement measure(Suite suite, Configuration levels, Effort effort, Path run, Path log);
}
