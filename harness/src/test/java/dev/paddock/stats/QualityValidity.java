package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.stats.PairedShares.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often cells are called as good that are, and that are not: 2,000 simulated experiments a
 * line, or as many as {@code -Dpaddock.validity.experiments} says.
 */
class QualityValidity {
  private static final int EXPERIMENTS = Integer.getInteger("paddock.validity.experiments", 2000);
  private static final double CONFIDENCE = 0.95;
  private static final double POWER = 0.8;

  /** The share of experiments of which this is true. */
  private static double share(
      long seed, int blocks, int prompts, double gained, double lost, Predicate<Interval> shows) {
    Random random = new Random(seed);
    int count = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      List<Block> all = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        int up = 0;
        int down = 0;
        for (int prompt = 0; prompt < prompts; prompt++) {
          double drawn = random.nextDouble();
          up += drawn < gained ? 1 : 0;
          down += drawn >= gained && drawn < gained + lost ? 1 : 0;
        }
        all.add(new Block(prompts, up, down));
      }
      Interval interval =
          new PairedShares(all, blocks * prompts).interval(CONFIDENCE).orElseThrow();
      count += shows.test(interval) ? 1 : 0;
    }
    return (double) count / EXPERIMENTS;
  }

  /** Three standard errors of a share of so many. */
  private static double chance(double share) {
    return 3 * Math.sqrt(share * (1 - share) / EXPERIMENTS);
  }

  @ParameterizedTest
  @CsvSource({"3, 100, 0.05", "5, 60, 0.03", "5, 100, 0.02", "8, 100, 0.02", "5, 40, 0.1"})
  void an_equal_cell_is_called_as_good_as_often_as_the_plan_promises(
      int blocks, int prompts, double margin) {
    double differing =
        PairedShares.allowed(blocks * prompts, blocks, margin, CONFIDENCE, POWER).orElseThrow();
    double found =
        share(
            1, blocks, prompts, differing / 2, differing / 2, interval -> interval.low() > -margin);
    System.out.printf(
        "%d blocks of %d, margin %.2f, %.3f differ: as good in %.3f%n",
        blocks, prompts, margin, differing, found);
    assertThat(found).isGreaterThan(POWER - chance(POWER));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 100, 0.05, 0.02",
    "5, 60, 0.03, 0.01",
    "5, 100, 0.02, 0.00",
    "5, 100, 0.02, 0.02",
    "8, 100, 0.02, 0.05",
    "5, 40, 0.1, 0.05",
    "2, 40, 0.1, 0",
  })
  void a_cell_at_the_margin_is_called_as_good_in_five_of_a_hundred_at_most(
      int blocks, int prompts, double margin, double gained) {
    double found =
        share(2, blocks, prompts, gained, gained + margin, interval -> interval.low() > -margin);
    System.out.printf(
        "%d blocks of %d, worse by the margin of %.2f, %.2f better: as good in %.3f%n",
        blocks, prompts, margin, gained, found);
    assertThat(found).isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"3, 60, 0.01", "5, 100, 0.05", "5, 40, 0.15", "2, 200, 0.1"})
  void an_equal_cell_is_called_worse_in_five_of_a_hundred_at_most(
      int blocks, int prompts, double each) {
    double found = share(3, blocks, prompts, each, each, interval -> interval.high() < 0);
    System.out.printf(
        "%d blocks of %d, %.2f each way: worse in %.3f%n", blocks, prompts, each, found);
    assertThat(found).isLessThan(0.05);
  }

  /** Where something moves whole blocks, pairs alone would say too much. */
  @ParameterizedTest
  @CsvSource({"5, 100, 0.05", "8, 60, 0.06"})
  void a_cell_that_is_worse_in_some_blocks_alone_is_not_called_as_good(
      int blocks, int prompts, double margin) {
    Random random = new Random(4);
    int pairs = 0;
    int both = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      List<Block> all = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        double lost = 2 * margin * random.nextDouble();
        all.add(
            new Block(
                prompts,
                0,
                (int) IntStream.range(0, prompts).filter(_ -> random.nextDouble() < lost).count()));
      }
      PairedShares shares = new PairedShares(all, blocks * prompts);
      pairs += shares.score(CONFIDENCE).low() > -margin ? 1 : 0;
      both += shares.interval(CONFIDENCE).orElseThrow().low() > -margin ? 1 : 0;
    }
    System.out.printf(
        "%d blocks of %d, worse by 0 to twice the margin of %.2f: as good in %.3f; naive, by pairs"
            + " alone, %.3f%n",
        blocks, prompts, margin, (double) both / EXPERIMENTS, (double) pairs / EXPERIMENTS);
    assertThat((double) pairs / EXPERIMENTS).isGreaterThan(0.05);
    assertThat((double) both / EXPERIMENTS).isLessThan(0.05 + chance(0.05));
  }
}
