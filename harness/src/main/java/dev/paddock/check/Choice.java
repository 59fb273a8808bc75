package dev.paddock.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the letter that an answer chooses is the expected one: the one after "answer", else the
 * first that stands alone.
 */
record Choice() implements AnswerCheck {
  /** "The answer is (B)", "Answer: b". */
  private static final Pattern SAID =
      Pattern.compile("(?i)\\banswer(?:\\s+is)?[\\s:*(\\[\"']{1,9}([A-Z])\\b");

  /** A capital that stands alone; of "A" and "I", words too, only what ends or marks them. */
  private static final Pattern ALONE =
      Pattern.compile("(?<![A-Za-z0-9])([A-Z])(?=\\s*$|\\s*[.):,\\]*\"'\\n])");

  /** The whole answer, or its first word, in either case. */
  private static final Pattern FIRST = Pattern.compile("^\\W*+([A-Za-z])\\b");

  @Override
  public boolean right(String answer, List<String> expected) {
    Optional<String> chosen = chosen(answer);
    return expected.stream()
        .map(one -> one.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""))
        .anyMatch(one -> chosen.filter(one::equals).isPresent());
  }

  private static Optional<String> chosen(String answer) {
    for (Pattern pattern : List.of(SAID, ALONE, FIRST)) {
      Matcher matcher = pattern.matcher(answer);
      if (matcher.find()) {
        return Optional.of(matcher.group(1).toUpperCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }
}
