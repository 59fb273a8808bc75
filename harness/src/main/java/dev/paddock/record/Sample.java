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
 * @param machineCpu CPU seconds that all cores together were busy since the machine's start, what a
 *     hypervisor took included
 * @param thermal how many times cores were slowed down because of heat so far
 * @param quota in how many periods a CPU quota held this process up so far
 */
public record Sample(
    long at,
    OptionalLong memory,
    OptionalLong vram,
    OptionalDouble serverCpu,
    OptionalDouble clientCpu,
    OptionalDouble machineCpu,
    OptionalLong thermal,
    OptionalLong quota) {}
