package dev.paddock.telemetry;

import dev.paddock.record.Sample;
import dev.paddock.telemetry.meter.Cards;
import dev.paddock.telemetry.meter.Meters;
import dev.paddock.telemetry.meter.ServerTree;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Samples of the server's process tree and of this process, ten times a second; of the whole
 * machine and its graphics cards, whose counters are dearer, with every fifth. It keeps the files
 * that it reads open and makes little more than its samples, so that it does not become the load
 * that it is to see; what it costs stands in each sample.
 */
final class Sampler implements AutoCloseable {
  private static final long EVERY = Duration.ofMillis(100).toNanos();
  private static final int WHOLE = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  private final ServerTree server;
  private final Meters meters;
  private final Cards cards;
  private final Thread thread;
  private final List<Sample> samples = new ArrayList<>();
  private volatile boolean closed;

  private Sampler(OptionalLong server, Gauges gauges) {
    this.server = server.isPresent() ? gauges.tree(server.getAsLong()) : new ServerTree.Unknown();
    this.meters = new Meters(gauges.root());
    this.cards = gauges.cards().get();
    this.thread = Thread.ofPlatform().name("sampler").daemon().unstarted(this::run);
  }

  /**
   * Begins to watch.
   *
   * @param server the process whose tree is watched; where it is not known only this process is
   */
  static Sampler watch(OptionalLong server, Gauges gauges) {
    Sampler sampler = new Sampler(server, gauges);
    sampler.thread.start();
    return sampler;
  }

  private void run() {
    try (meters;
        server) {
      long next = System.nanoTime();
      for (int n = 0; !closed; n++) {
        take(n % WHOLE == 0);
        // After a moment in which this thread did not run, what was missed is not made up for.
        next = Math.max(next + EVERY, System.nanoTime());
        while (!closed && System.nanoTime() - next < 0) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
      take(true);
    }
  }

  private void take(boolean whole) {
    server.read();
    Sample sample =
        new Sample(
            System.nanoTime(),
            server.memory(),
            server.mapped(),
            OptionalLong.empty(),
            server.cpu(),
            OptionalDouble.of(PROCESS.getProcessCpuTime() / 1e9),
            OptionalDouble.of(THREADS.getCurrentThreadCpuTime() / 1e9),
            whole ? Optional.of(meters.read()) : Optional.empty(),
            whole ? Optional.of(cards.read()).filter(all -> !all.isEmpty()) : Optional.empty());
    synchronized (samples) {
      samples.add(sample);
    }
  }

  /** What was seen so far, oldest first. */
  List<Sample> samples() {
    synchronized (samples) {
      return List.copyOf(samples);
    }
  }

  /** Takes a last sample, of everything, and ends. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
