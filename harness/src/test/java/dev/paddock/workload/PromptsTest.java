package dev.paddock.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.WorkloadSpec.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptsTest {
  private static final List<String> WORDS =
      IntStream.range(0, 40).mapToObj(i -> "word" + (char) ('a' + i % 26) + i).toList();

  /** Counts as a model does whose template takes 11 tokens and that splits odd words in two. */
  private static int count(String prompt) {
    int words = 0;
    for (String word : prompt.split("\\s+", -1)) {
      if (WORDS.contains(word)) {
        words += WORDS.indexOf(word) % 5 == 1 ? 2 : 1;
      }
    }
    return 11 + words;
  }

  private static Prompts prompts(int tokens, Prefix prefix, long seed) {
    return new WordPrompts(prefix, Vocabulary.ask(PromptsTest::count, WORDS), id -> tokens, seed);
  }

  @Test
  void a_word_of_two_tokens_is_not_used() {
    Vocabulary vocabulary = Vocabulary.ask(PromptsTest::count, WORDS);
    assertThat(vocabulary.fixedTokens()).isEqualTo(11);
    assertThat(vocabulary.words()).hasSize(32).noneMatch(word -> WORDS.indexOf(word) % 5 == 1);
  }

  @Test
  void a_prompt_is_exactly_as_long_as_wanted() {
    for (Prefix prefix : Prefix.values()) {
      for (int tokens : new int[] {15, 16, 64, 511}) {
        Prompts prompts = prompts(tokens, prefix, 7);
        for (int id = 0; id < 20; id++) {
          assertThat(count(prompts.prompt(id).text())).isEqualTo(tokens);
        }
      }
    }
  }

  @Test
  void two_prompts_with_unique_starts_do_not_share_their_first_words() {
    Set<String> starts = new HashSet<>();
    for (long trial = 1; trial <= 20; trial++) {
      Prompts prompts = prompts(64, Prefix.UNIQUE, 1000 + trial);
      for (int id = 0; id < 100; id++) {
        String[] words = prompts.prompt(id).text().split(" ", -1);
        starts.add(String.join(" ", List.of(words).subList(1, 6)));
      }
    }
    assertThat(starts).hasSizeGreaterThan(1990);
  }

  @Test
  void a_shared_prefix_is_the_same_in_every_trial() {
    String one = prompts(64, Prefix.SHARED, 1).prompt(0).text();
    String other = prompts(64, Prefix.SHARED, 2).prompt(5).text();
    assertThat(one).isNotEqualTo(other);
    assertThat(one.substring(0, 250)).isEqualTo(other.substring(0, 250));
  }

  @Test
  void the_same_seed_gives_the_same_prompt_in_any_order() {
    Prompts prompts = prompts(32, Prefix.UNIQUE, 3);
    Prompt third = prompts.prompt(3);
    prompts.prompt(1);
    assertThat(prompts.prompt(3)).isEqualTo(third);
  }

  @Test
  void a_prompt_shorter_than_its_template_is_refused_with_the_least_that_works() {
    Vocabulary vocabulary = Vocabulary.ask(PromptsTest::count, WORDS);
    assertThatThrownBy(() -> WordPrompts.check(12, vocabulary))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("workload.prompt_tokens: 12")
        .hasMessageContaining("at least 15");
  }

  @Test
  void a_model_to_which_no_word_is_one_token_is_refused() {
    assertThatThrownBy(() -> Vocabulary.ask(prompt -> prompt.length(), WORDS))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("0 of 40");
  }
}
