package dev.paddock.record;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine at one moment of a trial; a line of {@code telemetry.jsonl}.
 *
 * @param at nanoseconds of the monotonic clock
 * @param memory resident bytes of the server's process tree, or the model's size where the server
 *     runs elsewhere
 * @param vram bytes on the GPU, as the server says
 * @param serverCpu CPU seconds that the server's process tree has used since its start
 * @param clientCpu CPU seconds that this process has used since its start
 */
public record Sample(
    long at,
    OptionalLong memory,
    OptionalLong vram,
    OptionalDouble serverCpu,
    OptionalDouble clientCpu) {}
