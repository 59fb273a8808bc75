package dev.paddock.target;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.client.Protocol;
import dev.paddock.experiment.WorkloadSpec.Api;
import dev.paddock.readback.ModelName;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.workload.Attached;
import dev.paddock.workload.Prompt;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Request bodies of Ollama's API for one cell.
 *
 * <p>All carry the cell's load settings, because a request without them would make the server load
 * the model anew; and {@code truncate: false, shift: false}, so that a prompt that is too long is
 * an error and not silently cut.
 *
 * @param settings of the cell, constants included
 * @param attached what goes with every prompt
 * @param outputTokens asked for, where the cell does not set num_predict itself
 */
public record OllamaBody(Api api, Configuration settings, int outputTokens, Attached attached)
    implements Body {
  /** One with which nothing goes but its prompt. */
  public OllamaBody(Api api, Configuration settings, int outputTokens) {
    this(api, settings, outputTokens, Attached.NONE);
  }

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private static final String INPUT = "input";

  @Override
  public Protocol protocol() {
    return switch (api) {
      case GENERATE, RAW -> Protocol.OLLAMA_GENERATE;
      case CHAT -> Protocol.OLLAMA_CHAT;
      case EMBED -> Protocol.OLLAMA_EMBED;
    };
  }

  @Override
  public OllamaBody answering(int tokens) {
    return tokens == outputTokens ? this : new OllamaBody(api, settings, tokens, attached);
  }

  @Override
  public byte[] stream(Prompt prompt) {
    return JsonHttp.bytes(asking(prompt, true));
  }

  @Override
  public byte[] count(Prompt prompt) {
    ObjectNode body = asking(prompt, false);
    if (!protocol().embeds()) {
      body.withObject("/options").put(Known.NUM_PREDICT.name(), 1);
    }
    return JsonHttp.bytes(body);
  }

  /** Without anything to read; of the generate path for all that ask for text. */
  @Override
  public Optional<byte[]> preload() {
    ObjectNode body = base(false);
    if (protocol().embeds()) {
      body.putArray(INPUT);
    }
    return Optional.of(JsonHttp.bytes(body));
  }

  private ObjectNode asking(Prompt prompt, boolean stream) {
    ObjectNode body = base(stream);
    switch (api) {
      case GENERATE -> {
        body.put("prompt", Messages.plain(prompt));
        prompt.system().ifPresent(system -> body.put("system", system));
      }
      case RAW -> body.put("prompt", Messages.bare(prompt)).put("raw", true);
      case CHAT -> Messages.into(body, prompt, this::shown);
      case EMBED -> Messages.each(body.putArray(INPUT), prompt);
    }
    attached.tools().ifPresent(tools -> body.set("tools", tools));
    attached.format().ifPresent(format -> body.set(Known.FORMAT.name(), format));
    if (api != Api.CHAT) {
      shown(body, "");
    }
    return body;
  }

  /** Pictures stand beside the text, without saying of what type they are. */
  private void shown(ObjectNode message, String text) {
    if (!attached.images().isEmpty()) {
      ArrayNode images = message.putArray("images");
      attached.images().forEach(image -> images.add(image.base64()));
    }
  }

  private ObjectNode base(boolean stream) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put(Known.TRUNCATE.name(), false);
    ObjectNode options = body.putObject("options");
    if (!protocol().embeds()) {
      body.put(Known.STREAM.name(), stream).put(Known.SHIFT.name(), false);
      options.put(Known.NUM_PREDICT.name(), outputTokens);
    }
    new TreeMap<>(settings.values())
        .forEach(
            (setting, value) -> {
              if (isSent(setting, value)) {
                (Known.BESIDE_OPTIONS.contains(setting) ? body : options)
                    .set(
                        setting.name(),
                        MAPPER.valueToTree(setting.equals(Known.MODEL) ? tagged(value) : value));
              }
            });
    return body;
  }

  /** The model's whole name: a proxy such as Olla does not know that no tag means latest. */
  private static Value tagged(Value model) {
    String name = model.toString();
    return ModelName.tagged(name) || name.endsWith(".gguf")
        ? model
        : new Value.Text(name + ":latest");
  }

  private static boolean isSent(Setting setting, Value value) {
    return !(value instanceof Value.Unset) && (setting.scope() == Scope.REQUEST || isLoad(setting));
  }

  private static boolean isLoad(Setting setting) {
    return setting.scope() == Scope.MODEL_LOAD || setting.scope() == Scope.MODEL;
  }

  @Override
  public String loadKey() {
    StringBuilder key = new StringBuilder();
    new TreeMap<>(settings.only(OllamaBody::isLoad).values())
        .forEach(
            (setting, value) -> key.append(setting.name()).append('=').append(value).append(' '));
    return key.toString();
  }
}
