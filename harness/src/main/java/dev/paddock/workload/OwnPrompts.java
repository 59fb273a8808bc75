package dev.paddock.workload;

import dev.paddock.experiment.PromptSource.Length;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Prompts of the user's own file, or its conversations: the same for every trial of a block, in an
 * order of each trial's own (measurement.md, "Own prompts, conversations, checked answers").
 *
 * <p>None comes twice among the measured ones until all were there. With unique starts each has a
 * drawn line before it, so that no prompt cache knows how it begins.
 */
public final class OwnPrompts implements Prompts {
  /** Tokens of a drawn line that two prompts may have alike by chance. */
  public static final int ALIKE = 4;

  private final PromptFile file;
  private final Prefix prefix;
  private final int warmup;
  private final int[] measured;
  private final int[] others;
  private final long seed;

  private OwnPrompts(
      PromptFile file, Prefix prefix, int warmup, int[] measured, int[] others, long seed) {
    this.file = file;
    this.prefix = prefix;
    this.warmup = warmup;
    this.measured = measured;
    this.others = others;
    this.seed = seed;
  }

  /**
   * What a trial sends.
   *
   * @param warmup requests before the measured ones
   * @param turns of a conversation, by which both can be divided
   */
  public record Requests(int warmup, int measured, int turns) {}

  /**
   * The prompts of one trial.
   *
   * @param block seed of what all trials of a block have alike
   * @param trial seed of what each has for itself
   * @throws WorkloadException where the file holds no conversation of so many turns
   */
  public static Prompts of(
      PromptFile file, Length length, Prefix prefix, Requests requests, long block, long trial) {
    int[] places = file.of(length, requests.turns());
    int[] order = Drawn.some(places, places.length, new SplittableRandom(block));
    int own = Math.min(requests.measured() / requests.turns(), order.length);
    int[] measured = Arrays.copyOf(order, own);
    int[] rest = Arrays.copyOfRange(order, own, order.length);
    OwnPrompts prompts =
        new OwnPrompts(
            file,
            prefix,
            requests.warmup() / requests.turns(),
            Drawn.some(measured, own, new SplittableRandom(trial)),
            rest.length == 0 ? measured : rest,
            trial);
    return requests.turns() == 1
        ? prompts
        : new Conversations(
            number ->
                prompts.begun(new Prompt(file.messages(prompts.at(number))), number).messages(),
            requests.turns());
  }

  @Override
  public Prompt prompt(int id) {
    return begun(file.prompt(at(id)), id);
  }

  @Override
  public OptionalInt place(int id) {
    return OptionalInt.of(at(id));
  }

  private Prompt begun(Prompt prompt, int number) {
    return switch (prefix) {
      case UNIQUE -> prompt.after(Drawn.line(seed, number));
      case SHARED -> prompt;
    };
  }

  /** What is sent beyond the measured ones replaces short answers; it begins with them anew. */
  private int at(int number) {
    int counted = number - warmup;
    return counted >= 0 ? measured[counted % measured.length] : others[number % others.length];
  }
}
