package dev.paddock.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.readback.LlamaServerProps;
import dev.paddock.readback.LoadedModel;
import dev.paddock.readback.Stated;
import dev.paddock.settings.Configuration;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The API of OpenAI as llama-server, vLLM and others serve it. Such a server has its model from the
 * start, so nothing is loaded or unloaded.
 */
public final class OpenAiApi implements Control {
  private static final Duration SHORT = Duration.ofSeconds(20);

  /** One token of a long prompt on a slow machine. */
  private static final Duration LONG = Duration.ofMinutes(6);

  private final JsonHttp http;

  /**
   * A way to the server at {@code url}.
   *
   * @param url without the {@code /v1}, for example {@code http://127.0.0.1:8080}
   */
  public OpenAiApi(URI url) {
    this.http = new JsonHttp(url, "llama-server or vllm serve");
  }

  @Override
  public URI url() {
    return http.url();
  }

  /**
   * What the server calls itself: llama-server its build in {@code /props}, vLLM its version in
   * {@code /version}; others only tell who owns their models.
   */
  @Override
  public String version() {
    JsonNode models = models();
    Optional<String> build = word("/props", "build_info").map(word -> "llama-server " + word);
    return build
        .or(() -> word("/version", "version").map(word -> "vLLM " + word))
        .orElseGet(
            () -> {
              String owner = models.path(0).path("owned_by").asText("");
              return owner.isEmpty() ? "of unknown version" : owner + " of unknown version";
            });
  }

  /** A text of a path that not every server has. */
  private Optional<String> word(String path, String field) {
    return optional(path).map(json -> json.path(field).asText("")).filter(text -> !text.isEmpty());
  }

  private Optional<JsonNode> optional(String path) {
    JsonHttp.Answer answer = http.get(path, SHORT);
    return answer.status() == 200 ? Optional.of(http.json(path, answer)) : Optional.empty();
  }

  private JsonNode models() {
    JsonNode models = http.json("/v1/models", http.get("/v1/models", SHORT)).path("data");
    if (!models.isArray()) {
      throw new TargetException(
          "%s answers, but not as an OpenAI-compatible server does (/v1/models has no data). Is it another server?"
              .formatted(url()));
    }
    return models;
  }

  /**
   * Looks a model up.
   *
   * @throws TargetException naming the models that are served where this one is not
   */
  @Override
  public Model show(String name) {
    JsonNode models = models();
    JsonNode model =
        StreamSupport.stream(models.spliterator(), false)
            .filter(candidate -> isCalled(candidate, name))
            .findFirst()
            .orElseThrow(
                () ->
                    new TargetException(
                        "%s does not serve '%s'. It serves: %s. Name one of these: --set model=NAME, or leave model out where there is but one"
                            .formatted(url(), name, String.join(", ", names(models)))));
    JsonNode meta = model.path("meta");
    return new Model(
        name,
        "",
        "",
        meta.path("n_params").asText(""),
        meta.path("ftype").asText(""),
        0,
        meta.path("n_ctx_train").asLong(model.path("max_model_len").asLong(0)));
  }

  private static boolean isCalled(JsonNode model, String name) {
    return model.path("id").asText().equals(name)
        || StreamSupport.stream(model.path("aliases").spliterator(), false)
            .anyMatch(alias -> alias.asText().equals(name));
  }

  private static List<String> names(JsonNode models) {
    return StreamSupport.stream(models.spliterator(), false)
        .map(model -> model.path("id").asText())
        .sorted()
        .toList();
  }

  @Override
  public String onlyModel() {
    List<String> names = names(models());
    if (names.size() != 1) {
      throw new TargetException(
          "%s serves %s: say which one is meant: --set model=NAME"
              .formatted(url(), names.isEmpty() ? "no model" : String.join(", ", names)));
    }
    return names.getFirst();
  }

  /** Unknown: such a server has its model from the start, and tells no sizes. */
  @Override
  public Optional<LoadedModel> loaded(String model) {
    return Optional.empty();
  }

  /** Slots and context, which llama-server has in {@code /props}; nothing of any other server. */
  @Override
  public Stated stated(Configuration wanted) {
    return optional("/props")
        .map(props -> LlamaServerProps.read(props, wanted))
        .orElse(Stated.NOTHING);
  }

  @Override
  public void load(Body body) {}

  @Override
  public void unload(String model) {}

  @Override
  public int promptTokens(Body body, String prompt) {
    String path = body.protocol().path();
    JsonNode count =
        http.json(path, http.post(path, body.count(prompt), LONG))
            .path("usage")
            .path("prompt_tokens");
    if (!count.isInt()) {
      throw new TargetException(
          "%s%s gives no usage.prompt_tokens, so prompts of an exact length cannot be made"
              .formatted(url(), path));
    }
    return count.asInt();
  }
}
