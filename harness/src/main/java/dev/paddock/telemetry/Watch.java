package dev.paddock.telemetry;

import dev.paddock.record.Instrument;
import dev.paddock.record.Meanwhile;
import dev.paddock.record.Pauses;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.Sample.Gpu;
import dev.paddock.record.Spread;
import dev.paddock.record.StampClock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A watch on the client itself, and on the machine beside it, while a trial's load runs: begun
 * before the load, closed after it, and then asked for the trial's record.
 */
public final class Watch implements AutoCloseable {
  private final Gauges gauges;
  private final Optional<String> unstamped;
  private final PauseLog pauses;
  private final Optional<Probe> probe;
  private final Sampler sampler;
  private List<CollectorPause> paused = List.of();

  private Watch(Gauges gauges, OptionalLong server, Optional<String> unstamped) {
    this.gauges = gauges;
    this.unstamped = unstamped;
    this.pauses = gauges.pauses().get();
    pauses.collect();
    this.probe = unstamped.flatMap(why -> Probe.start(gauges.probed()));
    this.sampler = Sampler.watch(server, gauges);
  }

  /**
   * Collects garbage where there is much, then begins to watch.
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
    MeasuredSamples seen = new MeasuredSamples(samples(), new Host(gauges.root()).cores());
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
                    seen.share(span, Sample::clientCpu, gauges.cores().getAsInt()),
                    seen.others(span),
                    seen.moved(span, Sample.Machine::thermal),
                    seen.moved(span, Sample.Machine::quota),
                    Optional.of(meanwhile(seen, span))));
  }

  private static Stream<Request> measured(List<Request> requests) {
    return requests.stream().filter(request -> request.phase() == Phase.MEASURED);
  }

  private static long[] delays(List<Request> requests) {
    return measured(requests)
        .filter(request -> request.clock() == StampClock.KERNEL)
        .flatMapToLong(request -> LongStream.of(request.delays().toArray()))
        .toArray();
  }

  private Pauses pauses(Span span) {
    long[] inside =
        paused.stream()
            .filter(pause -> pause.touches(span))
            .mapToLong(CollectorPause::nanos)
            .toArray();
    return inside.length == 0
        ? Pauses.NONE
        : new Pauses(
            inside.length, Arrays.stream(inside).max().orElseThrow(), Arrays.stream(inside).sum());
  }

  private static Meanwhile meanwhile(MeasuredSamples seen, Span span) {
    return new Meanwhile(
        seen.share(span, Sample::samplerCpu, 1),
        seen.moved(span, Sample.Machine::swapped),
        seen.clock(span),
        seen.clockCut(span),
        seen.gpu(span, Gpu::busy).average(),
        seen.gpu(span, one -> real(one.clock())).average(),
        seen.gpu(span, Gpu::celsius).max(),
        seen.gpuSlowed(span),
        seen.energyOf());
  }

  private static OptionalDouble real(OptionalLong whole) {
    return whole.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) whole.getAsLong());
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
