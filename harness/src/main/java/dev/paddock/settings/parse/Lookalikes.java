package dev.paddock.settings.parse;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Characters that look like those of a keyboard and are others: a comma of Chinese writing, quotes
 * of a word processor, blanks of a web page. No program takes the one for the other.
 */
public final class Lookalikes {
  private static final Pattern ANY =
      Pattern.compile(
          "[\\uFF01-\\uFF5E\\u3001\\u3002\\u2018-\\u201F\\u00AB\\u00BB\\u2010-\\u2015\\u2212"
              + "\\u00A0\\u2000-\\u200F\\u202F\\u2060\\u3000\\uFEFF]");

  private Lookalikes() {}

  /** Whether a text holds one. */
  public static boolean in(String text) {
    return ANY.matcher(text).find();
  }

  /** The text with the characters that were meant; empty where it holds none of them. */
  public static Optional<String> plain(String text) {
    if (!in(text)) {
      return Optional.empty();
    }
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .replaceAll("[\\u2018-\\u201F\\u00AB\\u00BB]", "")
            .replaceAll("[\\u3001\\u3002]", ",")
            .replaceAll("[\\u2010-\\u2015\\u2212]", "-")
            .replaceAll("[\\u200B-\\u200F\\u2060\\uFEFF]", "");
    return Optional.of(plain.strip());
  }
}
