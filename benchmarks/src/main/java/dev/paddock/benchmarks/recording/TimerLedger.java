package dev.paddock.benchmarks.recording;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;

/** A timer of Micrometer in its registry for Prometheus, for all threads. */
final class TimerLedger implements TimeLedger {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer timer;

  /**
   * A timer of its own registry.
   *
   * @param histogram whether it counts by buckets too, so that percentiles can be asked for
   */
  TimerLedger(boolean histogram) {
    timer = Timer.builder("token").publishPercentileHistogram(histogram).register(registry);
  }

  @Override
  public Pen pen() {
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Totals totals() {
    return Totals.of(timer.count(), timer.totalTime(TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() {
    registry.close();
  }
}
