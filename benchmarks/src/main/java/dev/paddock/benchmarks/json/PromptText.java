package dev.paddock.benchmarks.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What prompts are made of. Drawn from a fixed seed, so that every fork writes the same. */
public enum PromptText {
  /** English and digits, a line end now and then. */
  ASCII(
      " the",
      " of",
      " memory",
      " is",
      " between",
      " paddock",
      ",",
      ".",
      " 42",
      " a",
      " longest",
      " answer",
      " what",
      " does",
      " it",
      " cost",
      "?",
      " model",
      " context",
      ";",
      " first",
      " token",
      " server",
      ".\n"),
  /** The same with what must be escaped, and letters that take two, three and four bytes. */
  UTF8(
      " the",
      " of",
      " memory",
      " \"quoted\"",
      " C:\\temp",
      "\n",
      "\t",
      " caf\u00e9",
      " Stra\u00dfe",
      " \u6f22\u5b57",
      " \u0440\u0435\u0447\u044c",
      " \ud83d\ude80",
      " \ud83d\udc69\u200d\ud83d\udcbb",
      " <b>",
      " x & y",
      " it's",
      " 42",
      " a",
      ",",
      ".",
      " paddock",
      " \u2014",
      " {\"a\": 1}",
      " longest");

  private static final String PAD = "x";

  private final List<String> pieces;

  PromptText(String... pieces) {
    this.pieces = List.of(pieces);
  }

  /** {@code count} different texts that take exactly {@code size} bytes in UTF-8. */
  List<String> texts(int count, int size) {
    Random random = new Random(size);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(random, size));
    }
    return List.copyOf(texts);
  }

  private String text(Random random, int size) {
    StringBuilder text = new StringBuilder(size);
    int left = size;
    while (true) {
      String piece = pieces.get(random.nextInt(pieces.size()));
      int bytes = piece.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > left) {
        return text.append(PAD.repeat(left)).toString();
      }
      text.append(piece);
      left -= bytes;
    }
  }
}
