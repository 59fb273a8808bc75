package dev.paddock.benchmarks.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests that ask for answers: which prompts, in which order. The same in every fork, as they are
 * made from a fixed seed.
 */
final class Lookups {
  /** A power of two; enough that no branch predictor knows them by heart. */
  static final int COUNT = 1 << 15;

  /** Prompts that a Zipf distribution is drawn over. */
  static final int PROMPTS = 1 << 14;

  private static final double EXPONENT = 0.99;

  /** Of the synthetic trace: how often a request repeats one of those before it. */
  private static final double REPEATS = 0.35;

  /** Of the synthetic trace: how many requests back a repeated one lies at most. */
  private static final int FARTHEST = 8192;

  /** Of a prompt: together 256 to 512 bytes. */
  private static final int LEAST_WORDS = 50;

  private static final int MORE_WORDS = 40;

  private static final List<String> WORDS =
      List.of(
          "the",
          "answer",
          "is",
          "written",
          "by",
          "people",
          "who",
          "know",
          "how",
          "to",
          "read",
          "a",
          "long",
          "text",
          "about",
          "water",
          "and",
          "say",
          "what",
          "it",
          "means",
          "in",
          "few",
          "words",
          "for",
          "children",
          "of",
          "every",
          "school",
          "that",
          "asks",
          "them",
          "why");

  private final int[] draws;
  private final byte[][] prompts;

  private Lookups(int[] draws) {
    this.draws = draws;
    int count = Arrays.stream(draws).max().orElse(-1) + 1;
    prompts = new byte[count][];
    for (int prompt = 0; prompt < count; prompt++) {
      prompts[prompt] = text(prompt).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** No requests. */
  static Lookups none() {
    return new Lookups(new int[0]);
  }

  /**
   * Independent draws over {@value #PROMPTS} prompts, of which the k-th is asked for 1/k^0.99 times
   * as often as the first.
   */
  static Lookups zipf() {
    double[] upTo = new double[PROMPTS];
    double sum = 0;
    for (int rank = 0; rank < PROMPTS; rank++) {
      sum += Math.pow(rank + 1, -EXPONENT);
      upTo[rank] = sum;
    }
    SplittableRandom random = new SplittableRandom(1);
    int[] draws = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * sum);
      draws[i] = at < 0 ? -at - 1 : at;
    }
    return new Lookups(draws);
  }

  /**
   * A synthetic trace, in which what was asked for lately is asked for again: 35 % of the requests
   * repeat an earlier one, and the logarithm of how far back that lies is uniform, up to {@value
   * #FARTHEST} requests; all others are new.
   */
  static Lookups syntheticTrace() {
    SplittableRandom random = new SplittableRandom(2);
    int[] draws = new int[COUNT];
    int fresh = 0;
    for (int i = 0; i < COUNT; i++) {
      if (i > 0 && random.nextDouble() < REPEATS) {
        double farthest = Math.log(Math.min(i, FARTHEST));
        draws[i] = draws[i - (int) Math.exp(random.nextDouble() * farthest)];
      } else {
        draws[i] = fresh++;
      }
    }
    return new Lookups(draws);
  }

  /** The prompt of request {@code i}, by its number; after the last request comes the first. */
  int prompt(int i) {
    return draws[i & (COUNT - 1)];
  }

  /** How many prompts there are. */
  int prompts() {
    return prompts.length;
  }

  /** A prompt as it came from the client. */
  byte[] bytes(int prompt) {
    return prompts[prompt];
  }

  private static String text(int prompt) {
    SplittableRandom random = new SplittableRandom(prompt);
    int words = LEAST_WORDS + random.nextInt(MORE_WORDS);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.append(prompt).toString();
  }
}
