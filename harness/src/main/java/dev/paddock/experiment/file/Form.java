package dev.paddock.experiment.file;

import java.util.List;
import java.util.Map;

/** What a key of an experiment file holds: the parser checks it, the schema says it. */
sealed interface Form {
  /** Text that fully matches a regular expression. */
  record Words(String pattern, String example) implements Form {}

  /** A whole number. */
  record Count(long least, long most) implements Form {}

  /** A duration with its unit. */
  record Time() implements Form {}

  /** A number of requests per time. */
  record Rate() implements Form {}

  /** A load, or the two between which a run looks for one: {@code search 1..64}. */
  record Load(Form one) implements Form {}

  /** A percentage. */
  record Share() implements Form {}

  /**
   * One of a few words.
   *
   * @param meant which of them others mean, that are none
   */
  record Choice(List<String> words, Map<String, String> meant) implements Form {
    Choice(List<String> words) {
      this(words, Map.of());
    }
  }

  /** A number of blocks, or a least and a largest one: {@code 5..12}. */
  record Blocks() implements Form {}

  /** A word, or a whole number. */
  record WordOrCount(String word, long least) implements Form {}

  /** A section of its own. */
  record Inner(Section section) implements Form {}

  /** A mapping of settings to values. */
  record SettingValues() implements Form {}

  /** A mapping of settings to lists of levels, or to a range. */
  record FactorLevels() implements Form {}

  /** A mapping of metrics to what is wanted of them. */
  record Objectives() implements Form {}

  /** A model's tag, or a list of them. */
  record Models() implements Form {}

  /** A file, or a list of them. */
  record Files(String example) implements Form {}

  /** A list of conditions. */
  record Conditions() implements Form {}

  /** A list of metrics. */
  record Metrics() implements Form {}

  /** A list of sections. */
  record Many(Section section) implements Form {}

  /** How many, or a list of addresses. */
  record CountOrAddresses() implements Form {}

  /** A mapping of names to texts. */
  record Texts() implements Form {}

  /** {@code true} or {@code false}. */
  record Flag() implements Form {}

  /** A number. */
  record Amount() implements Form {}

  /** A number or {@code max}. */
  record AmountOrMax() implements Form {}
}
