package dev.paddock.benchmarks;

import java.util.Map;

/**
 * A suite that is the class of its one JMH benchmark, whose parameters are the factors.
 *
 * <p>A factor {@value #THREADS} is no parameter: it is how many threads run the benchmark at once.
 */
public interface JmhSuite extends Suite {
  /** The factor that JMH itself takes. */
  String THREADS = "threads";

  /**
   * How many operations (lines, tokens, requests) one invocation does beyond what its annotation
   * says; times and bytes are divided by it.
   *
   * @param levels as pages spell them, by parameter
   */
  default double operations(Map<String, String> levels) {
    return 1;
  }

  @Override
  default Forks forks() {
    return Fork::measure;
  }

  @Override
  default String measuredBy() {
    return Fork.WORDS;
  }

  @Override
  default String measurer() {
    return "jmh";
  }

  @Override
  default Effort effort(boolean full) {
    return full ? Effort.FULL : Effort.SHORT;
  }
}
