package dev.paddock.benchmarks.recording;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.HdrHistogram.SingleWriterRecorder;

/** The ways to record with HdrHistogram: up to a minute, to three digits. */
final class HdrLedgers {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);
  private static final int DIGITS = 3;

  private HdrLedgers() {}

  private static Histogram histogram() {
    return new Histogram(LONGEST, DIGITS);
  }

  private static TimeLedger.Totals totals(Histogram all) {
    return new TimeLedger.Totals(all.getTotalCount(), all.getMean());
  }

  /** A histogram a thread, added up afterwards; none may be read meanwhile. */
  static final class Histograms implements TimeLedger {
    private final List<Histogram> all = new CopyOnWriteArrayList<>();

    @Override
    public Pen pen() {
      Histogram one = histogram();
      all.add(one);
      return one::recordValue;
    }

    @Override
    public Totals totals() {
      Histogram sum = histogram();
      all.forEach(sum::add);
      return HdrLedgers.totals(sum);
    }
  }

  /** A recorder a thread, each of which another thread may read meanwhile. */
  static final class SingleWriters implements TimeLedger {
    private final List<SingleWriterRecorder> all = new CopyOnWriteArrayList<>();

    @Override
    public Pen pen() {
      SingleWriterRecorder one = new SingleWriterRecorder(LONGEST, DIGITS);
      all.add(one);
      return one::recordValue;
    }

    @Override
    public Totals totals() {
      Histogram sum = histogram();
      all.forEach(one -> sum.add(one.getIntervalHistogram()));
      return HdrLedgers.totals(sum);
    }
  }

  /** One recorder for all threads. */
  static final class Shared implements TimeLedger {
    private final Recorder recorder = new Recorder(LONGEST, DIGITS);

    @Override
    public Pen pen() {
      return recorder::recordValue;
    }

    @Override
    public Totals totals() {
      return HdrLedgers.totals(recorder.getIntervalHistogram());
    }
  }
}
