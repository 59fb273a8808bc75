package dev.paddock.check;

import java.util.List;
import java.util.Locale;

/**
 * Whether an answer is the expected one, but for upper and lower case, blanks, and punctuation or
 * quotation marks around it.
 */
record Exact() implements AnswerCheck {
  private static final String AROUND = "[\\s\\p{Punct}\\p{Pi}\\p{Pf}&&[^-+$%€£)(\\[\\]]]";

  @Override
  public boolean right(String answer, List<String> expected) {
    return expected.stream().map(Exact::bare).anyMatch(bare(answer)::equals);
  }

  private static String bare(String text) {
    return text.replaceAll("^" + AROUND + "++", "")
        .replaceAll("(?<!" + AROUND + ")" + AROUND + "++$", "")
        .replaceAll("\\s++", " ")
        .toLowerCase(Locale.ROOT);
  }
}
