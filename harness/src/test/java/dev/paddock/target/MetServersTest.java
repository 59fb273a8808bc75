package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.paddock.client.Access;
import dev.paddock.client.MadeCertificate;
import dev.paddock.client.Proxies;
import dev.paddock.client.Trust;
import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Situation.Trait;
import dev.paddock.settings.Value;
import dev.paddock.workload.Prompt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void a_redirect_to_a_certificate_of_ones_own_is_followed_only_where_none_is_checked(
      @TempDir Path dir) throws Exception {
    HttpsServer there =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    there.setHttpsConfigurator(new HttpsConfigurator(MadeCertificate.in(dir).context()));
    there.createContext(
        "/",
        exchange -> {
          try (exchange) {
            json(exchange, 200, "{\"data\":[{\"id\":\"m\"}]}");
          }
        });
    there.start();
    String secure = "https://127.0.0.1:" + there.getAddress().getPort() + "/v1/models";
    try (Met here =
        new Met(
            exchange -> {
              exchange.getResponseHeaders().add("Location", secure);
              json(exchange, 307, "");
            })) {
      Access insecure = new Access(Map.of(), Optional.of(Trust.all()), Proxies.NONE);
      assertThat(new OpenAiApi(here.url(""), insecure).onlyModel()).isEqualTo("m");
      assertThatThrownBy(() -> new OpenAiApi(here.url("")).onlyModel())
          .hasMessageContaining("has moved to https://127.0.0.1:")
          .hasMessageContaining("no TLS with it");
    } finally {
      there.stop(0);
    }
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Body body(AccessSpec.Fields fields) {
    return Dialect.OPENAI.body(
        WorkloadSpec.drawn(8, 4, WorkloadSpec.Prefix.UNIQUE, WorkloadSpec.Api.CHAT),
        Configuration.of(Known.MODEL, new Value.Text("m")),
        fields);
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
      assertThatThrownBy(() -> api.promptTokens(body(AccessSpec.Fields.ALL), Prompt.of("a")))
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
      assertThat(new OpenAiApi(met.url("")).refusal(body(AccessSpec.Fields.ALL)))
          .contains(new Control.Refusal("min_tokens", false));
    }
    assertThat(
            new String(body(AccessSpec.Fields.ALL).stream(Prompt.of("a")), StandardCharsets.UTF_8))
        .contains("ignore_eos")
        .contains("min_tokens")
        .contains("cache_prompt");
    assertThat(
            new String(
                body(AccessSpec.Fields.STRICT).stream(Prompt.of("a")), StandardCharsets.UTF_8))
        .doesNotContain("ignore_eos")
        .doesNotContain("min_tokens")
        .doesNotContain("cache_prompt")
        .contains("max_tokens");
    try (Met met =
        new Met(exchange -> json(exchange, 400, "{\"message\":\"min_tokens is over 0\"}"))) {
      assertThat(new OpenAiApi(met.url("")).refusal(body(AccessSpec.Fields.ALL))).isEmpty();
    }
  }

  @Test
  void a_server_that_knows_no_stream_options_is_found_out_and_asked_without_them()
      throws IOException {
    for (String words :
        List.of(
            "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\"}}",
            "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\"],"
                + "\"msg\":\"Extra inputs are not permitted\"}]}")) {
      try (Met met =
          new Met(
              exchange -> {
                boolean with =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .contains("stream_options");
                json(exchange, with ? 422 : 200, with ? words : "data: [DONE]\n\n");
              })) {
        OpenAiApi api = new OpenAiApi(met.url(""));
        AccessSpec.Fields all = AccessSpec.Fields.ALL;
        assertThat(api.refusal(body(all))).contains(new Control.Refusal("stream_options", true));
        assertThat(api.refusal(body(all.uncounted()))).isEmpty();
        assertThat(new String(body(all.uncounted()).stream(Prompt.of("a")), StandardCharsets.UTF_8))
            .contains("min_tokens")
            .doesNotContain("stream_options");
        assertThat(all.uncounted().strict()).isEqualTo(all.strict().uncounted());
      }
    }
  }

  @Test
  void a_stream_that_never_ends_does_not_hold_up_the_question_what_a_server_takes()
      throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (Met met =
        new Met(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('d');
              exchange.getResponseBody().flush();
              try {
                asked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      assertThat(new OpenAiApi(met.url("")).refusal(body(AccessSpec.Fields.ALL))).isEmpty();
      asked.countDown();
    }
  }

  @Test
  void what_cannot_generate_here_is_refused_before_the_run() throws IOException {
    assertThat(shown("{\"capabilities\":[\"embedding\"]}", "bge:1").traits())
        .containsExactly(Trait.EMBEDDING);
    assertThatThrownBy(
            () ->
                shown(
                    "{\"remote_model\":\"glm\",\"remote_host\":\"https://far.example\"}", "glm:7"))
        .hasMessageContaining("'glm:7' is a cloud model")
        .hasMessageContaining("https://far.example");
    assertThatThrownBy(() -> shown("{}", "glm:cloud")).hasMessageContaining("is a cloud model");
    assertThatThrownBy(() -> shown(CLOUD, "big:1"))
        .hasMessageContaining("'big:1' is a cloud model")
        .hasMessageContaining("https://ollama.com:443");
    assertThat(shown("{\"remote_model\":\"\",\"remote_host\":null}", "here:1").traits()).isEmpty();
    assertThat(shown("{\"capabilities\":[\"completion\",\"embedding\"]}", "both:1").traits())
        .isEmpty();
    assertThat(shown("{}", "old:1").traits()).isEmpty();
  }

  /** The fields of Ollama 0.33's answer of a model that runs elsewhere. */
  private static final String CLOUD =
      """
      {"modelfile": "# big", "template": "{{ .Prompt }}", "details": {"parent_model": "",
       "format": "", "family": "", "families": null, "parameter_size": "", "quantization_level": ""},
       "remote_model": "big:480b", "remote_host": "https://ollama.com:443",
       "model_info": {"general.architecture": "big", "big.context_length": 262144},
       "capabilities": ["completion", "tools"], "modified_at": "2026-11-02T08:00:00Z"}
      """;

  /** The same of a model that MLX runs: its weights are safetensors. */
  private static final String MLX =
      """
      {"modelfile": "# small", "parameters": "temperature 1", "template": "{{ .Prompt }}",
       "details": {"parent_model": "", "format": "safetensors", "family": "opal4",
        "families": ["opal4"], "parameter_size": "5.1B", "quantization_level": "nvfp4"},
       "model_info": {"general.architecture": "opal4", "opal4.block_count": 35,
        "opal4.context_length": 131072, "opal4.embedding_length": 1536},
       "capabilities": ["completion", "vision", "thinking"], "modified_at": "2026-11-02T08:00:00Z"}
      """;

  @Test
  void a_model_that_mlx_runs_is_known_as_one() throws IOException {
    Control.Model model = shown(MLX, "small:5b");
    assertThat(model.traits()).containsExactlyInAnyOrder(Trait.MLX, Trait.VISION);
    assertThat(model.family()).isEqualTo("opal4");
    assertThat(model.quantisation()).isEqualTo("nvfp4");
    assertThat(model.layers()).isEqualTo(36);
    assertThat(model.trainedContext()).isEqualTo(131_072);
    assertThat(shown(MLX.replace("safetensors", "gguf"), "small:5b").traits())
        .containsExactly(Trait.VISION);
  }

  private static Control.Model shown(String answer, String model) throws IOException {
    try (Met met =
        new Met(
            exchange ->
                json(
                    exchange,
                    200,
                    exchange.getRequestURI().getPath().equals("/api/show")
                        ? answer
                        : "{\"models\":[]}"))) {
      return new OllamaApi(met.url("")).show(model);
    }
  }
}
