package dev.paddock.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.client.Access;
import dev.paddock.readback.LlamaServerProps;
import dev.paddock.readback.LoadedModel;
import dev.paddock.readback.Stated;
import dev.paddock.readback.Vllm;
import dev.paddock.settings.Configuration;
import dev.paddock.workload.Prompt;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The API of OpenAI as llama-server, vLLM and others serve it. Such a server has its model from the
 * start, so nothing is loaded or unloaded.
 */
public final class OpenAiApi implements Control {
  /** Words of a refusal of what is not known, and not of its value. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "(?i)unknown|unrecogni[sz]ed|unexpected|unsupported|not supported|not permitted|forbidden"
              + "|not allowed|additional|extra");

  private static final String MODELS = "/v1/models";
  private static final Duration SHORT = Duration.ofSeconds(20);

  /** One token of a long prompt on a slow machine. */
  private static final Duration LONG = Duration.ofMinutes(6);

  private final JsonHttp http;

  /** What vLLM's developer mode says, which takes it seconds, and stands from its start. */
  private Optional<JsonHttp.Answer> info = Optional.empty();

  private boolean infoAsked;

  /**
   * A way to the server at {@code url}.
   *
   * @param url without the {@code /v1}, for example {@code http://127.0.0.1:8080}
   */
  public OpenAiApi(URI url) {
    this(url, Access.OPEN);
  }

  /** The same of a server that does not let everybody in. */
  public OpenAiApi(URI url, Access access) {
    this.http = new JsonHttp(url, "llama-server or vllm serve", access);
  }

  @Override
  public Access access() {
    return http.access();
  }

  @Override
  public List<String> notes() {
    return models().isPresent()
        ? List.of()
        : List.of(
            "%s has no /v1/models: whether the model is there is only known once it is asked"
                .formatted(url()));
  }

  @Override
  public Optional<Refusal> refusal(Body body) {
    String path = body.protocol().path();
    JsonHttp.Answer answer = http.tried(path, body.answering(1).stream(Prompt.of("a\n")), LONG);
    return switch (answer.status()) {
      case 400, 422 ->
          Stream.concat(OpenAiBody.OWN.stream(), Stream.of(OpenAiBody.USAGE))
              .filter(name -> answer.body().contains(name) && UNKNOWN.matcher(answer.body()).find())
              .findFirst()
              .map(name -> new Refusal(name, name.equals(OpenAiBody.USAGE)));
      case 401, 403, 404, 405 -> {
        var _ = http.json(path, answer);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
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
    Optional<JsonNode> models = models();
    Optional<String> build = word("/props", "build_info").map(word -> "llama-server " + word);
    return build
        .or(() -> word("/version", "version").map(word -> "vLLM " + word))
        .orElseGet(
            () -> {
              String owner = models.map(all -> all.path(0).path("owned_by").asText("")).orElse("");
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

  /** What it serves; empty where it does not tell. */
  private Optional<JsonNode> models() {
    JsonHttp.Answer answer = http.get(MODELS, SHORT);
    if (answer.status() == 404 || answer.status() == 405 || answer.status() == 501) {
      return Optional.empty();
    }
    JsonNode models = http.json(MODELS, answer).path("data");
    if (!models.isArray()) {
      throw new TargetException(
          "%s answers, but not as an OpenAI-compatible server does (/v1/models has no data). Is it another server?"
              .formatted(url()));
    }
    return Optional.of(models);
  }

  /**
   * Looks a model up.
   *
   * @throws TargetException naming the models that are served where this one is not
   */
  @Override
  public Model show(String name) {
    Optional<JsonNode> all = models();
    if (all.isEmpty()) {
      return new Model(name, "", "", "", "", 0, 0);
    }
    JsonNode model = named(all.get(), name);
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

  private JsonNode named(JsonNode models, String name) {
    return StreamSupport.stream(models.spliterator(), false)
        .filter(candidate -> isCalled(candidate, name))
        .findFirst()
        .orElseThrow(
            () ->
                new TargetException(
                    "%s does not serve '%s'. It serves: %s. Name one of these: --set model=NAME, or leave model out where there is but one"
                        .formatted(url(), name, String.join(", ", names(models)))));
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
    List<String> names = models().map(OpenAiApi::names).orElse(List.of());
    if (names.size() != 1) {
      throw new TargetException(
          "%s serves %s: say which one is meant: --set model=NAME"
              .formatted(
                  url(), names.isEmpty() ? "no model that it tells of" : String.join(", ", names)));
    }
    return names.getFirst();
  }

  /** Unknown: such a server has its model from the start, and tells no sizes. */
  @Override
  public Optional<LoadedModel> loaded(String model) {
    return Optional.empty();
  }

  /** Slots and context of llama-server, what vLLM has of itself; nothing of any other server. */
  @Override
  public Stated stated(Configuration wanted) {
    return optional("/props")
        .map(props -> LlamaServerProps.read(props, wanted))
        .orElseGet(this::ofVllm);
  }

  private Stated ofVllm() {
    JsonNode model = models().map(all -> all.path(0)).orElse(JsonHttp.object());
    if (!model.path("owned_by").asText().equals("vllm")) {
      return Stated.NOTHING;
    }
    if (!infoAsked) {
      info = answered("/server_info?config_format=json", LONG);
      infoAsked = true;
    }
    return Vllm.stated(
        model,
        answered("/metrics", SHORT).map(JsonHttp.Answer::body),
        info.map(answer -> http.json("/server_info", answer)));
  }

  /** What only helps to know more: a server that does not answer this is none the worse. */
  private Optional<JsonHttp.Answer> answered(String path, Duration timeout) {
    try {
      return Optional.of(http.get(path, timeout)).filter(answer -> answer.status() == 200);
    } catch (TargetException e) {
      return Optional.empty();
    }
  }

  /** Of vLLM {@code max_model_len}, of llama-server what one slot has. */
  @Override
  public OptionalLong context(String model) {
    long tokens =
        optional("/props")
            .map(props -> props.path("default_generation_settings").path("n_ctx").asLong(0))
            .orElseGet(
                () ->
                    models()
                        .map(all -> named(all, model).path("max_model_len").asLong(0))
                        .orElse(0L));
    return tokens > 0 ? OptionalLong.of(tokens) : OptionalLong.empty();
  }

  @Override
  public void load(Body body) {}

  @Override
  public void unload(String model) {}

  @Override
  public int promptTokens(Body body, Prompt prompt) {
    String path = body.protocol().path();
    JsonNode count =
        http.json(path, http.post(path, body.count(prompt), LONG))
            .path("usage")
            .path("prompt_tokens");
    if (!count.isInt() || count.intValue() == 0) {
      throw new TargetException(
          "%s%s gives no usage.prompt_tokens, or a zero, so prompts of an exact length cannot be made"
              .formatted(url(), path));
    }
    return count.asInt();
  }
}
