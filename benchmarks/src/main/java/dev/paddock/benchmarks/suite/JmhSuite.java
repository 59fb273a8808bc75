package dev.paddock.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A suite that is the class of its one JMH benchmark, whose parameters are the factors.
 *
 * <p>A factor {@value #THREADS} is no parameter: it is how many threads run the benchmark at once.
 */
public interface JmhSuite extends Suite {
  /** The factor that JMH itself takes. */
  String THREADS = "threads";

  /** The system property in which a fork finds the directory of its run. */
  String RUN = "bench.run";

  /**
   * Compiles after a tenth of the usual number of calls: a client of much code is then warm within
   * three seconds instead of six, and as fast from there on.
   */
  List<String> SOON_WARM = List.of("-XX:CompileThresholdScaling=0.1");

  /**
   * How many operations (lines, tokens, requests) one invocation does beyond what its annotation
   * says; times and bytes are divided by it.
   *
   * @param levels as pages spell them, by parameter
   */
  default double operations(Map<String, String> levels) {
    return 1;
  }

  /**
   * Makes what the forks of a variant share because each would take too long to make its own,
   * unless the run has it already; by default nothing.
   *
   * @param levels as pages spell them, by parameter
   * @param run the directory of the run, where it stays
   */
  default void prepare(Map<String, String> levels, Path run) throws IOException {}

  /** Flags of the forks' JVM beyond those that every suite has; by default none. */
  default List<String> jvmFlags() {
    return List.of();
  }

  @Override
  default Forks forks() {
    return Fork::measure;
  }

  @Override
  default String measuredBy() {
    return Fork.words(jvmFlags());
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
