package dev.paddock.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The registry of suites: each answers one question about what the client costs. */
@SuppressWarnings("ImmutableEnumChecker") // method references, and records that hold no state
enum Suite {
  JSON_IN(
      "json-in",
      "What does it cost to read one line of a stream, and does the parser matter?",
      JsonIn.class,
      JsonIn::check,
      JsonIn.variants()),
  STREAM_BUFFERS(
      "stream-buffers",
      "What does it cost to find the lines of a token stream, and does the read buffer matter?",
      StreamBuffers.class,
      StreamBuffers::check,
      StreamBuffers.variants());

  private final String word;
  private final String question;
  private final Class<?> benchmark;
  private final Runnable check;
  private final Variants variants;

  Suite(String word, String question, Class<?> benchmark, Runnable check, Variants variants) {
    this.word = word;
    this.question = question;
    this.benchmark = benchmark;
    this.check = check;
    this.variants = variants;
  }

  /** The suite of this name; empty for any other. */
  static Optional<Suite> named(String word) {
    return Arrays.stream(values()).filter(suite -> suite.word.equals(word)).findFirst();
  }

  /** The names of all suites. */
  static List<String> words() {
    return Arrays.stream(values()).map(Suite::word).collect(Collectors.toUnmodifiableList());
  }

  /** The name on the command line, for example {@code json-in}; it names the run directory too. */
  String word() {
    return word;
  }

  String question() {
    return question;
  }

  /** The class with the one benchmark method, whose parameters are the factors. */
  Class<?> benchmark() {
    return benchmark;
  }

  /**
   * Lets all its adapters do the work once.
   *
   * @throws DisagreementException where they do not do the same work
   */
  void check() {
    check.run();
  }

  Variants variants() {
    return variants;
  }
}
