package dev.paddock.telemetry;

import dev.paddock.record.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Samples of the server's process tree, of this process and of the machine, twice a second. */
final class Sampler implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final OperatingSystem system = new SystemInfo().getOperatingSystem();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("sampler").daemon().factory());
  private final OptionalLong server;
  private final Counters counters;
  private final List<Sample> samples = new ArrayList<>();

  private Sampler(OptionalLong server, Counters counters) {
    this.server = server;
    this.counters = counters;
  }

  /**
   * Begins to watch.
   *
   * @param server the process whose tree is watched; where it is not known only this process is
   */
  static Sampler watch(OptionalLong server, Counters counters) {
    Sampler sampler = new Sampler(server, counters);
    var _ =
        sampler.thread.scheduleAtFixedRate(
            sampler::take, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return sampler;
  }

  private void take() {
    Sample sample = now();
    synchronized (samples) {
      samples.add(sample);
    }
  }

  private Sample now() {
    List<OSProcess> tree = server.isPresent() ? tree(server.getAsLong()) : List.of();
    OptionalLong memory =
        tree.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(tree.stream().mapToLong(OSProcess::getResidentMemory).sum());
    OptionalDouble cpu =
        tree.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(tree.stream().mapToDouble(Sampler::cpuSeconds).sum());
    return new Sample(
        System.nanoTime(),
        memory,
        OptionalLong.empty(),
        cpu,
        OptionalDouble.of(cpuSeconds(system.getCurrentProcess())),
        counters.busy(),
        counters.thermal(),
        counters.quota());
  }

  private List<OSProcess> tree(long root) {
    Stream<Long> descendants =
        ProcessHandle.of(root).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
    return Stream.concat(Stream.of(root), descendants)
        .map(pid -> system.getProcess(Math.toIntExact(pid)))
        .filter(process -> process != null)
        .toList();
  }

  private static double cpuSeconds(OSProcess process) {
    return (process.getKernelTime() + process.getUserTime()) / 1e3;
  }

  /** What was seen so far, oldest first. */
  List<Sample> samples() {
    synchronized (samples) {
      return List.copyOf(samples);
    }
  }

  @Override
  public void close() {
    take();
    thread.shutdownNow();
  }
}
