package dev.paddock.workload;

import dev.paddock.experiment.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The prompts of one trial: each of the exact token length that was asked for.
 *
 * <p>With unique starts, words are drawn anew from the first one on, so that a prompt cache finds
 * nothing but the template. With a shared prefix only the last {@value #OWN_WORDS} words are a
 * prompt's own. The same seed gives the same prompts.
 */
public final class Prompts {
  private static final int OWN_WORDS = 4;

  private final Vocabulary vocabulary;
  private final WorkloadSpec.Prefix prefix;
  private final long seed;

  private Prompts(Vocabulary vocabulary, WorkloadSpec.Prefix prefix, long seed) {
    this.vocabulary = vocabulary;
    this.prefix = prefix;
    this.seed = seed;
  }

  /**
   * Prompts as {@code workload} wants them.
   *
   * @param seed of this trial; two trials with unique starts need two seeds
   * @throws WorkloadException where the length leaves no room for words of its own
   */
  public static Prompts of(WorkloadSpec workload, Vocabulary vocabulary, long seed) {
    if (workload.promptTokens() < least(vocabulary)) {
      throw new WorkloadException(
          "workload.prompt_tokens: %d is too short: template and task alone take %d tokens of this model. Give at least %d."
              .formatted(workload.promptTokens(), vocabulary.fixedTokens(), least(vocabulary)));
    }
    return new Prompts(vocabulary, workload.prefix(), seed);
  }

  /** Tokens of the shortest prompt that has words of its own. */
  public static int least(Vocabulary vocabulary) {
    return vocabulary.fixedTokens() + OWN_WORDS;
  }

  /**
   * The prompt of request {@code id}, from 0; of any int, in any order, from any thread.
   *
   * @param tokens its length, at least {@link #least}
   */
  public String prompt(int id, int tokens) {
    int words = tokens - vocabulary.fixedTokens();
    SplittableRandom own = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (id + 1L)));
    List<String> drawn = new ArrayList<>(words);
    switch (prefix) {
      case UNIQUE -> draw(own, words, drawn);
      case SHARED -> {
        // Not this trial's seed: a shared prefix is shared by all trials.
        draw(new SplittableRandom(0), words - OWN_WORDS, drawn);
        draw(own, OWN_WORDS, drawn);
      }
    }
    return Vocabulary.prompt(drawn);
  }

  private void draw(SplittableRandom random, int count, List<String> drawn) {
    for (int i = 0; i < count; i++) {
      drawn.add(vocabulary.words().get(random.nextInt(vocabulary.words().size())));
    }
  }
}
