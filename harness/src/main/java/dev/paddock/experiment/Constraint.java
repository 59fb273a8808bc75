package dev.paddock.experiment;

import dev.paddock.settings.Configuration;
import java.util.Set;

/**
 * A condition that a cell must fulfil, for example {@code num_ctx * OLLAMA_NUM_PARALLEL <= 16384}.
 *
 * <p>Numbers, settings, words in quotes or bare, {@code + - * /}, {@code < <= > >= == !=}, {@code
 * and or not}, parentheses. A comparison of something that only the server knows ({@code unset},
 * {@code max}) or that is no number can be neither true nor false, and a cell is left out only
 * where the condition is certainly false; {@code OLLAMA_NUM_PARALLEL == unset} itself can be
 * answered.
 *
 * @param text as the file has it
 */
public record Constraint(String text) {

  /**
   * Whether a cell is kept.
   *
   * @param settings everything that is set in the cell
   * @throws IllegalArgumentException where {@link #text} is no condition
   */
  public boolean admits(Configuration settings) {
    return Condition.parse(text).holds(settings) != Condition.Truth.FALSE;
  }

  /**
   * Checks that the text is a condition on these settings.
   *
   * @throws Refused where it is not
   */
  public void check(Set<String> names) {
    try {
      Condition.parse(text).check(names);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          String.valueOf(e.getMessage()), "For example: num_ctx * OLLAMA_NUM_PARALLEL <= 16384");
    }
  }
}
