package dev.paddock.summary;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How it was measured.
 *
 * @param metrics that the experiment asks about, the first the most; empty in older files
 * @param constants what was set alike in every cell, by name; empty in older files
 */
public record Method(
    List<String> metrics,
    Map<String, Object> constants,
    int blocks,
    int blocksWanted,
    int cells,
    int leftOut,
    long seed,
    int requestsPerTrial,
    int warmup,
    double precision,
    String load,
    boolean openLoop,
    int promptTokens,
    int outputTokens,
    Map<String, Integer> clocks,
    OptionalDouble clientDelayP99,
    String quantile,
    String adjusted) {
  public Method {
    metrics = Older.orEmpty(metrics);
    constants =
        Optional.ofNullable(constants)
            .<Map<String, Object>>map(TreeMap::new)
            .map(Collections::unmodifiableMap)
            .orElse(Map.of());
  }
}
