package dev.paddock.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.client.Access;
import dev.paddock.client.Protocol;
import dev.paddock.readback.LoadedModel;
import dev.paddock.readback.ModelName;
import dev.paddock.readback.OllamaRunning;
import dev.paddock.readback.Stated;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Situation;
import dev.paddock.workload.Prompt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Ollama's HTTP API, as far as a measurement needs it beside its load. */
public final class OllamaApi implements Control {
  private static final String RUNNING = "/api/ps";

  /** By which a model of any kind is unloaded. */
  private static final String GENERATE = Protocol.OLLAMA_GENERATE.path();

  private static final Duration SHORT = Duration.ofSeconds(20);

  /** Ollama itself gives up on a load after 5 minutes. */
  private static final Duration LONG = Duration.ofMinutes(6);

  private static final Duration UNLOAD = Duration.ofSeconds(60);

  private final JsonHttp http;

  /**
   * A way to the server at {@code url}.
   *
   * @param url for example {@code http://127.0.0.1:11434}; a path is kept as a prefix
   */
  public OllamaApi(URI url) {
    this(url, Access.OPEN);
  }

  /** The same of a server, or a proxy before it, that does not let everybody in. */
  public OllamaApi(URI url, Access access) {
    this.http = new JsonHttp(url, "ollama serve", access);
  }

  @Override
  public Access access() {
    return http.access();
  }

  @Override
  public URI url() {
    return http.url();
  }

  @Override
  public String version() {
    JsonNode version = get("/api/version").path("version");
    if (!version.isTextual()) {
      throw new TargetException(
          "%s answers, but not as Ollama does (/api/version has no version). Is it another server?"
              .formatted(url()));
    }
    return version.asText();
  }

  @Override
  public Model show(String name) {
    JsonHttp.Answer answer = http.post("/api/show", JsonHttp.object().put("model", name), SHORT);
    if (answer.status() == 404) {
      List<String> names = modelNames();
      throw new TargetException(
          "%s has no model '%s'. It has: %s. Fetch it there (ollama pull %s) or name one that it has: --set model=NAME. A server that Paddock starts has the models of this user; those of a service lie elsewhere: target.environment: {OLLAMA_MODELS: /usr/share/ollama/.ollama/models}"
              .formatted(url(), name, names.isEmpty() ? "none" : String.join(", ", names), name));
    }
    JsonNode shown = http.json("/api/show", answer);
    Set<Situation.Trait> traits = traits(shown);
    if (ModelName.of(name).cloud() || traits.contains(Situation.Trait.CLOUD)) {
      throw new TargetException(
          "'%s' is a cloud model: %s only passes its requests on to %s, so nothing that is set here reaches it. Name a model that runs here: --set model=NAME"
              .formatted(
                  name, url(), shown.path("remote_host").asText("machines of somebody else")));
    }
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
        info.path(architecture + ".context_length").asLong(0),
        traits);
  }

  /** By what Ollama 0.33 itself tells them by. */
  private static Set<Situation.Trait> traits(JsonNode shown) {
    Set<Situation.Trait> traits = EnumSet.noneOf(Situation.Trait.class);
    if (shown.path("details").path("format").asText("").equals("safetensors")) {
      traits.add(Situation.Trait.MLX);
    }
    if (!shown.path("remote_model").asText("").isEmpty()
        || !shown.path("remote_host").asText("").isEmpty()) {
      traits.add(Situation.Trait.CLOUD);
    }
    List<String> capabilities = new ArrayList<>();
    shown.path("capabilities").forEach(one -> capabilities.add(one.asText()));
    if (capabilities.contains("vision")) {
      traits.add(Situation.Trait.VISION);
    }
    if (capabilities.contains("embedding") && !capabilities.contains("completion")) {
      traits.add(Situation.Trait.EMBEDDING);
    }
    return traits;
  }

  private String digest(String name) {
    return models("/api/tags")
        .filter(model -> OllamaRunning.isCalled(name, model))
        .map(model -> model.path("digest").asText(""))
        .findFirst()
        .orElse("");
  }

  @Override
  public String onlyModel() {
    List<String> names = modelNames();
    if (names.size() != 1) {
      throw new TargetException(
          "%s has %s: say which one is meant: --set model=NAME"
              .formatted(url(), names.isEmpty() ? "no model" : String.join(", ", names)));
    }
    return names.getFirst();
  }

  private List<String> modelNames() {
    return models("/api/tags").map(model -> model.path("name").asText()).sorted().toList();
  }

  @Override
  public Optional<LoadedModel> loaded(String model) {
    JsonHttp.Answer answer = http.get(RUNNING, SHORT);
    return OllamaRunning.model(http.json(RUNNING, answer), model, answer.date());
  }

  /** None: what Ollama tells is of a loaded model. */
  @Override
  public Stated stated(Configuration wanted) {
    return Stated.NOTHING;
  }

  /** The names of the models that are in the server's memory. */
  public List<String> loadedModels() {
    return models(RUNNING).map(model -> model.path("name").asText()).toList();
  }

  /** The bytes of every model that the server has, by name. */
  public SortedMap<String, Long> installed() {
    SortedMap<String, Long> sizes = new TreeMap<>();
    models("/api/tags")
        .forEach(model -> sizes.put(model.path("name").asText(), model.path("size").asLong(0)));
    return sizes;
  }

  /** The parameters of a model's own file, one a line; empty where it sets none. */
  public String parameters(String name) {
    JsonHttp.Answer answer = http.post("/api/show", JsonHttp.object().put("model", name), SHORT);
    return http.json("/api/show", answer).path("parameters").asText("");
  }

  @Override
  public void load(Body body) {
    String path = body.protocol().embeds() ? body.protocol().path() : GENERATE;
    body.preload().ifPresent(bytes -> post(path, bytes));
  }

  private void post(String path, byte[] body) {
    var _ = http.json(path, http.post(path, body, LONG));
  }

  @Override
  public void unload(String model) {
    if (loaded(model).isEmpty()) {
      return;
    }
    post(
        GENERATE,
        JsonHttp.object()
            .put("model", model)
            .put(Known.KEEP_ALIVE.name(), 0)
            .put("stream", false)
            .toString()
            .getBytes(StandardCharsets.UTF_8));
    long end = System.nanoTime() + UNLOAD.toNanos();
    while (loaded(model).isPresent()) {
      if (System.nanoTime() - end > 0) {
        throw new TargetException(
            "%s still has %s in memory %d s after it was told to unload it. Does something else use it?"
                .formatted(url(), model, UNLOAD.toSeconds()));
      }
      pause();
    }
  }

  @Override
  public int promptTokens(Body body, Prompt prompt) {
    String path = body.protocol().path();
    JsonNode count =
        http.json(path, http.post(path, body.count(prompt), LONG)).path("prompt_eval_count");
    if (!count.isInt()) {
      throw new TargetException(
          "%s%s gives no prompt_eval_count, so prompts of an exact length cannot be made"
              .formatted(url(), path));
    }
    return count.asInt();
  }

  private Stream<JsonNode> models(String path) {
    return StreamSupport.stream(get(path).path("models").spliterator(), false);
  }

  private JsonNode get(String path) {
    return http.json(path, http.get(path, SHORT));
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while a model was unloading", e);
    }
  }
}
