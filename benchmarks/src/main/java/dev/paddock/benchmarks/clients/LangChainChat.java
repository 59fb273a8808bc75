package dev.paddock.benchmarks.clients;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * LangChain4j's streaming model for Ollama, over the JDK's HTTP client. It cannot be closed: its
 * HTTP client ends when it is collected, its threads are ended here.
 */
final class LangChainChat implements ChatClient {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("langchain4j-", 0).daemon().factory());
  private final OllamaStreamingChatModel model;

  LangChainChat(URI base) {
    model =
        OllamaStreamingChatModel.builder()
            .baseUrl(base.toString())
            .modelName(MODEL)
            .timeout(Duration.ofSeconds(MOST_SECONDS))
            .httpClientBuilder(
                new JdkHttpClientBuilder()
                    .httpClientBuilder(
                        HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .executor(threads)))
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
    threads.shutdownNow();
  }
}
