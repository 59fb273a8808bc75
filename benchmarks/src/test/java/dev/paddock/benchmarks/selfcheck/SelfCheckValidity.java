package dev.paddock.benchmarks.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.analysis.Analysis;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.SuiteEnvironment;
import dev.paddock.benchmarks.suite.SuitePlan;
import dev.paddock.benchmarks.suite.SuiteProgress;
import dev.paddock.benchmarks.suite.SuiteRun;
import dev.paddock.journal.RunDirectory;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Verdict;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Short runs of the suite {@code self-check} in real forks, from the plan to the verdict.
 *
 * <p>All hundred: {@code mvn verify -Pvalidity -pl benchmarks -am -DskipUnitTests=true
 * -Dit.test=SelfCheckValidity -Dpaddock.validity.runs=100}.
 */
class SelfCheckValidity {
  private static final int RUNS = Integer.getInteger("paddock.validity.runs", 3);
  private static final Effort SHORT = new Effort(8, 2, 3, Duration.ofMillis(50));
  private static final String TIME = "time.mean";

  @TempDir Path results;

  @Test
  void the_same_code_twice_shows_no_difference_and_five_per_cent_are_found() {
    SelfCheck suite = new SelfCheck();
    List<Contrast> same = new ArrayList<>();
    List<Contrast> planted = new ArrayList<>();
    for (int seed = 1; seed <= RUNS; seed++) {
      RunDirectory run =
          SuitePlan.begin(
              suite,
              SHORT,
              seed,
              results,
              Clock.systemUTC().instant(),
              SuiteEnvironment.read(suite));
      new SuiteRun(
              suite,
              run,
              SHORT,
              suite.forks(),
              new SuiteProgress(
                  new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                  System::nanoTime),
              Clock.systemUTC(),
              Duration.ofDays(1))
          .toTheEnd();
      for (Contrast one : Analysis.of(run, run.experiment()).contrasts()) {
        if (one.metric().equals(TIME)) {
          (one.cell().equals("c02") ? same : planted).add(one);
        }
      }
      System.out.printf(
          "| the same code told apart: %d of %d | planted +5 %% found: %d of %d |%n",
          wrong(same), same.size(), found(planted), planted.size());
    }
    assertThat(same).hasSize(RUNS);
    assertThat(planted).hasSize(RUNS);
    assertThat(wrong(same))
        .isLessThanOrEqualTo(
            new BinomialDistribution(null, RUNS, 0.05).inverseCumulativeProbability(0.99));
    assertThat(found(planted))
        .isGreaterThanOrEqualTo(
            new BinomialDistribution(null, RUNS, 0.8).inverseCumulativeProbability(0.01));
  }

  private static int wrong(List<Contrast> same) {
    return Math.toIntExact(
        same.stream()
            .filter(one -> one.verdict() == Verdict.LOWER || one.verdict() == Verdict.HIGHER)
            .count());
  }

  private static int found(List<Contrast> planted) {
    return Math.toIntExact(planted.stream().filter(one -> one.verdict() == Verdict.HIGHER).count());
  }
}
