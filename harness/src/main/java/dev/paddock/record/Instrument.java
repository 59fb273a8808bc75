package dev.paddock.record;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the client did to a measurement, and what else the machine did meanwhile: over the measured
 * phase of a trial, from when its first measured request was intended to its last answer.
 *
 * @param unstamped why the kernel does not stamp arrivals, in a few words; empty where it does
 * @param chunkDelay seen − arrival of each measured chunk that the kernel stamped
 * @param probeDelay seen − written of a probe stream beside the load, where the kernel does not
 *     stamp
 * @param lag sent − intended of each measured request
 * @param pauses of the client's garbage collector
 * @param cores that the client may use
 * @param clientCpu share of these that it used, 0 to 1; empty where the phase was too short to tell
 * @param otherCpu share of all of the machine's cores that neither the server nor the client used,
 *     what the hypervisor took included; empty where the server's process is not known
 * @param thermal how many times a core was slowed down because of heat; empty where nobody counts
 * @param quota periods of which a CPU quota took a part from the client; empty where there is none
 * @param meanwhile what else the machine did; empty in older runs
 */
public record Instrument(
    Optional<String> unstamped,
    Optional<Spread> chunkDelay,
    Optional<Spread> probeDelay,
    Optional<Spread> lag,
    Pauses pauses,
    OptionalInt cores,
    OptionalDouble clientCpu,
    OptionalDouble otherCpu,
    OptionalLong thermal,
    OptionalLong quota,
    Optional<Meanwhile> meanwhile) {}
