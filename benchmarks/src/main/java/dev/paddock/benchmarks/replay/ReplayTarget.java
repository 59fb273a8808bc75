package dev.paddock.benchmarks.replay;

import java.net.URI;

/** A server and what is asked of it. */
public record ReplayTarget(URI server, Asked asked) {
  public URI url() {
    return asked.url(server);
  }

  /** The server and the path before that of its protocol, as clients of Ollama want to know it. */
  public URI base() {
    return asked.base(server);
  }

  public byte[] body() {
    return asked.body();
  }
}
