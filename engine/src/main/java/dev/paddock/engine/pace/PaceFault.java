package dev.paddock.engine.pace;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Something that the reference server does wrong, or right but rarely, in every answer.
 *
 * @param at the token that it concerns, from 1; else the one in the middle
 */
public record PaceFault(Kind kind, OptionalInt at) {
  /** What can be planted. */
  public enum Kind {
    /** HTTP 500 and an error in place of an answer. */
    ERROR_BEFORE,
    /** An error line after a token, and a clean end. */
    ERROR_AMID,
    /** All tokens and a clean end, but no word that the answer is whole. */
    NO_DONE,
    /** The connection is closed after a token. */
    CLOSE_EARLY,
    /** The connection is reset after a token. */
    RESET,
    /** A line after a token that is no JSON. */
    GARBAGE,
    /** A chunk without text as soon as the request is taken up. */
    EMPTY_FIRST,
    /** A chunk with a role and no text as soon as the request is taken up. */
    ROLE_ONLY,
    /** All tokens up to this one are thinking. */
    THINKING,
    /** A token of more than a megabyte. */
    LONG_LINE,
    /** A token whose one character of two bytes leaves in two writes. */
    SPLIT_UTF8,
    /** Lines end in CR LF. */
    CRLF,
    /** A comment before each event; where there are no events, nothing. */
    COMMENTS,
    /** A trailer after the last chunk. */
    TRAILERS;

    /** As it is written on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public PaceFault {
    if (at.isPresent() && at.getAsInt() < 1) {
      throw new IllegalArgumentException("tokens count from 1, as in " + kind.word() + "@1");
    }
  }

  /**
   * Reads {@code NAME} or {@code NAME@k}.
   *
   * @throws IllegalArgumentException naming all that there are
   */
  public static PaceFault parse(String text) {
    String[] parts = text.strip().split("@", 2);
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(parts[0]) && (parts.length == 1 || parts[1].matches("\\d{1,9}"))) {
        return new PaceFault(
            kind,
            parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[1])));
      }
    }
    throw new IllegalArgumentException(
        "%s is not a fault. There are: %s; each also as NAME@k, at the token k"
            .formatted(
                text,
                Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))));
  }

  /** The token that it concerns in an answer of so many. */
  int token(int tokens) {
    return at.orElse(Math.max(1, tokens / 2));
  }
}
