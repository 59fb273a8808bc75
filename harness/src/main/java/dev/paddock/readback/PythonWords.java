package dev.paddock.readback;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Python's way to print a dictionary or a configuration, as far as its plain values go. */
final class PythonWords {
  private PythonWords() {}

  /**
   * The entries of {@code 'a': 1, 'b': {…}} or {@code a=1, b=X(…)}, each with its value as it
   * stands.
   *
   * @param separator between a name and its value
   */
  static SortedMap<String, String> pairs(String text, char separator) {
    SortedMap<String, String> pairs = new TreeMap<>();
    int from = 0;
    int colon = -1;
    int depth = 0;
    char quote = 0;
    for (int at = 0; at <= text.length(); at++) {
      char letter = at < text.length() ? text.charAt(at) : ',';
      if (quote != 0) {
        if (letter == '\\') {
          at++;
        } else if (letter == quote) {
          quote = 0;
        }
      } else if (letter == '\'' || letter == '"') {
        quote = letter;
      } else if ("([{<".indexOf(letter) >= 0) {
        depth++;
      } else if (")]}>".indexOf(letter) >= 0) {
        depth--;
      } else if (depth == 0 && letter == separator && colon < 0) {
        colon = at;
      } else if (depth == 0 && letter == ',') {
        if (colon > from) {
          pairs.put(
              bare(text.substring(from, colon)),
              text.substring(colon + 1, Math.min(at, text.length())).strip());
        }
        from = at + 1;
        colon = -1;
      }
    }
    return pairs;
  }

  /** A plain value as an experiment file would write it; empty for None. */
  static String word(String value) {
    String bare = bare(value);
    return Map.of("True", "true", "False", "false", "None", "", "null", "")
        .getOrDefault(bare, bare.startsWith("torch.") ? bare.substring("torch.".length()) : bare);
  }

  private static String bare(String text) {
    String word = text.strip();
    boolean quoted =
        word.length() > 1
            && (word.charAt(0) == '\'' || word.charAt(0) == '"')
            && word.charAt(word.length() - 1) == word.charAt(0);
    return quoted ? word.substring(1, word.length() - 1) : word;
  }
}
