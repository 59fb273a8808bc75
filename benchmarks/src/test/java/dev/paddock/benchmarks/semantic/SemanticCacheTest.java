package dev.paddock.benchmarks.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class SemanticCacheTest {
  private static final List<String> TEXTS = List.of("one", "three", "seventeen");

  @Test
  void all_sessions_mean_the_same() {
    new TextEmbedding().check();
  }

  /** A vector that depends on the text's length alone. */
  private static float[] planted(String text) {
    float[] vector = new float[TextEmbedding.DIMENSIONS];
    vector[text.length()] = 1;
    return vector;
  }

  @Test
  void an_embedder_that_is_as_it_should_be_is_let_through() {
    TextEmbedding.check("planted", SemanticCacheTest::planted, TEXTS);
  }

  @Test
  void an_embedder_that_says_the_same_of_every_text_is_not_timed() {
    assertThatThrownBy(() -> TextEmbedding.check("planted", text -> planted(""), TEXTS))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("two vectors");
  }

  @Test
  void an_embedder_whose_vectors_are_too_long_is_not_timed() {
    Embedder longer =
        text -> {
          float[] vector = planted(text);
          vector[0] += 1;
          return vector;
        };
    assertThatThrownBy(() -> TextEmbedding.check("planted", longer, TEXTS))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("the length of the vector");
    assertThatThrownBy(() -> TextEmbedding.check("planted", text -> new float[8], TEXTS))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("dimensions");
  }

  @Test
  void texts_have_the_lengths_that_they_say() {
    QuestionPairs pairs = QuestionPairs.read();
    assertThat(pairs.text(128, 1).split(" ")).hasSize(128);
    assertThat(pairs.text(512, 2).split(" ")).hasSize(512);
    assertThat(pairs.text(128, 1)).isEqualTo(pairs.text(128, 1)).isNotEqualTo(pairs.text(128, 2));
  }

  @Test
  void pairs_are_many_and_none_comes_twice() {
    QuestionPairs pairs = QuestionPairs.read();
    assertThat(pairs.of(true)).hasSizeGreaterThanOrEqualTo(30);
    assertThat(pairs.of(false)).hasSizeGreaterThanOrEqualTo(30);
    assertThat(pairs.kept()).doesNotHaveDuplicates();
    assertThat(pairs.pairs())
        .allSatisfy(pair -> assertThat(pair.asked()).isNotEqualTo(pair.kept()));
  }

  private static final QuestionPairs FOUR =
      new QuestionPairs(
          List.of(
              new QuestionPairs.Pair(true, "a", "A"),
              new QuestionPairs.Pair(true, "bb", "ccc"),
              new QuestionPairs.Pair(false, "ccc", "CCC"),
              new QuestionPairs.Pair(false, "dddd", "eeeee")));

  @Test
  void a_wrong_answer_is_not_counted_as_a_hit() {
    // By length: A finds a; ccc finds the answer of another pair; CCC finds a wrong one; eeeee
    // none.
    assertThat(Thresholds.of(FOUR, SemanticCacheTest::planted))
        .allSatisfy(
            row -> assertThat(row).isEqualTo(new Thresholds(row.threshold(), 1, 1, 2, 1, 2)));
  }

  @Test
  void a_higher_threshold_lets_no_more_through() {
    try (Embedder model = MiniLm.onOneThread()) {
      List<Thresholds> rows = Thresholds.of(QuestionPairs.read(), model);
      for (int i = 1; i < rows.size(); i++) {
        assertThat(rows.get(i).right()).isLessThanOrEqualTo(rows.get(i - 1).right());
        assertThat(rows.get(i).wrong()).isLessThanOrEqualTo(rows.get(i - 1).wrong());
      }
      assertThat(rows).extracting(Thresholds::threshold).contains(0.92, 0.95);
      assertThat(rows.getFirst().right()).isPositive();
      assertThat(Thresholds.table(QuestionPairs.read(), model))
          .contains("| 0.92 |", "| 0.95 |", "The nearest near miss");
    }
  }

  /** R 4.2: binom.test(5, 50), binom.test(0, 50) and binom.test(50, 50) $conf.int */
  @Test
  void interval_of_a_share_agrees_with_R() {
    is(Thresholds.interval(5, 50), 0.03327509, 0.21813537);
    is(Thresholds.interval(0, 50), 0, 0.07112174);
    is(Thresholds.interval(50, 50), 0.92887826, 1);
  }

  private static void is(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-7));
    assertThat(interval.high()).isCloseTo(high, within(1e-7));
  }
}
