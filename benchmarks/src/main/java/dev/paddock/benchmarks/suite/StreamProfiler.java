package dev.paddock.benchmarks.suite;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What an iteration took of a core in all threads of the fork, and how long its answers took to
 * their first token. JMH makes it in the fork.
 */
public final class StreamProfiler implements InternalProfiler {
  /** CPU time an operation, in µs. */
  static final String CPU = "stream.cpu";

  /** The median time to the first token, in ms. */
  static final String FIRST = "stream.ttft";

  private static final double MICRO = 1e3;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "CPU time an operation and time to the first token";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    FirstTokens.clear();
    before = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long took = system.getProcessCpuTime() - before;
    long operations = Math.max(1, result.getMetadata().getAllOps());
    List<ScalarResult> results = new ArrayList<>();
    results.add(new ScalarResult(CPU, took / MICRO / operations, "us/op", AggregationPolicy.AVG));
    FirstTokens.median()
        .ifPresent(
            median -> results.add(new ScalarResult(FIRST, median, "ms", AggregationPolicy.AVG)));
    return results;
  }
}
