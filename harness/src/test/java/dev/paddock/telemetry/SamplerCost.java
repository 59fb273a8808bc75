package dev.paddock.telemetry;

import dev.paddock.record.Sample;
import java.util.List;
import java.util.OptionalLong;

/**
 * Says what sampling costs on this machine: the CPU time of the sampler's thread over a while, and
 * how long the facts take that are read again between two trials. {@code java -cp … SamplerCost PID
 * SECONDS}, with the number of a server's process.
 */
final class SamplerCost {
  private SamplerCost() {}

  /** Prints one line for each of three goes. */
  public static void main(String[] arguments) throws InterruptedException {
    OptionalLong server = OptionalLong.of(Long.parseLong(arguments[0]));
    long seconds = Long.parseLong(arguments[1]);
    Gauges gauges = Gauges.real();
    for (int go = 1; go <= 3; go++) {
      Sampler sampler = Sampler.watch(server, gauges);
      try (sampler) {
        Thread.sleep(seconds * 1000);
      }
      List<Sample> samples = sampler.samples();
      Sample first = samples.getFirst();
      Sample last = samples.getLast();
      double took = last.samplerCpu().orElseThrow() - first.samplerCpu().orElseThrow();
      System.out.printf(
          "%d samples in %.1f s: %.3f %% of a core, %.0f µs a sample (the first, with all"
              + " processes: %.1f ms before it)%n",
          samples.size(),
          (last.at() - first.at()) / 1e9,
          100 * took / ((last.at() - first.at()) / 1e9),
          1e6 * took / samples.size(),
          1e3 * first.samplerCpu().orElseThrow());
      long begun = System.nanoTime();
      int facts = gauges.facts().get().size();
      System.out.printf("%d facts again in %.1f ms%n", facts, (System.nanoTime() - begun) / 1e6);
    }
  }
}
