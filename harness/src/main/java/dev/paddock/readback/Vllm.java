package dev.paddock.readback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.settings.Known;
import dev.paddock.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What vLLM (0.32) says that it runs with. Its log tells the arguments that it was given and what
 * became of the most important; its metrics the KV cache; {@code /v1/models} the context; and
 * {@code /server_info}, which it has in its developer mode only, everything.
 */
public final class Vllm {
  private static final String ARGUMENT = "vllm.";

  private static final Pattern ARGUMENTS = Pattern.compile("non-default args: \\{(.*)\\}");
  private static final Pattern ENGINE =
      Pattern.compile("Initializing a V\\d+ LLM engine .*? with config: (.*)");
  private static final Pattern CACHE_TOKENS =
      Pattern.compile("KV cache size: ([0-9,]{1,20}) tokens");
  private static final Pattern CACHE_SPACE =
      Pattern.compile("Explicitly set \\((\\d{1,6})(?:\\.0+)?/[0-9.]+\\) GiB for KV cache");
  private static final Pattern CACHE_METRIC =
      Pattern.compile("(?m)^vllm:cache_config_info\\{(.*)\\} ");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** What vLLM calls otherwise than the argument that sets it. */
  private static final Map<String, String> OTHERWISE =
      Map.of("max_seq_len", "max_model_len", "cache_dtype", "kv_cache_dtype");

  /** Arguments that say something of this machine or its user, and nothing of what is measured. */
  private static final Pattern PRIVATE =
      Pattern.compile(
          "model|model_tag|tokenizer|served_model_name|(.*_)?token|(.*_)?(key|secret|password|host"
              + "|port|path|dir|file|uds|ip|addr|id)(_.*)?");

  /** A value that can be compared: no path, and nothing that has parts. */
  private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z0-9][A-Za-z0-9_.:+-]{0,60}");

  private static final long GIB = 1L << 30;

  private Vllm() {}

  /** What its log says of the last start in it. */
  static SortedMap<Sight, String> log(String log) {
    SortedMap<Sight, String> got = new TreeMap<>();
    Optional<MatchResult> last = Lines.last(ARGUMENTS, log);
    last.ifPresent(line -> put(PythonWords.pairs(line.group(1), ':'), false, got));
    String start = last.map(line -> log.substring(line.start())).orElse(log);
    Lines.word(ENGINE, start).ifPresent(line -> put(PythonWords.pairs(line, '='), true, got));
    Lines.word(CACHE_TOKENS, start)
        .ifPresent(tokens -> got.put(Sight.CACHE_TOKENS, tokens.replace(",", "")));
    Lines.word(CACHE_SPACE, start).ifPresent(gib -> got.put(Sight.VLLM_CACHE_SPACE, gib));
    return got;
  }

  /**
   * What it states of itself when it is asked.
   *
   * @param model its entry in {@code /v1/models}
   * @param metrics the text of {@code /metrics}; empty where it has none
   * @param info the JSON of {@code /server_info}; empty where it has none
   */
  public static Stated stated(JsonNode model, Optional<String> metrics, Optional<JsonNode> info) {
    SortedMap<Sight, String> said = new TreeMap<>();
    long context = model.path("max_model_len").asLong(0);
    if (context > 0) {
      said.put(Sight.VLLM_CONTEXT, Long.toString(context));
    }
    metrics.flatMap(text -> Lines.word(CACHE_METRIC, text)).ifPresent(line -> cache(line, said));
    info.map(json -> json.path("vllm_config"))
        .ifPresent(
            config ->
                config.forEach(
                    section -> {
                      SortedMap<String, String> values = new TreeMap<>();
                      section
                          .properties()
                          .forEach(one -> values.put(one.getKey(), one.getValue().asText("")));
                      put(values, true, said);
                    }));
    info.map(json -> json.path("vllm_env").path(Known.VLLM_CPU_KVCACHE_SPACE.name()))
        .filter(JsonNode::isInt)
        .ifPresent(gib -> said.put(Sight.VLLM_CACHE_SPACE, gib.asText()));
    return new Stated(said);
  }

  private static void cache(String labels, SortedMap<Sight, String> said) {
    SortedMap<String, String> values = new TreeMap<>();
    LABEL.matcher(labels).results().forEach(one -> values.put(one.group(1), one.group(2)));
    put(values, true, said);
    Optional.ofNullable(values.get("kv_cache_size_tokens"))
        .filter(tokens -> tokens.matches("\\d{1,18}"))
        .ifPresent(tokens -> said.put(Sight.CACHE_TOKENS, tokens));
    Optional.ofNullable(values.get("kv_cache_memory_bytes"))
        .filter(bytes -> bytes.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .ifPresent(
            bytes -> {
              said.put(Sight.CACHE_SIZE, Long.toString(bytes));
              if (bytes > 0 && bytes % GIB == 0) {
                said.put(Sight.VLLM_CACHE_SPACE, Long.toString(bytes / GIB));
              }
            });
  }

  /**
   * Takes those over that are settings.
   *
   * @param known only those that have a row in the table: a configuration holds much more
   */
  private static void put(Map<String, String> values, boolean known, Map<Sight, String> got) {
    values.forEach(
        (name, value) -> {
          String argument = ARGUMENT + OTHERWISE.getOrDefault(name, name);
          String word = PythonWords.word(value);
          if (PLAIN.matcher(word).matches()
              && !PRIVATE.matcher(name).matches()
              && argument.matches("vllm\\.[a-z][a-z0-9_]*")
              && (!known || Settings.isKnown(argument))) {
            got.put(Sight.of(argument), word);
          }
        });
  }
}
