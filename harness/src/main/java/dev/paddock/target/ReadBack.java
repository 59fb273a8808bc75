package dev.paddock.target;

import dev.paddock.settings.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a server was seen to run with: from its API, and from its log where that can be read.
 *
 * @param got by the settings' own names, with {@code num_gpu} as {@code 10/31} layers and {@code
 *     OLLAMA_FLASH_ATTENTION} as {@code enabled}, {@code disabled} or what auto became; beside them
 *     {@code size} and {@code vram} in bytes; what could not be found out is absent
 */
public record ReadBack(SortedMap<String, String> got) {
  private static final String FLASH_ATTENTION = "OLLAMA_FLASH_ATTENTION";

  /**
   * What llama-server under Ollama 0.33 logs, or the embedded engine's line {@code loaded: …}; fit
   * and probe passes repeat lines, so the last one counts.
   */
  private enum Line {
    LAYERS("num_gpu", "offloaded (\\d+/\\d+) layers to GPU|layers_offloaded=(\\d+/\\d+)"),
    SLOTS("OLLAMA_NUM_PARALLEL", "n_slots = (\\d+)| slots=(\\d+)"),
    BATCH("num_batch", "llama_context: n_batch\\s*= (\\d+)| batch=(\\d+)"),
    FLASH(FLASH_ATTENTION, "llama_context: flash_attn\\s*= ([a-z]+)|flash_attention=(\\w+)"),
    KV("OLLAMA_KV_CACHE_TYPE", "K \\((\\w+)\\)| cache_k=(\\w+)"),
    THREADS("num_thread", "n_threads = (\\d+)| threads=(\\d+)");

    private final String name;
    private final Pattern pattern;

    Line(String name, String pattern) {
      this.name = name;
      this.pattern = Pattern.compile(pattern);
    }
  }

  private static final Pattern AUTO_FLASH =
      Pattern.compile(
          "Flash Attention (?:was auto, set to )?(enabled|disabled)", Pattern.CASE_INSENSITIVE);

  /**
   * Reads back.
   *
   * @param log what the server logged since it last loaded the model
   */
  public static ReadBack of(Optional<Control.Loaded> loaded, String log) {
    SortedMap<String, String> got = new TreeMap<>();
    for (Line line : Line.values()) {
      last(line.pattern, log).ifPresent(value -> got.put(line.name, value));
    }
    got.computeIfPresent(
        FLASH_ATTENTION,
        (name, said) -> said.equals("on") ? "enabled" : said.equals("off") ? "disabled" : said);
    if ("auto".equals(got.get(FLASH_ATTENTION))) {
      last(AUTO_FLASH, log).ifPresent(became -> got.put(FLASH_ATTENTION, "auto: " + became));
    }
    loaded.ifPresent(
        model -> {
          if (model.context() > 0) {
            got.put("num_ctx", Long.toString(model.context()));
          }
          got.put("size", Long.toString(model.size()));
          got.put("vram", Long.toString(model.vram()));
        });
    return new ReadBack(got);
  }

  private static Optional<String> last(Pattern pattern, String log) {
    Matcher matcher = pattern.matcher(log);
    Optional<String> found = Optional.empty();
    while (matcher.find()) {
      found =
          IntStream.rangeClosed(1, matcher.groupCount())
              .mapToObj(matcher::group)
              .filter(Objects::nonNull)
              .findFirst();
    }
    return found;
  }

  /** What was wanted and is not so, a sentence each; what could not be read back is not judged. */
  public List<String> differences(Map<String, Value> wanted) {
    List<String> differences = new ArrayList<>();
    for (String setting : List.of("num_ctx", "num_batch", "num_thread", "OLLAMA_NUM_PARALLEL")) {
      if (wanted.get(setting) instanceof Value.Whole(long number) && number > 0) {
        compare(setting, Long.toString(number), differences);
      }
    }
    layers(wanted, differences);
    flash(wanted, differences);
    if (wanted.get("OLLAMA_KV_CACHE_TYPE") instanceof Value.Text(String type)) {
      compare("OLLAMA_KV_CACHE_TYPE", type, differences);
    }
    return List.copyOf(differences);
  }

  private void layers(Map<String, Value> wanted, List<String> differences) {
    if (wanted.get("num_gpu") instanceof Value.Whole(long number) && number >= 0) {
      Optional<String[]> seen =
          Optional.ofNullable(got.get("num_gpu")).map(layers -> layers.split("/", 2));
      if (seen.isPresent()) {
        long all = Long.parseLong(seen.get()[1]);
        compare("num_gpu", Math.min(number, all) + "/" + all, differences);
      } else if (number > 0 && "0".equals(got.get("vram"))) {
        differences.add(
            "num_gpu %d did not take effect: nothing of the model is on a GPU".formatted(number));
      }
    }
  }

  private void flash(Map<String, Value> wanted, List<String> differences) {
    Optional<Boolean> on =
        switch (wanted.get(FLASH_ATTENTION)) {
          case Value.Flag(boolean flag) -> Optional.of(flag);
          case Value.Text(String text) -> Optional.of(!List.of("false", "0").contains(text));
          case null, default -> Optional.empty();
        };
    on.ifPresent(flag -> compare(FLASH_ATTENTION, flag ? "enabled" : "disabled", differences));
  }

  private void compare(String setting, String wanted, List<String> differences) {
    String seen = got.get(setting);
    if (seen != null && !seen.equals(wanted)) {
      differences.add(
          "%s did not take effect: wanted %s, the server runs with %s"
              .formatted(setting, wanted, seen));
    }
  }
}
