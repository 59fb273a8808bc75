package dev.paddock.benchmarks.recording;

import io.prometheus.metrics.core.metrics.Histogram;

/**
 * A histogram of the Prometheus client, for all threads; it takes seconds. It keeps no exemplars,
 * which are of use beside a tracer only.
 */
final class PrometheusLedger implements TimeLedger {
  private static final double NANOS_A_SECOND = 1e9;

  private final Histogram histogram;

  private PrometheusLedger(Histogram histogram) {
    this.histogram = histogram;
  }

  /** As it is made where nothing is said: with classic and with native buckets. */
  static TimeLedger ofBoth() {
    return new PrometheusLedger(builder().build());
  }

  /** With its twelve classic buckets only. */
  static TimeLedger classic() {
    return new PrometheusLedger(builder().classicOnly().build());
  }

  private static Histogram.Builder builder() {
    return Histogram.builder().name("token_seconds").withoutExemplars();
  }

  @Override
  public Pen pen() {
    return nanos -> histogram.observe(nanos / NANOS_A_SECOND);
  }

  @Override
  public Totals totals() {
    return Totals.of(histogram.getCount(), histogram.getSum() * NANOS_A_SECOND);
  }
}
