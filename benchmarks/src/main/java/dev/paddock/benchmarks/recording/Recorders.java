package dev.paddock.benchmarks.recording;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.VariantConditions;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Suite {@code recording}: what it costs to record how long a token took.
 *
 * <p>Every recorder does the same work: it takes times of nanoseconds from one thread or several,
 * loses none, and can say their number and mean afterwards; what else it can say differs. With more
 * threads than cores each waits for its turn, so recorders are compared under the same number of
 * threads only. A rival is one more constant of {@link Recorder}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Recorders implements JmhSuite {
  /** A power of two. */
  private static final int TIMES = 256;

  private static final double MEDIAN = 20_000_000;
  private static final double SPREAD = 0.6;

  /** Threads of the check, and how often each goes through all times. */
  private static final int CHECK_THREADS = 4;

  private static final int CHECK_ROUNDS = 2;

  /** Three digits. */
  private static final double PRECISION = 0.001;

  private static final String RECORDER = "recorder";
  private static final List<String> THREAD_COUNTS = List.of("1", "2", "8");

  @Param private Recorder recorder = Recorder.OWN;

  private TimeLedger ledger = new StampRows();

  /** What the times are recorded in. */
  @SuppressWarnings("ImmutableEnumChecker") // constructors
  public enum Recorder {
    /** Arrays of stamps, as in the harness. */
    OWN(StampRows::new),
    /** The same once more under another name: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN(StampRows::new),
    /** HdrHistogram, a histogram a thread. */
    HDR_HISTOGRAM(HdrLedgers.Histograms::new),
    /** HdrHistogram's recorder for one writer, one a thread. */
    HDR_SINGLE_WRITER(HdrLedgers.SingleWriters::new),
    /** HdrHistogram's recorder for all threads. */
    HDR_RECORDER(HdrLedgers.Shared::new),
    /** Micrometer's timer. */
    MICROMETER_TIMER(() -> new TimerLedger(false)),
    /** The same with a histogram for percentiles. */
    MICROMETER_HISTOGRAM(() -> new TimerLedger(true)),
    /** The Prometheus client's histogram with its classic buckets. */
    PROMETHEUS_CLASSIC(PrometheusLedger::classic),
    /** The same as it is made by default, with native buckets too. */
    PROMETHEUS_BOTH(PrometheusLedger::ofBoth),
    /** The JDK's adders. */
    LONG_ADDER(Adders::new);

    private final Supplier<TimeLedger> ledger;

    Recorder(Supplier<TimeLedger> ledger) {
      this.ledger = ledger;
    }

    /** A new one, which holds nothing. */
    TimeLedger open() {
      return ledger.get();
    }
  }

  /** A thread with its times and what it records them with. */
  @State(Scope.Thread)
  public static class Hand {
    private TimeLedger.Pen pen = nanos -> {};
    private long[] times = {};
    private int next;

    /** Takes a pen. */
    @Setup
    public void setup(Recorders suite) {
      pen = suite.ledger.pen();
      times = times();
    }

    private long record() {
      long time = times[next++ & (TIMES - 1)];
      pen.record(time);
      return time;
    }
  }

  @Override
  public String word() {
    return "recording";
  }

  @Override
  public String question() {
    return "What does it cost to record how long a token took, and does the recorder matter?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perToken(RECORDER);
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put(THREADS, THREAD_COUNTS);
    factors.put(RECORDER, Level.all(Recorder.values()));
    return new Variants(
        factors,
        List.of(),
        List.of(
            VariantConditions.oneOf(THREADS, "2"),
            VariantConditions.oneOf(
                RECORDER,
                Recorder.OWN,
                Recorder.OWN_AGAIN,
                Recorder.HDR_HISTOGRAM,
                Recorder.HDR_RECORDER,
                Recorder.MICROMETER_TIMER,
                Recorder.LONG_ADDER)),
        variant(Recorder.OWN, "2"),
        Variants.OF_JMH,
        hypotheses());
  }

  private static List<SuiteHypothesis> hypotheses() {
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (String threads : THREAD_COUNTS) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same arrays twice show no difference, threads: " + threads,
              "equivalent",
              5,
              variant(Recorder.OWN_AGAIN, threads),
              variant(Recorder.OWN, threads)));
    }
    hypotheses.add(lower("H1", Recorder.OWN, Recorder.HDR_HISTOGRAM, "1"));
    hypotheses.add(lower("H2", Recorder.HDR_HISTOGRAM, Recorder.HDR_RECORDER, "1"));
    hypotheses.add(lower("H3", Recorder.HDR_SINGLE_WRITER, Recorder.HDR_RECORDER, "2"));
    hypotheses.add(lower("H4", Recorder.MICROMETER_TIMER, Recorder.MICROMETER_HISTOGRAM, "2"));
    hypotheses.add(lower("H5", Recorder.PROMETHEUS_CLASSIC, Recorder.PROMETHEUS_BOTH, "2"));
    hypotheses.add(lower("H6", Recorder.HDR_RECORDER, Recorder.PROMETHEUS_BOTH, "2"));
    hypotheses.add(lower("H7", Recorder.LONG_ADDER, Recorder.HDR_RECORDER, "2"));
    hypotheses.add(lower("H8", Recorder.LONG_ADDER, Recorder.MICROMETER_TIMER, "2"));
    hypotheses.add(lower("H9", Recorder.HDR_HISTOGRAM, Recorder.HDR_RECORDER, "8"));
    return hypotheses;
  }

  private static SuiteHypothesis lower(String id, Recorder one, Recorder other, String threads) {
    return new SuiteHypothesis(
        id,
        "%s takes less time than %s, threads: %s"
            .formatted(Level.of(one), Level.of(other), threads),
        "lower",
        5,
        variant(one, threads),
        variant(other, threads));
  }

  private static Map<String, String> variant(Recorder recorder, String threads) {
    return Map.of(RECORDER, Level.of(recorder), THREADS, threads);
  }

  @Override
  public String beside(Summary summary, Path run) {
    return """
    What can be asked of them afterwards: the harness' arrays give every time in its order; \
    HdrHistogram any percentile to three digits, and Micrometer's and Prometheus' histograms one \
    to the width of a bucket; a timer without a histogram and adders give the mean, and no \
    percentile at all. Threads share one recorder, but for the harness' arrays, hdr-histogram \
    and hdr-single-writer, of which each thread has its own.\
    """;
  }

  /** Opens the ledger, and refuses to time a recorder that loses a time. */
  @Setup
  public void setup() throws InterruptedException {
    try (TimeLedger tried = recorder.open()) {
      check(recorder.name(), tried);
    }
    ledger = recorder.open();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    ledger.close();
  }

  /** Records one time. */
  @Benchmark
  public long record(Hand hand) {
    return hand.record();
  }

  /** Lets every recorder record the times of several threads. */
  @Override
  public void check() {
    for (Recorder one : Recorder.values()) {
      try (TimeLedger tried = one.open()) {
        check(one.name(), tried);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DisagreementException.unreadable(one.name(), "the times of several threads", e);
      }
    }
  }

  /**
   * Compares what a ledger says of the times of several threads with what they recorded.
   *
   * @throws DisagreementException where a time is lost or another
   */
  static void check(String name, TimeLedger ledger) throws InterruptedException {
    long[] times = times();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CHECK_THREADS; i++) {
      TimeLedger.Pen pen = ledger.pen();
      threads.add(Thread.ofPlatform().start(() -> write(pen, times)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    TimeLedger.Totals said = ledger.totals();
    long count = (long) CHECK_THREADS * CHECK_ROUNDS * TIMES;
    double mean = Arrays.stream(times).average().orElseThrow();
    if (said.count() != count || Math.abs(said.mean() - mean) > PRECISION * mean) {
      throw DisagreementException.misread(
          name, "the times of several threads", new TimeLedger.Totals(count, mean), said);
    }
  }

  private static void write(TimeLedger.Pen pen, long[] times) {
    for (int round = 0; round < CHECK_ROUNDS; round++) {
      for (long time : times) {
        pen.record(time);
      }
    }
  }

  /** Times between tokens as a server leaves them: 20 ms at the median, some five times that. */
  private static long[] times() {
    Random random = new Random(1);
    return LongStream.generate(() -> (long) (MEDIAN * Math.exp(SPREAD * random.nextGaussian())))
        .limit(TIMES)
        .toArray();
  }
}
