package dev.paddock.engine;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Counts and times of one answer.
 *
 * @param promptTokens cached ones included
 * @param promptNanos reading the prompt, cached tokens left out
 * @param outputTokens generated, the one that ended the text included
 * @param outputNanos generating, from the first token on
 */
public record AnswerCounts(
    @JsonProperty("promptTokens") int promptTokens,
    @JsonProperty("promptNanos") long promptNanos,
    @JsonProperty("outputTokens") int outputTokens,
    @JsonProperty("outputNanos") long outputNanos) {}
