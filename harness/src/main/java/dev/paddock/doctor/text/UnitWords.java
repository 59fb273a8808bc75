package dev.paddock.doctor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Words as systemd splits them: quotes hold blanks together and go, a backslash escapes as in C,
 * and {@code %} begins a specifier (man systemd.syntax, systemd.unit).
 *
 * @param refused why systemd drops the rest of the line from here on
 */
public record UnitWords(List<String> words, Optional<String> refused) {
  private static final String ESCAPES = "abfnrtvs\\\"'";
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000B \\\"'";
  private static final String SPECIFIERS = "aAbBCdDEfgGhHiIjJlLmMnNopPqsStTuUvVwWyY";

  public UnitWords {
    words = List.copyOf(words);
  }

  public static UnitWords of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        int more = escape(text, i + 1, word);
        if (more < 0) {
          return new UnitWords(
              words,
              Optional.of(
                  "\\%s is no escape".formatted(i + 1 < text.length() ? text.charAt(i + 1) : "")));
        }
        i += more;
        open = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        open = true;
      } else if (Character.isWhitespace(c)) {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
        }
        open = false;
      } else {
        word.append(c);
        open = true;
      }
    }
    if (quote != 0) {
      return new UnitWords(words, Optional.of("a quote is never closed"));
    }
    if (open) {
      words.add(word.toString());
    }
    return new UnitWords(words, Optional.empty());
  }

  /** How many letters the escape takes; -1 where it is none. */
  private static int escape(String text, int at, StringBuilder word) {
    if (at >= text.length()) {
      return -1;
    }
    char c = text.charAt(at);
    int known = ESCAPES.indexOf(c);
    if (known >= 0) {
      word.append(ESCAPED.charAt(known));
      return 1;
    }
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits > 0 && text.length() > at + digits) {
      String hex = text.substring(at + 1, at + 1 + digits);
      if (hex.matches("[0-9a-fA-F]+")) {
        long code = Long.parseLong(hex, 16);
        word.append(code <= Character.MAX_CODE_POINT ? Character.toString((int) code) : "?");
        return 1 + digits;
      }
    }
    if (text.length() >= at + 3 && text.substring(at, at + 3).matches("[0-3][0-7]{2}")) {
      word.append((char) Integer.parseInt(text.substring(at, at + 3), 8));
      return 3;
    }
    return -1;
  }

  /** A word with {@code %%} for a percent sign; empty where a specifier is none. */
  public static Optional<String> specified(String word) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != '%' || i + 1 == word.length()) {
        text.append(c);
      } else if (word.charAt(i + 1) == '%') {
        text.append('%');
        i++;
      } else if (SPECIFIERS.indexOf(word.charAt(i + 1)) >= 0) {
        text.append(c);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(text.toString());
  }
}
