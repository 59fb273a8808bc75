package dev.paddock.benchmarks.suite;

import java.util.List;
import java.util.Map;

/**
 * What a suite varies.
 *
 * @param factors levels by JMH parameter, in the order of the page
 * @param where conditions that a combination must fulfil
 * @param look further conditions of a short look, which leave a few variants
 * @param control levels of the variant that all others are compared with
 * @param metrics what each fork measures; the hypotheses are about the first
 * @param hypotheses made before anything is measured
 */
public record Variants(
    Map<String, List<String>> factors,
    List<String> where,
    List<String> look,
    Map<String, String> control,
    List<String> metrics,
    List<SuiteHypothesis> hypotheses) {
  private static final String FIRST = "ttft.p50";

  /** What JMH measures. */
  public static final List<String> OF_JMH = List.of("time.mean", "alloc");

  /** What JMH and the fork's own profiler measure over sockets, where an operation is a token. */
  public static final List<String> OF_STREAMS = List.of("time.mean", "alloc", "cpu", FIRST);

  /** The same where an operation is a request. */
  public static final List<String> OF_REQUESTS =
      List.of("time.mean", "alloc", "cpu.request", FIRST);

  /**
   * Whether a variant only computes: those that wait for a server tell when its first token came.
   */
  public boolean computes() {
    return !metrics.contains(FIRST);
  }
}
