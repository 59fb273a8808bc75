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
      StreamBuffers.variants()),
  WAITING(
      "waiting",
      "How are the bytes of many streams to be waited for, so that their stamps are true?",
      WaitingFork::measure,
      WaitingSuite::check,
      WaitingSuite.variants());

  private final String word;
  private final String question;
  private final Optional<Class<?>> benchmark;
  private final Forks forks;
  private final Runnable check;
  private final Variants variants;

  Suite(String word, String question, Class<?> benchmark, Runnable check, Variants variants) {
    this(word, question, Optional.of(benchmark), Fork::measure, check, variants);
  }

  Suite(String word, String question, Forks forks, Runnable check, Variants variants) {
    this(word, question, Optional.empty(), forks, check, variants);
  }

  Suite(
      String word,
      String question,
      Optional<Class<?>> benchmark,
      Forks forks,
      Runnable check,
      Variants variants) {
    this.word = word;
    this.question = question;
    this.benchmark = benchmark;
    this.forks = forks;
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

  /**
   * The class with the one benchmark method, whose parameters are the factors; empty where JMH does
   * not measure this suite.
   */
  Optional<Class<?>> benchmark() {
    return benchmark;
  }

  /** Whether it runs where no suite is named: the others take minutes and a quiet machine. */
  boolean byDefault() {
    return benchmark.isPresent();
  }

  /** What measures its variants. */
  Forks forks() {
    return forks;
  }

  /** What measures its variants, in words. */
  String measuredBy() {
    return benchmark.isPresent() ? Fork.WORDS : WaitingFork.words();
  }

  /** The time that it spends on each variant, in a look or in full. */
  Effort effort(boolean full) {
    if (benchmark.isPresent()) {
      return full ? Effort.FULL : Effort.SHORT;
    }
    return full ? Effort.FULL_OF_STREAMS : Effort.SHORT_OF_STREAMS;
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
