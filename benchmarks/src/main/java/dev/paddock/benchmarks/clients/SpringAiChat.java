package dev.paddock.benchmarks.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Spring AI's chat model for Ollama without the rest of Spring: its web client goes over the JDK's
 * HTTP client, which it takes where Reactor Netty is not there.
 */
final class SpringAiChat implements ChatClient {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final OllamaChatModel model;

  SpringAiChat(URI base) {
    OllamaApi api =
        OllamaApi.builder()
            .baseUrl(base.toString())
            .webClientBuilder(WebClient.builder().clientConnector(new JdkClientHttpConnector(http)))
            .restClientBuilder(
                RestClient.builder().requestFactory(new JdkClientHttpRequestFactory(http)))
            .build();
    model =
        OllamaChatModel.builder()
            .ollamaApi(api)
            .options(OllamaChatOptions.builder().model(MODEL).build())
            .build();
  }

  @Override
  public void ask(Said said) throws IOException {
    try {
      model.stream(new Prompt(QUESTION))
          .doOnNext(piece -> said.accept(text(piece)))
          .blockLast(Duration.ofSeconds(MOST_SECONDS));
    } catch (RuntimeException e) {
      throw new IOException("Spring AI brings no whole answer: " + e, e);
    }
  }

  private static String text(ChatResponse piece) {
    if (piece.getResult() == null) {
      return "";
    }
    String text = piece.getResult().getOutput().getText();
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    http.shutdownNow();
    try {
      http.awaitTermination(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
