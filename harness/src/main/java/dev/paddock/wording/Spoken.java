package dev.paddock.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Settings as people say them: {@code OLLAMA_NUM_PARALLEL=2} is "2 slots". The registry of all such
 * words; a setting that it does not know is said as the file writes it, {@code name=value}.
 */
public final class Spoken {
  /** A setting's noun, and a value of it. */
  private record Words(String noun, UnaryOperator<String> value) {}

  private static final Map<String, Words> KNOWN =
      Map.ofEntries(
          says("num_ctx", "num_ctx", "num_ctx %s"),
          says("OLLAMA_CONTEXT_LENGTH", "the context length", "a context of %s"),
          counts("OLLAMA_NUM_PARALLEL", "the number of slots", "slot"),
          turns("OLLAMA_FLASH_ATTENTION", "flash attention"),
          says("OLLAMA_KV_CACHE_TYPE", "the KV cache's type", "KV cache %s"),
          says("OLLAMA_KEEP_ALIVE", "keep-alive", "keep-alive %s"),
          says("keep_alive", "keep-alive", "keep-alive %s"),
          counts("OLLAMA_MAX_LOADED_MODELS", "the number of loaded models", "loaded model"),
          says("OLLAMA_MAX_QUEUE", "the queue's length", "a queue of %s"),
          turns("OLLAMA_SCHED_SPREAD", "spreading over GPUs"),
          says("num_gpu", "layers on the GPU", "%s layers on the GPU"),
          counts("num_thread", "the number of threads", "thread"),
          says("num_batch", "the batch size", "batches of %s"),
          turns("use_mmap", "mapping the weights"),
          turns("think", "thinking"),
          says("model", "the model", "%s"),
          counts("load.clients", "the number of clients", "client"),
          says("load.rate", "the rate", "a rate of %s"),
          says("load.schedule", "the schedule", "a %s schedule"),
          says("workload.prompt_tokens", "the prompt's length", "prompts of %s tokens"),
          says("workload.output_tokens", "the answer's length", "answers of %s tokens"),
          says("workload.prefix", "the prompts' start", "prompts with a %s start"),
          says("proxy", "the proxy", "proxy %s"));

  private Spoken() {}

  private static Map.Entry<String, Words> says(String name, String noun, String value) {
    return Map.entry(name, new Words(noun, value::formatted));
  }

  private static Map.Entry<String, Words> counts(String name, String noun, String one) {
    return Map.entry(
        name,
        new Words(noun, value -> "%s %s%s".formatted(value, one, value.equals("1") ? "" : "s")));
  }

  private static Map.Entry<String, Words> turns(String name, String noun) {
    return Map.entry(
        name,
        new Words(
            noun,
            value ->
                switch (value) {
                  case "true", "1" -> noun + " on";
                  case "false", "0" -> noun + " off";
                  default -> noun + " " + value;
                }));
  }

  /** A setting alone, for example "flash attention". */
  public static String setting(String name) {
    Words known = KNOWN.get(name);
    return known == null ? name : known.noun;
  }

  /** A setting with its value, for example "flash attention on". */
  public static String level(String name, String value) {
    Words known = KNOWN.get(name);
    if (known == null) {
      return name + "=" + value;
    }
    return value.equals("unset") ? known.noun + " left to the server" : known.value.apply(value);
  }

  /** A level beside another of the same setting, for example "num_ctx 4096 instead of 2048". */
  public static String instead(String name, String value, String versus) {
    List<String> these = List.of(level(name, value).split(" "));
    List<String> those = List.of(level(name, versus).split(" "));
    int from = 0;
    int to = those.size();
    while (from < to - 1 && from < these.size() && these.get(from).equals(those.get(from))) {
      from++;
    }
    while (to > from + 1
        && these.size() == those.size()
        && these.get(to - 1).equals(those.get(to - 1))) {
      to--;
    }
    return "%s instead of %s"
        .formatted(level(name, value), String.join(" ", those.subList(from, to)));
  }

  /** Several of them, for example "num_ctx 4096 with 2 slots and flash attention on". */
  static String levels(Map<String, Object> levels) {
    List<String> all = new ArrayList<>();
    levels.forEach(
        (name, value) -> {
          // A proxy's setting is unset where there is no proxy.
          if (!(name.startsWith("proxy.") && value.equals("unset"))) {
            all.add(level(name, String.valueOf(value)));
          }
        });
    return all.size() < 2
        ? String.join("", all)
        : all.getFirst() + " with " + listed(all.subList(1, all.size()));
  }

  /** For example "a", "a and b", "a, b and c". */
  public static String listed(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
