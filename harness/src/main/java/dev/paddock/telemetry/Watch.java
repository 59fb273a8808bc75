package dev.paddock.telemetry;

import dev.paddock.record.Instrument;
import dev.paddock.record.Pauses;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.Spread;
import dev.paddock.record.StampClock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A watch on the client itself, and on the machine beside it, while a trial's load runs: begun
 * before the load, closed after it, and then asked for the trial's record.
 */
public final class Watch implements AutoCloseable {
  /** The counters tick in hundredths of a second and are read one after the other. */
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

  private final Gauges gauges;
  private final Optional<String> unstamped;
  private final PauseLog pauses;
  private final Optional<Probe> probe;
  private final Sampler sampler;
  private List<Pause> paused = List.of();

  private Watch(Gauges gauges, OptionalLong server, Optional<String> unstamped) {
    this.gauges = gauges;
    this.unstamped = unstamped;
    this.pauses = gauges.pauses().get();
    pauses.collect();
    this.probe = unstamped.flatMap(why -> Probe.start(gauges.probed()));
    this.sampler = Sampler.watch(server, gauges.counters());
  }

  /**
   * Asks for a collection, then begins to watch.
   *
   * @param server the process whose tree is watched too; where it is not known only this process is
   * @param unstamped why the kernel will not stamp the load's arrivals: a probe stream then runs
   *     beside it; empty where the kernel does
   */
  public static Watch begin(Gauges gauges, OptionalLong server, Optional<String> unstamped) {
    return new Watch(gauges, server, unstamped);
  }

  /** What was sampled, oldest first; whole once this is closed. */
  public List<Sample> samples() {
    return sampler.samples();
  }

  /**
   * The record of the measured phase, once this is closed; none where nothing was measured.
   *
   * @param requests all of the trial, warm-up included
   */
  public Optional<Instrument> over(List<Request> requests) {
    return Span.of(requests)
        .map(
            span ->
                new Instrument(
                    unstamped,
                    Spread.of(delays(requests)),
                    probe.flatMap(one -> Spread.of(one.within(span))),
                    Spread.of(measured(requests).mapToLong(Request::lag).toArray()),
                    pauses(span),
                    OptionalInt.of(gauges.cores().getAsInt()),
                    share(span, Watch::client, gauges.cores().getAsInt()),
                    other(span),
                    moved(span, Sample::thermal),
                    moved(span, Sample::quota)));
  }

  private static Stream<Request> measured(List<Request> requests) {
    return requests.stream().filter(request -> request.phase() == Phase.MEASURED);
  }

  private static long[] delays(List<Request> requests) {
    return measured(requests)
        .filter(request -> request.clock() == StampClock.KERNEL)
        .flatMapToLong(request -> LongStream.of(request.seen().toArray()))
        .toArray();
  }

  private Pauses pauses(Span span) {
    long[] inside =
        paused.stream().filter(pause -> pause.touches(span)).mapToLong(Pause::nanos).toArray();
    return inside.length == 0
        ? Pauses.NONE
        : new Pauses(
            inside.length, Arrays.stream(inside).max().orElseThrow(), Arrays.stream(inside).sum());
  }

  private static OptionalDouble client(Sample sample) {
    return sample.clientCpu();
  }

  private static OptionalDouble others(Sample sample) {
    return sample.machineCpu().isPresent()
            && sample.serverCpu().isPresent()
            && sample.clientCpu().isPresent()
        ? OptionalDouble.of(
            sample.machineCpu().getAsDouble()
                - sample.serverCpu().getAsDouble()
                - sample.clientCpu().getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble other(Span span) {
    OptionalInt cores = gauges.counters().cores();
    return cores.isEmpty() ? OptionalDouble.empty() : share(span, Watch::others, cores.getAsInt());
  }

  /**
   * The share of so many cores that was used between the first and the last sample inside; empty
   * where these are not a second and half of it apart, because then nobody knows.
   */
  private OptionalDouble share(Span span, Function<Sample, OptionalDouble> seconds, int cores) {
    List<Sample> inside =
        samples().stream()
            .filter(sample -> span.holds(sample.at()) && seconds.apply(sample).isPresent())
            .toList();
    if (inside.size() < 2) {
      return OptionalDouble.empty();
    }
    Sample first = inside.getFirst();
    Sample last = inside.getLast();
    long nanos = last.at() - first.at();
    if (nanos < Math.max(SHORTEST, span.nanos() / 2)) {
      return OptionalDouble.empty();
    }
    double used = seconds.apply(last).orElseThrow() - seconds.apply(first).orElseThrow();
    return OptionalDouble.of(Math.max(0, used / (nanos / 1e9) / cores));
  }

  /** By how much a counter moved from the last sample before the phase to the first after it. */
  private OptionalLong moved(Span span, Function<Sample, OptionalLong> counter) {
    List<Sample> known =
        samples().stream().filter(sample -> counter.apply(sample).isPresent()).toList();
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
    return OptionalLong.of(
        counter.apply(after).orElseThrow() - counter.apply(before).orElseThrow());
  }

  /** Ends the watch; takes a last sample. */
  @Override
  public void close() {
    sampler.close();
    probe.ifPresent(Probe::close);
    paused = pauses.pauses();
    pauses.close();
  }
}
