package dev.paddock.workload;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random numbers of one thing among many. */
final class Drawn {
  /** 64 words to the power of 4: 16 million lines. */
  private static final int WORDS = 4;

  private Drawn() {}

  /** Those of number {@code id} under a seed. */
  static SplittableRandom of(long seed, int id) {
    // Not the generator's own step: by that, neighbours would draw one row, shifted by one.
    return new SplittableRandom(seed ^ (0xD1B54A32D192ED03L * (id + 1L)));
  }

  /** A line of words, of number {@code id} its own. */
  static String line(long seed, int id) {
    SplittableRandom random = of(seed, id);
    return IntStream.range(0, WORDS)
        .mapToObj(_ -> Vocabulary.COMMON.get(random.nextInt(Vocabulary.COMMON.size())))
        .collect(Collectors.joining(" "));
  }

  /** The first {@code count} places of an order that is drawn, without a repeat. */
  static int[] some(int[] places, int count, SplittableRandom random) {
    int[] order = places.clone();
    for (int i = 0; i < Math.min(count, order.length); i++) {
      int with = i + random.nextInt(order.length - i);
      int held = order[i];
      order[i] = order[with];
      order[with] = held;
    }
    return Arrays.copyOf(order, Math.min(count, order.length));
  }
}
