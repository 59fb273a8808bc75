package dev.paddock.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * What a suite varies.
 *
 * @param factors levels by JMH parameter, in the order of the page
 * @param where conditions that a combination must fulfil
 * @param control levels of the variant that all others are compared with
 * @param claims what is claimed before anything is measured
 */
record Variants(
    Map<String, List<String>> factors,
    List<String> where,
    Map<String, String> control,
    List<Claim> claims) {}
