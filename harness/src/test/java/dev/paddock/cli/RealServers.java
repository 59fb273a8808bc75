package dev.paddock.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * The real servers that tests need, by the variables that name them: where one is not named, the
 * tests are skipped with a sentence. Ollamas are started as a user starts them, without Paddock's
 * watchdog, and ended with all their children when the test that started them has ended.
 */
final class RealServers implements ExecutionCondition, AfterEachCallback {
  private final UnaryOperator<@Nullable String> environment;
  private final List<Named> needed;
  private final List<Launched> servers = new ArrayList<>();

  /** What a variable of the environment names. */
  enum Named {
    PADDOCK_OLLAMA("an ollama binary"),
    PADDOCK_GGUF("the file of a model"),
    PADDOCK_LLAMA_SERVER("a llama-server binary"),
    PADDOCK_OLLA("an olla binary"),
    PADDOCK_VULKAN("variables that make Ollama see a GPU");

    private final String what;

    Named(String what) {
      this.what = what;
    }

    private String lacking() {
      return "%s does not name %s, so nothing real is tested".formatted(name(), what);
    }
  }

  /** Tests that all need these. */
  RealServers(Named... needed) {
    this(System::getenv, needed);
  }

  RealServers(UnaryOperator<@Nullable String> environment, Named... needed) {
    this.environment = environment;
    this.needed = List.of(needed);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
    return condition();
  }

  ConditionEvaluationResult condition() {
    return needed.stream()
        .filter(one -> value(one).isEmpty())
        .findFirst()
        .map(one -> ConditionEvaluationResult.disabled(one.lacking()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("every server is named"));
  }

  private Optional<String> value(Named one) {
    return Optional.ofNullable(environment.apply(one.name())).filter(text -> !text.isBlank());
  }

  /** What a variable names; where it names nothing, the test that asks is skipped from there on. */
  String named(Named one) {
    return value(one).orElseThrow(() -> new TestAbortedException(one.lacking()));
  }

  /** The variables that make Ollama see a GPU. */
  Map<String, String> vulkan() {
    Map<String, String> variables = new TreeMap<>();
    for (String pair : named(Named.PADDOCK_VULKAN).split(" ", -1)) {
      variables.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return variables;
  }

  /** Starts an Ollama, and returns where it answers. */
  String ollama(Path folder, Map<String, String> variables)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Map<String, String> all = new TreeMap<>(variables);
    all.put("OLLAMA_HOST", "127.0.0.1:" + port);
    all.put("OLLAMA_NO_CLOUD", "1");
    Launched server = Launched.start(folder, all, List.of(named(Named.PADDOCK_OLLAMA), "serve"));
    servers.add(server);
    server.awaitWords("Listening on");
    return "http://127.0.0.1:" + port;
  }

  /** The process of the Ollama that this test started first. */
  Launched first() {
    return servers.getFirst();
  }

  @Override
  public void afterEach(ExtensionContext test) throws InterruptedException {
    for (Launched server : servers) {
      end(server);
    }
    servers.clear();
  }

  /** An Ollama that is ended while it looks for GPUs leaves a llama-server behind. */
  private static void end(Launched server) throws InterruptedException {
    List<ProcessHandle> children;
    try (Stream<ProcessHandle> tree = server.process().descendants()) {
      children = tree.toList();
    }
    server.process().destroy();
    if (!server.process().waitFor(20, TimeUnit.SECONDS)) {
      server.process().destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
