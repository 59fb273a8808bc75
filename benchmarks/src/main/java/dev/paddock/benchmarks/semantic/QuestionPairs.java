package dev.paddock.benchmarks.semantic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pairs of questions, written for this suite; {@code question-pairs.tsv}.
 *
 * <p>Half of them ask for the same in other words; the other half look alike and want another
 * answer.
 *
 * @param pairs in the order of the file
 */
record QuestionPairs(List<Pair> pairs) {
  private static final String FILE = "question-pairs.tsv";

  QuestionPairs {
    pairs = List.copyOf(pairs);
  }

  /**
   * Two questions.
   *
   * @param same whether an answer to the first answers the second
   * @param kept asked first, and its answer kept
   * @param asked later
   */
  record Pair(boolean same, String kept, String asked) {}

  /** All pairs of the file. */
  static QuestionPairs read() {
    try (InputStream found = QuestionPairs.class.getResourceAsStream(FILE)) {
      if (found == null) {
        throw new IOException(FILE + " is not beside its class");
      }
      return new QuestionPairs(
          new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(QuestionPairs::pair)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pair pair(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 3 || !List.of("same", "other").contains(cells[0])) {
      throw new IllegalStateException(
          FILE + ": a line is same or other, and two questions, with tabs between: " + line);
    }
    return new Pair(cells[0].equals("same"), cells[1], cells[2]);
  }

  /** Those of one kind. */
  List<Pair> of(boolean same) {
    return pairs.stream().filter(pair -> pair.same() == same).toList();
  }

  /** The first questions of all pairs. */
  List<String> kept() {
    return pairs.stream().map(Pair::kept).toList();
  }

  /**
   * A text of so many words, made of questions drawn from all pairs; cut where it is long enough.
   *
   * @param seed another for another text
   */
  String text(int words, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    int left = words;
    while (left > 0) {
      for (String word : pairs.get(random.nextInt(pairs.size())).asked().split(" ", -1)) {
        if (left > 0) {
          text.append(text.isEmpty() ? "" : " ").append(word);
          left--;
        }
      }
    }
    return text.toString();
  }
}
