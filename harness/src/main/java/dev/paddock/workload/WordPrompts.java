package dev.paddock.workload;

import dev.paddock.experiment.WorkloadSpec.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Prompts of random words, each of the exact token length that was asked for.
 *
 * <p>With unique starts, words are drawn anew from the first one on, so that a prompt cache finds
 * nothing but the template. With a shared prefix only the last {@value #OWN_WORDS} words are a
 * prompt's own. The same seed gives the same prompts.
 *
 * @param tokens of the prompt of a request, by its number from 0; at least {@link #least}
 * @param seed of this trial; two trials with unique starts need two seeds
 */
public record WordPrompts(Prefix prefix, Vocabulary vocabulary, IntUnaryOperator tokens, long seed)
    implements Prompts {
  private static final int OWN_WORDS = 4;

  /**
   * Prompts of so many tokens at least.
   *
   * @throws WorkloadException where the length leaves no room for words of its own
   */
  public static void check(int promptTokens, Vocabulary vocabulary) {
    if (promptTokens < least(vocabulary)) {
      throw new WorkloadException(
          "workload.prompt_tokens: %d is too short: template and task alone take %d tokens of this model. Give at least %d."
              .formatted(promptTokens, vocabulary.fixedTokens(), least(vocabulary)));
    }
  }

  /** Tokens of the shortest prompt that has words of its own. */
  public static int least(Vocabulary vocabulary) {
    return vocabulary.fixedTokens() + OWN_WORDS;
  }

  @Override
  public Prompt prompt(int id) {
    int words = tokens.applyAsInt(id) - vocabulary.fixedTokens();
    SplittableRandom own = Drawn.of(seed, id);
    List<String> drawn = new ArrayList<>(words);
    switch (prefix) {
      case UNIQUE -> draw(own, words, drawn);
      case SHARED -> {
        // Not this trial's seed: a shared prefix is shared by all trials.
        draw(new SplittableRandom(0), words - OWN_WORDS, drawn);
        draw(own, OWN_WORDS, drawn);
      }
    }
    return Prompt.of(Vocabulary.prompt(drawn));
  }

  /**
   * The same as turns of conversations, each behind the ones before it and answers of random words.
   *
   * @param answer words of each answer
   */
  public Prompts conversations(int turns, int answer) {
    return new Conversations(
        number ->
            Conversations.of(
                IntStream.range(0, turns).mapToObj(turn -> prompt(number * turns + turn)).toList(),
                turn -> {
                  List<String> drawn = new ArrayList<>(answer);
                  draw(Drawn.of(~seed, number * turns + turn), answer, drawn);
                  return String.join(" ", drawn);
                }),
        turns);
  }

  private void draw(SplittableRandom random, int count, List<String> drawn) {
    for (int i = 0; i < count; i++) {
      drawn.add(vocabulary.words().get(random.nextInt(vocabulary.words().size())));
    }
  }
}
