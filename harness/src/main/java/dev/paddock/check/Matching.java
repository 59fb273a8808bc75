package dev.paddock.check;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a pattern is found in an answer.
 *
 * @param pattern a regular expression as Java has them
 */
record Matching(Pattern pattern) implements AnswerCheck {
  Matching(String pattern) {
    this(Pattern.compile(pattern));
  }

  @Override
  public boolean right(String answer, List<String> expected) {
    return pattern.matcher(answer).find();
  }
}
