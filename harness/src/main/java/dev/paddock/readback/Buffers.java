package dev.paddock.readback;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Memory by device and use, as a log tells of it in rounded units; names are {@code
 * buffer.Vulkan0.weights}, values bytes.
 */
final class Buffers {
  /**
   * llama.cpp: {@code load_tensors: CPU_Mapped model buffer size = 73.08 MiB}. A word is tried
   * once, from its start and whole: a log may have words of many kilobytes.
   */
  private static final Pattern LLAMA_CPP =
      Pattern.compile(
          "(?<!\\S)(\\S++) ++(model|KV|RS|compute|output) buffer size += +(\\d+(?:\\.\\d+)?) MiB");

  /** Ollama's own engine: {@code msg="kv cache" device=CUDA0 size="486.0 MiB"}. */
  private static final Pattern OLLAMA =
      Pattern.compile(
          "msg=\"(model weights|kv cache|compute graph)\" device=(\\S+) size=\"(\\d+(?:\\.\\d+)?)"
              + " ([KMGT]?i?B)\"");

  private static final Pattern LOADS = Pattern.compile("load_tensors: loading model tensors");
  private static final Pattern CONTEXTS = Pattern.compile("constructing llama_context");

  private static final Map<String, String> USES =
      Map.of(
          "model", "weights",
          "KV", "kv",
          "RS", "state",
          "compute", "compute",
          "output", "output",
          "model weights", "weights",
          "kv cache", "kv",
          "compute graph", "compute");

  private static final Map<String, Long> UNITS =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

  private Buffers() {}

  /**
   * What llama.cpp said of its last load. A model may have several caches, which add up; room to
   * compute is reserved again and again, and the last word counts.
   */
  static SortedMap<Sight, String> ofLlamaCpp(String log) {
    SortedMap<Sight, Long> bytes = new TreeMap<>();
    String load = Lines.fromLast(LOADS, log);
    int context = Lines.last(CONTEXTS, load).map(match -> match.start()).orElse(0);
    LLAMA_CPP
        .matcher(load)
        .results()
        .forEach(
            line -> {
              boolean weights = line.group(2).equals("model");
              if (weights || line.start() >= context) {
                bytes.merge(
                    buffer(line.group(1), line.group(2)),
                    bytes(line.group(3), "MiB"),
                    line.group(2).equals("compute") ? (old, now) -> now : Long::sum);
              }
            });
    return texts(bytes);
  }

  /** What Ollama's own runner said, of each device and use for the last time. */
  static SortedMap<Sight, String> ofOllama(String log) {
    SortedMap<Sight, Long> bytes = new TreeMap<>();
    OLLAMA
        .matcher(log)
        .results()
        .forEach(
            line ->
                bytes.put(
                    buffer(line.group(2), line.group(1)), bytes(line.group(3), line.group(4))));
    return texts(bytes);
  }

  private static Sight buffer(String device, String use) {
    return Sight.beside("buffer." + device + "." + USES.getOrDefault(use, use));
  }

  /** Bytes of {@code number} units, to the nearest. */
  static long bytes(String number, String unit) {
    return Math.round(
        new BigDecimal(number).doubleValue() * UNITS.getOrDefault(unit, 1L).doubleValue());
  }

  private static SortedMap<Sight, String> texts(SortedMap<Sight, Long> bytes) {
    SortedMap<Sight, String> texts = new TreeMap<>();
    bytes.forEach((sight, value) -> texts.put(sight, Long.toString(value)));
    return texts;
  }
}
