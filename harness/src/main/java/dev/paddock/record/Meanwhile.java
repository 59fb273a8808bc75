package dev.paddock.record;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the machine did during the measured phase of a trial, beside what its cores computed.
 *
 * @param sampler share of one core that sampling took, a part of what the client used
 * @param swapped bytes that went to swap or came from it; no fault by itself, since a model that is
 *     too large for the machine does it
 * @param clock mean clock of the machine's cores, in MHz
 * @param clockCut by which share the highest clock that a core may run at was cut, at worst; 0 for
 *     not at all
 * @param gpuBusy mean share of the phase in which the machine's graphics cards computed, 0 to 1
 * @param gpuClock mean clock of their cores, in MHz
 * @param gpuCelsius the highest temperature of any
 * @param gpuSlowed why a card ran slower than it could, in a few words; empty where none did, or
 *     none tells
 * @param energyOf what the energy of the samples is of, in a few words; empty where nothing tells
 */
public record Meanwhile(
    OptionalDouble sampler,
    OptionalLong swapped,
    OptionalDouble clock,
    OptionalDouble clockCut,
    OptionalDouble gpuBusy,
    OptionalDouble gpuClock,
    OptionalDouble gpuCelsius,
    Optional<String> gpuSlowed,
    Optional<String> energyOf) {}
