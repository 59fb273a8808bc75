package dev.paddock.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Ollama as a user starts it: without Paddock's watchdog, and ended with all its children.
 */
record RealOllama(Launched server, String url) {
  static RealOllama start(Path folder, Map<String, String> variables)
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
    server.awaitWords("Listening on");
    return new RealOllama(server, "http://127.0.0.1:" + port);
  }

  /** An Ollama that is ended while it looks for GPUs leaves a llama-server behind. */
  void end() throws InterruptedException {
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
