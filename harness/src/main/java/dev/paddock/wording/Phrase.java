package dev.paddock.wording;

import dev.paddock.summary.Summary.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Words with figures in them, each of which knows where its record is.
 *
 * @param figures in the order in which they stand in the words
 */
record Phrase(String words, List<Quoted> figures) {
  static final Phrase NOTHING = of("");

  /** The start of a name as a file has it, which keeps its letters. */
  private static final Pattern NAME = Pattern.compile("[a-z]+[_.=]");

  Phrase {
    figures = List.copyOf(figures);
  }

  static Phrase of(String words) {
    return new Phrase(words, List.of());
  }

  /** A figure, whose record is there. */
  static Phrase figure(String words, String at) {
    return new Phrase(words, List.of(new Quoted(words, at)));
  }

  /** These between such commas. */
  static Phrase joined(String comma, List<Phrase> phrases) {
    Phrase all = NOTHING;
    for (Phrase phrase : phrases) {
      all = all.words.isEmpty() ? phrase : all.and(comma).and(phrase);
    }
    return all;
  }

  /** The same as the start of a sentence. */
  Phrase capital() {
    return words.isEmpty() || NAME.matcher(words).lookingAt()
        ? this
        : new Phrase(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1), figures);
  }

  Phrase and(String more) {
    return new Phrase(words + more, figures);
  }

  Phrase and(Phrase more) {
    List<Quoted> both = new ArrayList<>(figures);
    both.addAll(more.figures);
    return new Phrase(words + more.words, both);
  }
}
