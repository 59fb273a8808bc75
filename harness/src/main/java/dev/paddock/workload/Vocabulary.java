package dev.paddock.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one model's prompts are made of: words that cost exactly one token each, and what the rest
 * of a prompt costs.
 *
 * @param words each adds one token to a prompt, wherever it stands
 * @param fixedTokens of a prompt without words: template, opening and task
 */
public record Vocabulary(List<String> words, int fixedTokens) {
  /** Every prompt opens alike, so that the first word that differs is never the first token. */
  static final String OPENING = "Text:";

  /** Every prompt ends in a task that runs long. */
  static final String TASK = "\nCount upwards from one, in words, without end:";

  /** More would cost a slow server seconds; these give 16 million starts of four words. */
  private static final int CANDIDATES = 64;

  /** From the engine's jar, so that each is one token of the engine's own model. */
  static final List<String> COMMON = common();

  /** With fewer, prompts might start alike. */
  private static final int LEAST_WORDS = 8;

  public Vocabulary {
    words = List.copyOf(words);
  }

  /**
   * Finds out by asking: all candidates together first, then in halves where they cost more than
   * one token each. A word costs at least one, so a group of n that costs n is one token each.
   *
   * @throws WorkloadException where too few words cost one token
   */
  public static Vocabulary ask(TokenCounter counter) {
    return ask(counter, COMMON);
  }

  static Vocabulary ask(TokenCounter counter, List<String> candidates) {
    int fixed = counter.count(prompt(List.of()));
    List<String> single = new ArrayList<>();
    keepSingle(counter, fixed, candidates, single);
    if (single.size() < LEAST_WORDS) {
      throw new WorkloadException(
          "workload: only %d of %d common English words are one token to this model, so no prompt of an exact length can be made."
              .formatted(single.size(), candidates.size()));
    }
    return new Vocabulary(single, fixed);
  }

  private static void keepSingle(
      TokenCounter counter, int fixed, List<String> group, List<String> single) {
    if (counter.count(prompt(group)) == fixed + group.size()) {
      single.addAll(group);
    } else if (group.size() > 1) {
      int half = group.size() / 2;
      keepSingle(counter, fixed, group.subList(0, half), single);
      keepSingle(counter, fixed, group.subList(half, group.size()), single);
    }
  }

  static String prompt(List<String> words) {
    return words.isEmpty() ? OPENING + TASK : OPENING + " " + String.join(" ", words) + TASK;
  }

  private static List<String> common() {
    try (InputStream in =
        Objects.requireNonNull(
            Vocabulary.class.getResourceAsStream("/dev/paddock/words.txt"), "words.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .limit(CANDIDATES)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
