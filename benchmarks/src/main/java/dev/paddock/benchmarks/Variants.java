package dev.paddock.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * What a suite varies.
 *
 * @param factors levels by JMH parameter, in the order of the page
 * @param where conditions that a combination must fulfil
 * @param control levels of the variant that all others are compared with
 * @param metrics what each fork measures; the claims are about the first
 * @param claims what is claimed before anything is measured
 */
record Variants(
    Map<String, List<String>> factors,
    List<String> where,
    Map<String, String> control,
    List<String> metrics,
    List<Claim> claims) {
  /** What JMH measures. */
  static final List<String> OF_JMH = List.of("time.mean", "alloc");
}
