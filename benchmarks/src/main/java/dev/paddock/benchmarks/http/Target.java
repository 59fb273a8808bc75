package dev.paddock.benchmarks.http;

import java.net.URI;

/** A server and what is asked of it. */
record Target(URI server, Asked asked) {
  URI url() {
    return asked.url(server);
  }

  /** The server and the path before that of its protocol, as clients of Ollama want to know it. */
  URI base() {
    return asked.base(server);
  }

  byte[] body() {
    return asked.body();
  }
}
