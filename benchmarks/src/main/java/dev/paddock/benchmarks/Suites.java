package dev.paddock.benchmarks;

import dev.paddock.benchmarks.balancers.Balancers;
import dev.paddock.benchmarks.buffers.StreamBuffers;
import dev.paddock.benchmarks.cache.ExactCache;
import dev.paddock.benchmarks.clients.OllamaClients;
import dev.paddock.benchmarks.concurrency.Concurrency;
import dev.paddock.benchmarks.http.Connections;
import dev.paddock.benchmarks.http.HttpStacks;
import dev.paddock.benchmarks.json.JsonIn;
import dev.paddock.benchmarks.json.JsonOut;
import dev.paddock.benchmarks.limits.RateLimits;
import dev.paddock.benchmarks.recording.Recorders;
import dev.paddock.benchmarks.selfcheck.SelfCheck;
import dev.paddock.benchmarks.semantic.TextEmbedding;
import dev.paddock.benchmarks.semantic.VectorSearch;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.benchmarks.waiting.WaitingSuite;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The registry of suites, in the order in which they run: a new suite is a class and its line. */
final class Suites {
  private static final List<Suite> ALL =
      List.of(
          new StreamBuffers(),
          new Connections(),
          new JsonIn(),
          new JsonOut(),
          new HttpStacks(),
          new OllamaClients(),
          new Concurrency(),
          new ExactCache(),
          new TextEmbedding(),
          new VectorSearch(),
          new RateLimits(),
          new Balancers(),
          new Recorders(),
          new WaitingSuite(),
          new SelfCheck());

  private Suites() {}

  static List<Suite> all() {
    return ALL;
  }

  /** The suite of this name; empty for any other. */
  static Optional<Suite> named(String word) {
    return ALL.stream().filter(suite -> suite.word().equals(word)).findFirst();
  }

  /** The names of all suites. */
  static List<String> words() {
    return ALL.stream().map(Suite::word).collect(Collectors.toUnmodifiableList());
  }
}
