package dev.paddock.benchmarks.clients;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * LangChain4j's streaming model for Ollama over the HTTP client that it brings, the JDK's. It
 * cannot be closed: its threads are daemons, and end when it is collected.
 */
final class LangChainChat implements ChatClient {
  private final OllamaStreamingChatModel model;

  LangChainChat(URI base) {
    model =
        OllamaStreamingChatModel.builder()
            .baseUrl(base.toString())
            .modelName(MODEL)
            .timeout(Duration.ofSeconds(MOST_SECONDS))
            .build();
  }

  @Override
  public void ask(Said said) throws IOException, InterruptedException {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    model.chat(
        QUESTION,
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            said.accept(piece);
          }

          @Override
          public void onCompleteResponse(ChatResponse whole) {
            end.complete(true);
          }

          @Override
          public void onError(Throwable failure) {
            end.completeExceptionally(failure);
          }
        });
    try {
      end.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("LangChain4j brings no whole answer: " + e, e);
    }
  }

  @Override
  public void close() {
    // Nothing of it can be closed.
  }
}
