package dev.paddock.benchmarks.suite;

import java.util.Map;

/**
 * A hypothesis of a suite about two variants, made before they are measured.
 *
 * @param id for example {@code AA1}
 * @param claim what it says
 * @param expect {@code lower}, {@code higher} or {@code equivalent}: how the time of {@code when}
 *     compares with that of {@code versus}
 * @param margin a difference that matters, in percent
 * @param when levels of the one variant
 * @param versus levels of the other
 */
public record SuiteHypothesis(
    String id,
    String claim,
    String expect,
    int margin,
    Map<String, String> when,
    Map<String, String> versus) {}
