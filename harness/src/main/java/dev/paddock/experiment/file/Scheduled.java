package dev.paddock.experiment.file;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The schedules that a file can name, each with its keys. */
enum Scheduled {
  /** Each client waits for its answer; the others wait for none. */
  CLOSED("clients", "think"),
  CONSTANT("rate", "max_concurrency"),
  POISSON("rate", "max_concurrency"),
  RAMP("from", "to", "over", "max_concurrency"),
  REPLAY("trace", "max_concurrency");

  @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
  private final List<String> keys;

  Scheduled(String... keys) {
    this.keys = List.of(keys);
  }

  /** Its keys, besides {@code schedule} itself. */
  List<String> keys() {
    return keys;
  }

  /** As a file has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Stream.of(values()).map(Scheduled::word).toList();
  }

  /** The schedule of this word; empty where there is none. */
  static Optional<Scheduled> named(String word) {
    return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
