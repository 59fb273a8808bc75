package dev.paddock.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes spoiled inputs of good ones: bytes flipped, cut and put in, lines swapped, doubled and
 * taken from another sample, numbers at their limits, words of the format where none belong. The
 * same seed gives the same inputs.
 */
public final class Spoiler {
  /** No input grows beyond this many bytes. */
  private static final int LONGEST = 1 << 17;

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1e309",
          "-1e-400",
          "NaN",
          "2147483648",
          "9223372036854775808",
          "0x7f",
          "1_0",
          "99999999999999999999999999",
          "1.",
          ".5",
          "٣",
          "½");

  private static final List<String> WORDS =
      List.of(
          "\0",
          "\uFEFF",
          "\r",
          "\r\n\r\n",
          "\t",
          "\u2028",
          "\u00A0",
          "\u001B[31m",
          "\\",
          "\\u00",
          "\\ud800",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "#",
          "=",
          "${",
          "$$",
          "%",
          "&a",
          "*a",
          "<<: *a",
          "!!binary",
          "|",
          ">",
          "---",
          "...",
          "null",
          "~",
          "true");

  private final List<byte[]> samples;
  private final List<String> words;
  private final Random random;

  /**
   * A maker of inputs.
   *
   * @param samples good ones, at least one
   * @param words of the format, put in beside those that many formats know
   */
  public Spoiler(List<byte[]> samples, List<String> words, long seed) {
    this.samples = List.copyOf(samples);
    this.words = new ArrayList<>(WORDS);
    this.words.addAll(words);
    this.random = new Random(seed);
  }

  /** The next input. */
  public byte[] next() {
    return spoiled(sample());
  }

  /** A sample after some of these changes. */
  public byte[] spoiled(byte[] good) {
    byte[] input = good;
    int times = 1 + random.nextInt(1 + random.nextInt(12));
    for (int i = 0; i < times; i++) {
      input = once(input);
      if (input.length > LONGEST) {
        input = Arrays.copyOf(input, LONGEST);
      }
    }
    return input;
  }

  private byte[] once(byte[] input) {
    return switch (random.nextInt(10)) {
      case 0 -> flipped(input);
      case 1 -> replaced(input, at(input), at(input), new byte[0]);
      case 2 -> inserted(input, bytes(random.nextInt(16)));
      case 3 -> inserted(input, word().getBytes(StandardCharsets.UTF_8));
      case 4 -> lines(input);
      case 5 -> doubled(input);
      case 6 -> number(input);
      case 7 -> Arrays.copyOf(input, at(input));
      case 8 -> inserted(input, part(sample()));
      default ->
          inserted(input, word().repeat(1 + random.nextInt(3000)).getBytes(StandardCharsets.UTF_8));
    };
  }

  private byte[] sample() {
    return samples.get(random.nextInt(samples.size()));
  }

  private int at(byte[] input) {
    return random.nextInt(input.length + 1);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private String word() {
    return words.get(random.nextInt(words.size()));
  }

  private byte[] part(byte[] of) {
    int from = at(of);
    return Arrays.copyOfRange(of, from, Math.min(of.length, from + random.nextInt(400)));
  }

  private byte[] flipped(byte[] input) {
    byte[] flipped = input.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] inserted(byte[] input, byte[] more) {
    int at = at(input);
    return replaced(input, at, at, more);
  }

  private byte[] doubled(byte[] input) {
    byte[] part = part(input);
    byte[] more = new byte[Math.min(LONGEST, part.length * (1 + random.nextInt(40)))];
    for (int i = 0; i < more.length; i++) {
      more[i] = part[i % part.length];
    }
    return inserted(input, more);
  }

  /** One line goes elsewhere, or in place of another. */
  private byte[] lines(byte[] input) {
    List<String> lines =
        new ArrayList<>(List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1)));
    String moved = lines.remove(random.nextInt(lines.size()));
    if (!lines.isEmpty() && random.nextBoolean()) {
      lines.remove(random.nextInt(lines.size()));
    }
    lines.add(random.nextInt(lines.size() + 1), moved);
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A digit and those after it become a number that few expect. */
  private byte[] number(byte[] input) {
    int from = at(input);
    while (from < input.length && !Character.isDigit(input[from])) {
      from++;
    }
    int to = from;
    while (to < input.length && Character.isDigit(input[to])) {
      to++;
    }
    return replaced(
        input,
        from,
        to,
        NUMBERS.get(random.nextInt(NUMBERS.size())).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] replaced(byte[] input, int one, int other, byte[] by) {
    int from = Math.min(one, other);
    int to = Math.max(one, other);
    byte[] result = new byte[from + by.length + input.length - to];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(input, to, result, from + by.length, input.length - to);
    return result;
  }
}
