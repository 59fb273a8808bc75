package dev.paddock.benchmarks.limits;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * Suite {@code rate-limits}: what it costs to ask a rate limiter for a permit that is there.
 *
 * <p>Every limiter does the same work: it gives one permit, of a billion a second, to one of the
 * threads that ask it without a pause. That is more than any caller of a model does; it shows what
 * the threads cost each other. The time of a call is that of the thread that makes it, waiting for
 * a core included, so variants are to be compared at one number of threads. A rival is one more
 * constant of {@link Limiter}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RateLimits implements JmhSuite {
  /** Threads that ask at once. */
  static final List<Integer> THREADS = List.of(1, 2, 8);

  /** Never used up: no limiter takes less than a nanosecond. */
  private static final int PLENTY = 1_000_000_000;

  /** What the check limits to, and how often it asks at once. */
  private static final int FEW = 5;

  private static final int TRIES = 100;

  @Param private Limiter limiter = Limiter.BUCKET4J;

  private Permits permits = Permits.Bare.of(0);

  /** Who limits. */
  public enum Limiter {
    /** Bucket4j. */
    BUCKET4J {
      @Override
      Permits of(int perSecond) {
        return Permits.Bucketful.of(perSecond);
      }
    },
    /** The same once more under another name: what differs from {@link #BUCKET4J} is noise. */
    BUCKET4J_AGAIN {
      @Override
      Permits of(int perSecond) {
        return Permits.Bucketful.of(perSecond);
      }
    },
    /** Resilience4j, the limiter that it makes by itself. */
    RESILIENCE4J_ATOMIC {
      @Override
      Permits of(int perSecond) {
        return Permits.Atomic.of(perSecond);
      }
    },
    /** Resilience4j with a semaphore. */
    RESILIENCE4J_SEMAPHORE {
      @Override
      Permits of(int perSecond) {
        return Permits.Refilled.of(perSecond);
      }
    },
    /** Guava. */
    GUAVA {
      @Override
      Permits of(int perSecond) {
        return Permits.Smooth.of(perSecond);
      }
    },
    /** The floor: a semaphore of the JDK, which knows no time and is not filled up. */
    SEMAPHORE {
      @Override
      Permits of(int perSecond) {
        return Permits.Bare.of(perSecond);
      }

      @Override
      Permits plenty() {
        return of(Integer.MAX_VALUE);
      }
    };

    abstract Permits of(int perSecond);

    /** As many permits as nobody asks for while it is measured. */
    Permits plenty() {
      return of(PLENTY);
    }
  }

  @Override
  public String word() {
    return "rate-limits";
  }

  @Override
  public String question() {
    return "What does a permit of a rate limiter cost, and how long does one wait for it?";
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perRequest("limiter").without(Level.of(Limiter.SEMAPHORE));
  }

  @Override
  public Variants variants() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("threads", THREADS.stream().map(count -> Integer.toString(count)).toList());
    factors.put("limiter", Level.all(Limiter.values()));
    List<SuiteHypothesis> hypotheses = new ArrayList<>();
    for (int threads : THREADS) {
      hypotheses.add(
          new SuiteHypothesis(
              "AA" + (hypotheses.size() + 1),
              "the same limiter twice shows no difference, threads: " + threads,
              "equivalent",
              // Threads that get in each other's way do so anew each time.
              threads == 1 ? 5 : 10,
              variant(Limiter.BUCKET4J_AGAIN, threads),
              variant(Limiter.BUCKET4J, threads)));
    }
    int hypothesis = 1;
    for (int threads : List.of(1, 8)) {
      for (Limiter rival :
          List.of(Limiter.RESILIENCE4J_ATOMIC, Limiter.RESILIENCE4J_SEMAPHORE, Limiter.GUAVA)) {
        hypotheses.add(
            new SuiteHypothesis(
                "H" + hypothesis++,
                "bucket4j takes less time a permit than %s, threads: %d"
                    .formatted(Level.of(rival), threads),
                "lower",
                5,
                variant(Limiter.BUCKET4J, threads),
                variant(rival, threads)));
      }
    }
    return new Variants(
        factors,
        List.of(),
        List.of(
            "bench.threads == \"1\" or (bench.threads == \"8\" and bench.limiter == \"bucket4j\")",
            "bench.limiter != \"resilience4j-atomic\""),
        variant(Limiter.BUCKET4J, 1),
        Variants.OF_JMH,
        hypotheses);
  }

  private static Map<String, String> variant(Limiter limiter, int threads) {
    return Map.of("limiter", Level.of(limiter), "threads", Integer.toString(threads));
  }

  /** Makes the limiter, and refuses to time one that does not limit. */
  @Setup
  public void setup() {
    check(limiter);
    permits = limiter.plenty();
  }

  /** Takes one permit. */
  @Benchmark
  public boolean take() {
    return permits.take();
  }

  /** Ends the limiter; a permit that was not there would have cost something else. */
  @TearDown
  public void close() {
    boolean left = permits.take();
    permits.close();
    if (!left) {
      throw DisagreementException.misread(limiter.name(), "the last permit", "given", "refused");
    }
  }

  @Override
  public void check() {
    for (Limiter rival : Limiter.values()) {
      check(rival);
    }
  }

  private static void check(Limiter limiter) {
    try (Permits few = limiter.of(FEW)) {
      check(limiter.name(), few);
    }
  }

  /**
   * Asks {@value #TRIES} times at once for a permit of {@value #FEW} a second.
   *
   * @throws DisagreementException where it refuses the first, or gives more than its rate and a
   *     full bucket allow in the time that asking took
   */
  static void check(String who, Permits few) {
    long begin = System.nanoTime();
    int given = 0;
    for (int i = 0; i < TRIES; i++) {
      given += few.take() ? 1 : 0;
      if (given == 0) {
        throw DisagreementException.misread(who, "the first permit", "given", "refused");
      }
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    // A second that begins in between brings its own; so does one that has not ended.
    long most = FEW * (seconds + 2);
    if (given > most) {
      throw DisagreementException.misread(
          who, "%d permits a second".formatted(FEW), "at most %d at once".formatted(most), given);
    }
  }

  /** How long callers wait: what a limiter decides is worth more than what it costs. */
  @Override
  public String beside(Summary summary, Path run) {
    return PermitQueues.table();
  }
}
