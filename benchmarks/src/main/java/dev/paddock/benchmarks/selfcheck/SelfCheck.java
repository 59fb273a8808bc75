package dev.paddock.benchmarks.selfcheck;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.JmhSuite;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.SuiteHypothesis;
import dev.paddock.benchmarks.suite.Variants;
import java.time.Duration;
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

/**
 * Suite {@code self-check}: whether the suites, on this machine, find a planted 5 % and find
 * nothing in the same code twice.
 *
 * <p>The work is a chain of dependent steps of Marsaglia's xorshift, which no processor can
 * shorten; 5 % more work are 5 % more steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelfCheck implements JmhSuite {
  static final int STEPS = 2000;
  static final double PLANTED = 0.05;

  @Param private Work work = Work.OWN;

  private int steps;
  private long seed = 88_172_645_463_325_252L;

  /** How much is done. */
  public enum Work {
    /** {@value SelfCheck#STEPS} steps. */
    OWN(STEPS),
    /** As many: what differs from {@link #OWN} here is noise. */
    OWN_AGAIN(STEPS),
    /** 5 % more. */
    OWN_AND_5_PERCENT((int) Math.round(STEPS * (1 + PLANTED)));

    private final int steps;

    Work(int steps) {
      this.steps = steps;
    }
  }

  @Override
  public String word() {
    return "self-check";
  }

  @Override
  public String question() {
    return "Do the suites find a planted 5 %, and nothing in the same code twice?";
  }

  /**
   * In full 20 forks: what is planted is hardly more than what a busy host makes forks differ by.
   */
  @Override
  public Effort effort(boolean full) {
    return full ? new Effort(20, 4, 4, Duration.ofMillis(200)) : Effort.SHORT;
  }

  /** It says nothing of clients. */
  @Override
  public boolean byDefault() {
    return false;
  }

  @Override
  public ReaderChoice choice() {
    return ReaderChoice.perToken("work");
  }

  @Override
  public Variants variants() {
    return new Variants(
        Map.of("work", Level.all(Work.values())),
        List.of(),
        List.of(),
        variant(Work.OWN),
        Variants.OF_JMH,
        List.of(
            new SuiteHypothesis(
                "AA1",
                "the same code twice shows no difference",
                "equivalent",
                5,
                variant(Work.OWN_AGAIN),
                variant(Work.OWN)),
            new SuiteHypothesis(
                "H1",
                "5 % more steps take more time",
                "higher",
                1,
                variant(Work.OWN_AND_5_PERCENT),
                variant(Work.OWN))));
  }

  private static Map<String, String> variant(Work work) {
    return Map.of("work", Level.of(work));
  }

  /** Takes the steps from a field, so that no compiler unrolls them for one variant only. */
  @Setup
  public void setup() {
    steps = work.steps;
  }

  /** Takes all steps. */
  @Benchmark
  public long step() {
    long x = seed;
    for (int i = 0; i < steps; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    seed = x;
    return x;
  }

  @Override
  public void check() {
    SelfCheck one = new SelfCheck();
    SelfCheck other = new SelfCheck();
    one.work = Work.OWN;
    other.work = Work.OWN_AGAIN;
    one.setup();
    other.setup();
    if (one.step() != other.step()) {
      throw DisagreementException.misread("own-again", "the steps", one.seed, other.seed);
    }
  }
}
