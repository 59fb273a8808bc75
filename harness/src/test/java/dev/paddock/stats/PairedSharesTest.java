package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.stats.PairedShares.Block;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedSharesTest {
  /** Of which no prompt comes twice. */
  private static PairedShares of(Block... blocks) {
    return new PairedShares(List.of(blocks), Stream.of(blocks).mapToInt(Block::pairs).sum());
  }

  /**
   * SciPy 1.17.1: the roots in d of (b − c − n d) / sqrt(n (2 q + d (1 − d))) = ±1.959964 by {@code
   * optimize.brentq}, with q the maximum of b log(q + d) + c log q + (n − b − c) log(1 − 2 q − d)
   * by {@code optimize.minimize_scalar(method='bounded')}.
   */
  @ParameterizedTest
  @CsvSource({
    "200, 0, 4, -0.05029, -0.00078",
    "100, 3, 9, -0.13769, 0.00912",
    "50, 0, 1, -0.10495, 0.05277",
    "240, 0, 24, -0.14448, -0.06812",
    "60, 5, 5, -0.11422, 0.11422",
  })
  void the_score_interval_is_tangos(int pairs, int gained, int lost, double low, double high) {
    Interval score = of(new Block(pairs, gained, lost)).score(0.95);
    assertThat(score.low()).isEqualTo(low, within(1e-4));
    assertThat(score.high()).isEqualTo(high, within(1e-4));
  }

  /** R: {@code binom.test(0, 150, alternative = "two.sided")$conf.int} is 0 to 0.02429. */
  @Test
  void where_no_answer_differs_the_bound_is_the_exact_one() {
    Interval interval = of(new Block(50, 0, 0), new Block(100, 0, 0)).interval(0.95).orElseThrow();
    assertThat(interval.high()).isEqualTo(0.02429, within(1e-5));
    assertThat(interval.low()).isEqualTo(-interval.high());
  }

  @Test
  void blocks_that_are_unlike_widen_it_beyond_what_pairs_say() {
    PairedShares unlike = of(new Block(100, 20, 0), new Block(100, 0, 20), new Block(100, 0, 30));
    // R: t.test(c(0.2, -0.2, -0.3))$conf.int is -0.7572 to 0.5572.
    Interval interval = unlike.interval(0.95).orElseThrow();
    assertThat(interval.low()).isEqualTo(-0.7572, within(1e-4));
    assertThat(interval.high()).isEqualTo(0.5572, within(1e-4));
  }

  @Test
  void blocks_that_happen_to_be_alike_do_not_make_it_narrower_than_pairs_do() {
    PairedShares alike = of(new Block(80, 0, 8), new Block(80, 0, 8), new Block(80, 0, 8));
    Interval interval = alike.interval(0.95).orElseThrow();
    assertThat(alike.difference()).isEqualTo(-0.1, within(1e-12));
    assertThat(interval.low()).isEqualTo(-0.14448, within(1e-4));
    assertThat(interval.high()).isEqualTo(-0.06812, within(1e-4));
  }

  @Test
  void a_prompt_that_every_block_asks_is_one_prompt() {
    List<Block> same = List.of(new Block(100, 3, 9), new Block(100, 3, 9), new Block(100, 3, 9));
    Interval interval = new PairedShares(same, 100).interval(0.95).orElseThrow();
    assertThat(interval).isEqualTo(of(new Block(100, 3, 9)).score(0.95));
    Interval none =
        new PairedShares(List.of(new Block(75, 0, 0), new Block(75, 0, 0)), 75)
            .interval(0.95)
            .orElseThrow();
    // R: binom.test(0, 75)$conf.int is 0 to 0.04800.
    assertThat(none.high()).isEqualTo(0.048, within(1e-4));
  }

  @Test
  void one_block_has_no_interval() {
    assertThat(of(new Block(10, 1, 0)).interval(0.95)).isEmpty();
  }

  @Test
  void too_few_answers_cannot_show_it_even_if_none_differs() {
    int least = PairedShares.least(0.02, 0.95);
    assertThat(PairedShares.allowed(least - 2, 3, 0.02, 0.95, 0.8)).isEmpty();
    assertThat(PairedShares.allowed(least, 3, 0.02, 0.95, 0.8)).isPresent();
  }
}
