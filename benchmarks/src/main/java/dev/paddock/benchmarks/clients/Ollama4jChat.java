package dev.paddock.benchmarks.clients;

import io.github.ollama4j.Ollama;
import io.github.ollama4j.exceptions.OllamaException;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.request.ThinkMode;
import java.io.IOException;
import java.net.URI;

/**
 * Ollama4j, told not to think. It makes an HTTP client, and with it a connection and a thread, for
 * each request, which end when they are collected; it cannot be closed.
 */
final class Ollama4jChat implements ChatClient {
  private final Ollama ollama;

  Ollama4jChat(URI base) {
    ollama = new Ollama(base.toString());
    ollama.setRequestTimeoutSeconds(MOST_SECONDS);
  }

  @Override
  public void ask(Said said) throws IOException {
    OllamaChatRequest request =
        OllamaChatRequest.builder()
            .withModel(MODEL)
            .withMessage(OllamaChatMessageRole.USER, QUESTION)
            .withThinking(ThinkMode.DISABLED)
            .withUseTools(false)
            .withStreaming()
            .build();
    try {
      ollama.chat(request, piece -> said.accept(piece.getMessage().getResponse()));
    } catch (OllamaException e) {
      throw new IOException("Ollama4j brings no whole answer: " + e, e);
    }
  }

  @Override
  public void close() {
    // Nothing of it can be closed.
  }
}
