package dev.paddock.engine.llama;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.paddock.engine.ServerVariables;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a runner is told to load: a request's wishes and the server's variables, brought together.
 *
 * @param model the GGUF file
 * @param context cells of one slot
 * @param slots how many requests are answered at once; there are {@code context × slots} cells
 * @param batch tokens of a prompt that are read at once
 * @param threads 0 for llama.cpp's own choice
 * @param gpuLayers -1 for llama.cpp's own choice
 * @param mmap whether the file is mapped into memory
 * @param shift whether a full context is shifted to make room
 * @param flashAttention whether it is on
 * @param cacheType how keys and values are stored, in llama.cpp's words
 */
record LoadPlan(
    @JsonProperty("model") String model,
    @JsonProperty("context") int context,
    @JsonProperty("slots") int slots,
    @JsonProperty("batch") int batch,
    @JsonProperty("threads") int threads,
    @JsonProperty("gpuLayers") int gpuLayers,
    @JsonProperty("mmap") boolean mmap,
    @JsonProperty("shift") boolean shift,
    @JsonProperty("flashAttention") boolean flashAttention,
    @JsonProperty("cacheType") String cacheType) {

  static LoadPlan of(Path model, LoadOptions options, ServerVariables variables) {
    return new LoadPlan(
        model.toString(),
        options.numCtx(),
        variables.parallel(),
        options.batch(variables.parallel()),
        options.numThread(),
        options.numGpu(),
        options.useMmap().orElse(true),
        options.shift(),
        flashAttention(variables.flashAttention(), variables.cacheType()),
        variables.cacheType());
  }

  /**
   * Automatic means: only where it is needed, that is for a quantised cache. The llama.cpp in use
   * answers later with flash attention on a CPU than without.
   */
  private static boolean flashAttention(Optional<Boolean> wanted, String cacheType) {
    return wanted.orElse(cacheType.startsWith("q") || cacheType.startsWith("iq"));
  }
}
