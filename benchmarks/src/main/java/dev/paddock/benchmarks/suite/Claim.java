package dev.paddock.benchmarks.suite;

import java.util.Map;

/**
 * What a suite claims of two variants before it has measured them; a hypothesis of its experiment.
 *
 * @param id for example {@code AA1}
 * @param words the claim
 * @param expect {@code lower}, {@code higher} or {@code equivalent}: how the time of {@code when}
 *     compares with that of {@code versus}
 * @param margin a difference that matters, in percent
 * @param when levels of the one variant
 * @param versus levels of the other
 */
public record Claim(
    String id,
    String words,
    String expect,
    int margin,
    Map<String, String> when,
    Map<String, String> versus) {}
