package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param prompts the name of the file of the user's own prompts; empty where they are random words
 * @param promptTokens of each prompt; 0 of the user's own
 * @param outputTokens of each answer, or after which it was cut
 * @param turns of a conversation, at least 1; 0 in older files
 * @param batch texts of a request for embeddings; 0 of requests for text, and in older files
 * @param natural whether answers were as long as the model made them
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
    Optional<String> prompts,
    int promptTokens,
    int outputTokens,
    boolean natural,
    int turns,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int batch,
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
