package dev.paddock.doctor;

import java.net.URI;

/** The server that was asked for does not answer as Ollama does. */
public final class NoAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoAnswer(URI url) {
    super(
        "nothing answers as Ollama does at %s. Start the server (ollama serve), or say where it is: --url http://HOST:PORT"
            .formatted(url));
  }
}
