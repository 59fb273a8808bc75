package dev.paddock.telemetry;

import dev.paddock.record.Sample;
import dev.paddock.record.Sample.Gpu;
import dev.paddock.record.Sample.Machine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the samples of a trial say of its measured phase.
 *
 * @param samples oldest first
 * @param cores that the machine runs with, whoever may use them; empty where that is not known
 */
record MeasuredSamples(List<Sample> samples, OptionalInt cores) {
  /** The counters tick in hundredths of a second and are read one after the other. */
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

  private static final String PROCESSORS = "processors and their memory";
  private static final String CARDS = "graphics cards";

  private Stream<Sample> inside(Span span) {
    return samples.stream().filter(sample -> span.holds(sample.at()));
  }

  /** Share of the machine's cores that neither the server nor this process used. */
  OptionalDouble others(Span span) {
    return cores.isEmpty()
        ? OptionalDouble.empty()
        : share(span, MeasuredSamples::others, cores.getAsInt());
  }

  private static OptionalDouble others(Sample sample) {
    OptionalDouble all = sample.machine().map(Machine::cpu).orElse(OptionalDouble.empty());
    return all.isPresent() && sample.serverCpu().isPresent() && sample.clientCpu().isPresent()
        ? OptionalDouble.of(
            all.getAsDouble() - sample.serverCpu().getAsDouble() - sample.clientCpu().getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * The share of so many cores that was used between the first and the last sample inside; empty
   * where these are not a second and half of the phase apart, because then nobody knows.
   */
  OptionalDouble share(Span span, Function<Sample, OptionalDouble> seconds, int cores) {
    List<Sample> known = inside(span).filter(sample -> seconds.apply(sample).isPresent()).toList();
    if (known.size() < 2) {
      return OptionalDouble.empty();
    }
    Sample first = known.getFirst();
    Sample last = known.getLast();
    long nanos = last.at() - first.at();
    if (nanos < Math.max(SHORTEST, span.nanos() / 2)) {
      return OptionalDouble.empty();
    }
    double used = seconds.apply(last).orElseThrow() - seconds.apply(first).orElseThrow();
    return OptionalDouble.of(Math.max(0, used / (nanos / 1e9) / cores));
  }

  /** By how much a counter moved from the last sample before the phase to the first after it. */
  OptionalLong moved(Span span, Function<Machine, OptionalLong> counter) {
    List<Sample> known =
        samples.stream()
            .filter(
                sample -> sample.machine().map(counter).filter(OptionalLong::isPresent).isPresent())
            .toList();
    if (known.isEmpty()) {
      return OptionalLong.empty();
    }
    Sample before = known.getFirst();
    Sample after = known.getLast();
    for (Sample sample : known) {
      before = sample.at() <= span.from() ? sample : before;
    }
    for (Sample sample : known.reversed()) {
      after = sample.at() >= span.to() ? sample : after;
    }
    return OptionalLong.of(value(after, counter) - value(before, counter));
  }

  private static long value(Sample sample, Function<Machine, OptionalLong> figure) {
    return sample.machine().map(figure).orElseThrow().orElseThrow();
  }

  private static LongStream machines(
      Stream<Sample> samples, Function<Machine, OptionalLong> figure) {
    return samples
        .flatMap(sample -> sample.machine().stream())
        .flatMapToLong(machine -> figure.apply(machine).stream());
  }

  /** The mean clock of all cores, in MHz. */
  OptionalDouble clock(Span span) {
    return machines(inside(span), Machine::clock).average();
  }

  /** By which share the limit of the clock was cut inside, against the highest of the trial. */
  OptionalDouble clockCut(Span span) {
    OptionalLong highest = machines(samples.stream(), Machine::clockLimit).max();
    OptionalLong least = machines(inside(span), Machine::clockLimit).min();
    return highest.isEmpty() || least.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (double) least.getAsLong() / highest.getAsLong());
  }

  private Stream<Gpu> gpus(Span span) {
    return inside(span).flatMap(sample -> sample.gpus().stream()).flatMap(List::stream);
  }

  /** A figure of every card at every moment. */
  DoubleStream gpu(Span span, Function<Gpu, OptionalDouble> figure) {
    return gpus(span).flatMapToDouble(gpu -> figure.apply(gpu).stream());
  }

  /** Why a card ran slower than it could. */
  Optional<String> gpuSlowed(Span span) {
    String why =
        gpus(span)
            .flatMap(gpu -> gpu.slowed().stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    return why.isEmpty() ? Optional.empty() : Optional.of(why);
  }

  /** What counts its energy, or says which power it draws. */
  Optional<String> energyOf() {
    boolean processors =
        samples.stream()
            .flatMap(sample -> sample.machine().stream())
            .anyMatch(machine -> machine.energy().isPresent());
    boolean cards =
        samples.stream()
            .flatMap(sample -> sample.gpus().stream())
            .flatMap(List::stream)
            .anyMatch(gpu -> gpu.energy().isPresent() || gpu.watts().isPresent());
    String of =
        Stream.of(processors ? PROCESSORS : "", cards ? CARDS : "")
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" and "));
    return of.isEmpty() ? Optional.empty() : Optional.of(of);
  }
}
