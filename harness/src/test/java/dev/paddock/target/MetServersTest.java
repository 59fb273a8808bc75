package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.paddock.client.Access;
import dev.paddock.client.Proxies;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers as they are met: each answers as it does, and is understood or refused in a sentence. */
@Timeout(60)
class MetServersTest {
  /** What a server answers. */
  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private static final class Met implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Met(Answering answering) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              asked.add(
                  exchange.getRequestMethod()
                      + " "
                      + exchange.getRequestURI()
                      + " "
                      + exchange.getRequestHeaders().getFirst("Authorization"));
              answering.answer(exchange);
            }
          });
      server.start();
    }

    URI url(String path) {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Body body(boolean strict) {
    return Dialect.OPENAI.body(
        new WorkloadSpec(8, 4, WorkloadSpec.Prefix.UNIQUE, WorkloadSpec.Api.CHAT),
        Configuration.of(Known.MODEL, new Value.Text("m")),
        strict);
  }

  @Test
  void a_key_goes_with_every_request_and_one_that_is_missing_is_asked_for() throws IOException {
    try (Met met =
        new Met(
            exchange -> {
              boolean in =
                  "Bearer k-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
              json(
                  exchange,
                  in ? 200 : 401,
                  in ? "{\"data\":[{\"id\":\"m\"}]}" : "{\"error\":{\"message\":\"who is it\"}}");
            })) {
      Access key =
          new Access(Map.of("Authorization", "Bearer k-1"), Optional.empty(), Proxies.NONE);
      assertThat(new OpenAiApi(met.url(""), key).onlyModel()).isEqualTo("m");
      assertThatThrownBy(() -> new OpenAiApi(met.url("")).onlyModel())
          .hasMessageContaining("HTTP 401: who is it")
          .hasMessageContaining("target.api_key: env:NAME");
    }
  }

  @Test
  void a_server_that_has_moved_is_followed_for_reading_and_named_for_what_is_measured()
      throws IOException {
    try (Met there = new Met(exchange -> json(exchange, 200, "{\"data\":[{\"id\":\"m\"}]}"));
        Met here =
            new Met(
                exchange -> {
                  exchange
                      .getResponseHeaders()
                      .add("Location", there.url(exchange.getRequestURI().getPath()).toString());
                  json(exchange, 308, "");
                })) {
      Access key =
          new Access(Map.of("Authorization", "Bearer k-1"), Optional.empty(), Proxies.NONE);
      OpenAiApi api = new OpenAiApi(here.url(""), key);
      assertThat(api.onlyModel()).isEqualTo("m");
      assertThat(there.asked)
          .as("the key is not for another server")
          .containsExactly("GET /v1/models null");
      assertThatThrownBy(() -> api.promptTokens(body(false), "a"))
          .hasMessageContaining("has moved to " + there.url("/v1/chat/completions"))
          .hasMessageContaining("set target.url to it");
    }
  }

  @Test
  void a_server_that_is_busy_is_asked_again_when_it_says() throws IOException {
    AtomicInteger times = new AtomicInteger();
    try (Met met =
        new Met(
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", "0");
              boolean busy = times.incrementAndGet() < 3;
              json(exchange, busy ? 503 : 200, busy ? "{}" : "{\"data\":[{\"id\":\"m\"}]}");
            })) {
      assertThat(new OpenAiApi(met.url("")).onlyModel()).isEqualTo("m");
      assertThat(times).hasValue(3);
    }
  }

  @Test
  void a_server_without_a_list_of_models_is_asked_all_the_same_and_it_is_said() throws IOException {
    try (Met met = new Met(exchange -> json(exchange, 405, "{\"detail\":\"no\"}"))) {
      OpenAiApi api = new OpenAiApi(met.url(""));
      assertThat(api.show("m").name()).isEqualTo("m");
      assertThat(api.version()).isEqualTo("of unknown version");
      assertThat(api.notes()).singleElement().asString().contains("has no /v1/models");
      assertThatThrownBy(api::onlyModel).hasMessageContaining("--set model=NAME");
    }
  }

  @Test
  void a_path_before_the_apis_own_is_kept_by_both_apis() throws IOException {
    try (Met met =
        new Met(
            exchange ->
                json(exchange, 200, "{\"version\":\"0.33.0\",\"data\":[{\"id\":\"m\"}]}"))) {
      assertThat(new OpenAiApi(met.url("/a/b")).onlyModel()).isEqualTo("m");
      assertThat(new OllamaApi(met.url("/llm/")).version()).isEqualTo("0.33.0");
      assertThat(met.asked).containsExactly("GET /a/b/v1/models null", "GET /llm/api/version null");
    }
  }

  @Test
  void a_field_that_a_server_refuses_is_found_out_and_then_left_out() throws IOException {
    try (Met met =
        new Met(
            exchange ->
                json(
                    exchange,
                    422,
                    "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"min_tokens\"]}]}"))) {
      assertThat(new OpenAiApi(met.url("")).refusedField(body(false))).contains("min_tokens");
    }
    assertThat(new String(body(false).stream("a"), StandardCharsets.UTF_8))
        .contains("ignore_eos")
        .contains("min_tokens")
        .contains("cache_prompt");
    assertThat(new String(body(true).stream("a"), StandardCharsets.UTF_8))
        .doesNotContain("ignore_eos")
        .doesNotContain("min_tokens")
        .doesNotContain("cache_prompt")
        .contains("max_tokens");
    try (Met met =
        new Met(exchange -> json(exchange, 400, "{\"message\":\"min_tokens is over 0\"}"))) {
      assertThat(new OpenAiApi(met.url("")).refusedField(body(false))).isEmpty();
    }
  }

  @Test
  void what_cannot_generate_here_is_refused_before_the_run() throws IOException {
    assertThatThrownBy(() -> shown("{\"capabilities\":[\"embedding\"]}", "bge:1"))
        .hasMessageContaining("'bge:1' is an embedding model");
    assertThatThrownBy(
            () ->
                shown(
                    "{\"remote_model\":\"glm\",\"remote_host\":\"https://far.example\"}", "glm:7"))
        .hasMessageContaining("'glm:7' is a cloud model")
        .hasMessageContaining("https://far.example");
    assertThatThrownBy(() -> shown("{}", "glm:cloud")).hasMessageContaining("is a cloud model");
    shown("{\"capabilities\":[\"completion\",\"embedding\"]}", "both:1");
    shown("{}", "old:1");
  }

  private static void shown(String answer, String model) throws IOException {
    try (Met met =
        new Met(
            exchange ->
                json(
                    exchange,
                    200,
                    exchange.getRequestURI().getPath().equals("/api/show")
                        ? answer
                        : "{\"models\":[]}"))) {
      var _ = new OllamaApi(met.url("")).show(model);
    }
  }
}
