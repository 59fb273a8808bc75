package dev.paddock.summary;

import dev.paddock.record.Meanwhile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What the machine did in some trials, beside what its cores computed; a figure that no trial has
 * is empty.
 *
 * @param sampler the largest share of one core that sampling took in any trial
 * @param swapped the most bytes that went to swap or came from it in any trial
 * @param clock the least mean clock of the machine's cores in any trial, in MHz
 * @param gpuBusy mean share of the time in which its graphics cards computed, 0 to 1
 * @param gpuClock the least mean clock of their cores in any trial, in MHz
 * @param gpuCelsius the highest temperature of any
 * @param energyOf what energy is of, in words; empty where nothing tells
 */
public record OfMachine(
    OptionalDouble sampler,
    OptionalLong swapped,
    OptionalDouble clock,
    OptionalDouble gpuBusy,
    OptionalDouble gpuClock,
    OptionalDouble gpuCelsius,
    String energyOf) {

  /** Of these trials; none where none was watched like that. */
  public static Optional<OfMachine> of(List<Meanwhile> trials) {
    return trials.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OfMachine(
                each(trials, Meanwhile::sampler).max(),
                trials.stream().flatMapToLong(one -> one.swapped().stream()).max(),
                each(trials, Meanwhile::clock).min(),
                each(trials, Meanwhile::gpuBusy).average(),
                each(trials, Meanwhile::gpuClock).min(),
                each(trials, Meanwhile::gpuCelsius).max(),
                trials.stream()
                    .flatMap(one -> one.energyOf().stream())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining("; "))));
  }

  private static DoubleStream each(
      List<Meanwhile> trials, Function<Meanwhile, OptionalDouble> figure) {
    return trials.stream().flatMapToDouble(one -> figure.apply(one).stream());
  }
}
