package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.OptionalDouble;

/**
 * A turn of a cell's conversations: means over its trials' medians.
 *
 * @param turn from 1
 * @param firstToken the time to the first token in milliseconds, geometric mean
 * @param bounds its 95 % interval over trials; open where there are too few
 * @param promptTokens of what the server read, what it had cached included; empty where it does not
 *     say
 * @param cachedTokens what it had cached; empty likewise
 * @param trials behind it
 */
public record OfTurn(
    String cell,
    int turn,
    double firstToken,
    @JsonUnwrapped Bounds bounds,
    OptionalDouble promptTokens,
    OptionalDouble cachedTokens,
    int trials) {}
