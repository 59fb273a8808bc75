package dev.paddock.target;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.client.Protocol;
import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.AnswerLength;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.workload.Attached;
import dev.paddock.workload.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Request bodies of OpenAI's API for one cell.
 *
 * <p>Beside the API's own fields they carry those by which servers are measured: {@code ignore_eos}
 * (llama-server, vLLM, SGLang) and {@code min_tokens} (vLLM, SGLang), so that every answer has its
 * planned length where one is planned, and {@code cache_prompt} (llama-server). Most servers let
 * those pass that they do not know.
 *
 * @param settings of the cell, constants included
 * @param outputTokens of each answer
 * @param attached what goes with every prompt
 * @param fields those of these that are sent: some servers refuse them
 */
record OpenAiBody(
    WorkloadSpec workload,
    Configuration settings,
    int outputTokens,
    AccessSpec.Fields fields,
    Attached attached)
    implements Body {
  /** Fields that are none of the API's own. */
  static final List<String> OWN = List.of("ignore_eos", "min_tokens", "cache_prompt");

  /** By which a stream tells how many tokens it has; older servers do not know it. */
  static final String USAGE = "stream_options";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  @Override
  public Protocol protocol() {
    return switch (workload.api()) {
      case GENERATE, RAW -> Protocol.OPENAI_COMPLETIONS;
      case CHAT -> Protocol.OPENAI_CHAT;
      case EMBED -> Protocol.OPENAI_EMBEDDINGS;
    };
  }

  @Override
  public Body answering(int tokens) {
    return tokens == outputTokens
        ? this
        : new OpenAiBody(workload, settings, tokens, fields, attached);
  }

  @Override
  public byte[] stream(Prompt prompt) {
    ObjectNode body = asking(prompt, outputTokens);
    if (protocol().embeds()) {
      return JsonHttp.bytes(body);
    }
    body.put("stream", true);
    if (fields.usage()) {
      body.putObject(USAGE).put("include_usage", true);
    }
    return JsonHttp.bytes(body);
  }

  @Override
  public byte[] count(Prompt prompt) {
    ObjectNode body = asking(prompt, 1);
    return JsonHttp.bytes(protocol().embeds() ? body : body.put("stream", false));
  }

  @Override
  public Optional<byte[]> preload() {
    return Optional.empty();
  }

  /** Nothing can be loaded anew, so nothing ever differs. */
  @Override
  public String loadKey() {
    return "";
  }

  private ObjectNode asking(Prompt prompt, int tokens) {
    ObjectNode body = MAPPER.createObjectNode();
    switch (workload.api()) {
      case GENERATE, RAW -> body.put("prompt", Messages.bare(prompt));
      case CHAT -> Messages.into(body, prompt, this::shown);
      case EMBED -> Messages.each(body.putArray("input"), prompt);
    }
    if (!protocol().embeds()) {
      body.put("max_tokens", tokens);
    }
    attached.tools().ifPresent(tools -> body.set("tools", tools));
    attached
        .format()
        .ifPresent(
            format ->
                body.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .put("strict", true)
                    .set("schema", format));
    if (fields.measuring() && !protocol().embeds()) {
      if (workload.answers() instanceof AnswerLength.Exactly) {
        body.put("min_tokens", tokens).put("ignore_eos", true);
      }
      body.put("cache_prompt", workload.prefix() == Prefix.SHARED || workload.turns() > 1);
    }
    new TreeMap<>(settings.values())
        .forEach(
            (setting, value) -> {
              if (isSent(setting, value)) {
                body.set(setting.name(), MAPPER.valueToTree(value));
              }
            });
    return body;
  }

  /** Text and pictures are parts of one content. */
  private void shown(ObjectNode message, String text) {
    if (!attached.images().isEmpty()) {
      ArrayNode content = message.putArray("content");
      content.addObject().put("type", "text").put("text", text);
      attached
          .images()
          .forEach(
              image ->
                  content
                      .addObject()
                      .put("type", "image_url")
                      .putObject("image_url")
                      .put("url", "data:%s;base64,%s".formatted(image.type(), image.base64())));
    }
  }

  private static boolean isSent(Setting setting, Value value) {
    return !(value instanceof Value.Unset)
        && (setting.scope() == Scope.REQUEST || setting.scope() == Scope.MODEL);
  }
}
