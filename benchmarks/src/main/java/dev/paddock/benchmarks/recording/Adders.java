package dev.paddock.benchmarks.recording;

import java.util.concurrent.atomic.LongAdder;

/** A count and a sum for all threads: a mean, and nothing of how times are spread. */
final class Adders implements TimeLedger {
  private final LongAdder count = new LongAdder();
  private final LongAdder sum = new LongAdder();

  @Override
  public Pen pen() {
    return nanos -> {
      count.increment();
      sum.add(nanos);
    };
  }

  @Override
  public Totals totals() {
    return Totals.of(count.sum(), (double) sum.sum());
  }
}
