package dev.paddock.figures;

import dev.paddock.record.Sketch;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The times of several trials together, from their sketches: each quantile is within 0.05 % of what
 * the times themselves would give.
 */
public final class Pool {
  private final long n;
  private final long max;
  private final Histogram histogram;

  /** The middle of each bucket that holds a time, in nanoseconds, and how many are up to there. */
  private final double[] values;

  private final long[] upTo;

  private Pool(long n, long max, Histogram histogram) {
    this.n = n;
    this.max = max;
    this.histogram = histogram;
    DoubleStream.Builder middles = DoubleStream.builder();
    LongStream.Builder counts = LongStream.builder();
    for (HistogramIterationValue bucket : histogram.recordedValues()) {
      middles.add((double) histogram.medianEquivalentValue(bucket.getValueIteratedTo()));
      counts.add(bucket.getTotalCountToThisValue());
    }
    this.values = middles.build().toArray();
    this.upTo = counts.build().toArray();
  }

  /** These together; none where there are none. */
  public static Optional<Pool> of(Collection<Sketch> sketches) {
    if (sketches.isEmpty()) {
      return Optional.empty();
    }
    Histogram all = Sketch.empty();
    long n = 0;
    long max = Long.MIN_VALUE;
    for (Sketch sketch : sketches) {
      all.add(sketch.decoded());
      n += sketch.n();
      max = Math.max(max, sketch.max());
    }
    return Optional.of(new Pool(n, max, all));
  }

  /** Pools together; none where there are none. */
  public static Optional<Pool> together(Collection<Pool> pools) {
    if (pools.isEmpty()) {
      return Optional.empty();
    }
    Histogram all = Sketch.empty();
    pools.forEach(pool -> all.add(pool.histogram));
    return Optional.of(
        new Pool(
            pools.stream().mapToLong(Pool::n).sum(),
            pools.stream().mapToLong(Pool::max).max().orElseThrow(),
            all));
  }

  public long n() {
    return n;
  }

  /** The longest, in nanoseconds, exact. */
  public long max() {
    return max;
  }

  /**
   * A quantile in nanoseconds, by the definition of {@link dev.paddock.stats.Quantile}.
   *
   * @param p in [0, 1]
   */
  public double quantile(double p) {
    double position = (n - 1) * p;
    long below = (long) Math.floor(position);
    double low = at(below);
    return low + (position - below) * (at(Math.min(below + 1, n - 1)) - low);
  }

  /** The time of this rank, from 0. */
  private double at(long rank) {
    int from = 0;
    int to = upTo.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (upTo[middle] > rank) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return values[from];
  }
}
