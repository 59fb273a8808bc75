package dev.paddock.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Ollama's HTTP API, as far as a measurement needs it beside its load. */
public final class OllamaApi implements Control {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final Duration SHORT = Duration.ofSeconds(20);

  /** Ollama itself gives up on a load after 5 minutes. */
  private static final Duration LONG = Duration.ofMinutes(6);

  private static final Duration UNLOAD = Duration.ofSeconds(60);

  private final URI url;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * A way to the server at {@code url}.
   *
   * @param url for example {@code http://127.0.0.1:11434}; a path is kept as a prefix
   */
  public OllamaApi(URI url) {
    this.url = url;
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public String version() {
    JsonNode version = get("/api/version").path("version");
    if (!version.isTextual()) {
      throw new TargetException(
          "%s answers, but not as Ollama does (/api/version has no version). Is it another server?"
              .formatted(url));
    }
    return version.asText();
  }

  @Override
  public Model show(String name) {
    HttpResponse<String> response =
        send(post("/api/show", bytes(object().put("model", name)), SHORT));
    if (response.statusCode() == 404) {
      List<String> names = modelNames();
      throw new TargetException(
          "%s has no model '%s'. It has: %s. Fetch it there (ollama pull %s) or name one that it has: --set model=NAME"
              .formatted(url, name, names.isEmpty() ? "none" : String.join(", ", names), name));
    }
    JsonNode shown = parse("/api/show", checked("/api/show", response).body());
    JsonNode info = shown.path("model_info");
    String architecture = info.path("general.architecture").asText("");
    int blocks = info.path(architecture + ".block_count").asInt(0);
    JsonNode details = shown.path("details");
    return new Model(
        name,
        digest(name),
        details.path("family").asText(""),
        details.path("parameter_size").asText(""),
        details.path("quantization_level").asText(""),
        blocks == 0 ? 0 : blocks + 1,
        info.path(architecture + ".context_length").asLong(0));
  }

  private String digest(String name) {
    return models("/api/tags")
        .filter(model -> sameModel(name, model))
        .map(model -> model.path("digest").asText(""))
        .findFirst()
        .orElse("");
  }

  private List<String> modelNames() {
    return models("/api/tags").map(model -> model.path("name").asText()).sorted().toList();
  }

  @Override
  public Optional<Loaded> loaded(String model) {
    return models("/api/ps")
        .filter(candidate -> sameModel(model, candidate))
        .map(
            found ->
                new Loaded(
                    found.path("context_length").asLong(0),
                    found.path("size").asLong(0),
                    found.path("size_vram").asLong(0)))
        .findFirst();
  }

  @Override
  public void load(Body body) {
    body.preload()
        .ifPresent(bytes -> checked("/api/generate", send(post("/api/generate", bytes, LONG))));
  }

  @Override
  public void unload(String model) {
    if (loaded(model).isEmpty()) {
      return;
    }
    byte[] body = bytes(object().put("model", model).put("keep_alive", 0).put("stream", false));
    checked("/api/generate", send(post("/api/generate", body, LONG)));
    long end = System.nanoTime() + UNLOAD.toNanos();
    while (loaded(model).isPresent()) {
      if (System.nanoTime() - end > 0) {
        throw new TargetException(
            "%s still has %s in memory %d s after it was told to unload it. Does something else use it?"
                .formatted(url, model, UNLOAD.toSeconds()));
      }
      pause();
    }
  }

  @Override
  public int promptTokens(Body body, String prompt) {
    String path = body.protocol().path();
    String answer = checked(path, send(post(path, body.count(prompt), LONG))).body();
    JsonNode count = parse(path, answer).path("prompt_eval_count");
    if (!count.isInt()) {
      throw new TargetException(
          "%s%s gives no prompt_eval_count, so prompts of an exact length cannot be made"
              .formatted(url, path));
    }
    return count.asInt();
  }

  private Stream<JsonNode> models(String path) {
    return StreamSupport.stream(get(path).path("models").spliterator(), false);
  }

  private static boolean sameModel(String wanted, JsonNode model) {
    String full = wanted.contains(":") ? wanted : wanted + ":latest";
    return full.equals(model.path("name").asText()) || full.equals(model.path("model").asText());
  }

  private JsonNode get(String path) {
    return parse(path, checked(path, send(request(path, SHORT).GET().build())).body());
  }

  private HttpRequest post(String path, byte[] body, Duration timeout) {
    return request(path, timeout)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    String base = url.toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(timeout);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (HttpTimeoutException e) {
      throw new TargetException(
          "%s does not answer %s in time. Is it busy, or does it hang? Its log may tell."
              .formatted(url, request.uri().getPath()),
          e);
    } catch (ConnectException e) {
      throw new TargetException(
          "nothing answers at %s. Start the server (ollama serve), or say where it is: --url http://HOST:PORT"
              .formatted(url),
          e);
    } catch (IOException e) {
      String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new TargetException(
          "%s does not speak HTTP as Ollama does (%s: %s)"
              .formatted(url, request.uri().getPath(), words),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while waiting for " + url, e);
    }
  }

  private HttpResponse<String> checked(String path, HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new TargetException(
          "%s%s: HTTP %d: %s"
              .formatted(url, path, response.statusCode(), errorWords(response.body())));
    }
    return response;
  }

  private static String errorWords(String body) {
    try {
      JsonNode error = MAPPER.readTree(body).path("error");
      return error.isTextual() ? error.asText() : excerpt(body);
    } catch (JsonProcessingException e) {
      return excerpt(body);
    }
  }

  private JsonNode parse(String path, String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new TargetException(
          "%s%s answers something that is not JSON: %s".formatted(url, path, excerpt(body)), e);
    }
  }

  private static String excerpt(String body) {
    String line = body.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  private static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  private static byte[] bytes(ObjectNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while a model was unloading", e);
    }
  }

  static int port(URI url) {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? 443 : 80;
  }
}
