package dev.paddock.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Real Ollamas as a user starts them: without Paddock's watchdog, and ended with all their children
 * when the test that started them has ended.
 */
final class RealOllama implements AfterEachCallback {
  private final List<Launched> servers = new ArrayList<>();

  /** Starts one, and returns where it answers. */
  String start(Path folder, Map<String, String> variables)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Map<String, String> all = new TreeMap<>(variables);
    all.put("OLLAMA_HOST", "127.0.0.1:" + port);
    all.put("OLLAMA_NO_CLOUD", "1");
    Launched server =
        Launched.start(folder, all, List.of(System.getenv("PADDOCK_OLLAMA"), "serve"));
    servers.add(server);
    server.awaitWords("Listening on");
    return "http://127.0.0.1:" + port;
  }

  /** The process of the one that this test started first. */
  Launched first() {
    return servers.getFirst();
  }

  @Override
  public void afterEach(ExtensionContext test) throws InterruptedException {
    for (Launched server : servers) {
      end(server);
    }
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
