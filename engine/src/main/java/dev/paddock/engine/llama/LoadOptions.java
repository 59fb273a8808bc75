package dev.paddock.engine.llama;

import java.util.Optional;

/**
 * What a request asks of the loaded model; another wish means another load.
 *
 * @param numCtx cells of a slot
 * @param numBatch 0 for automatic
 * @param numGpu layers on the GPU, -1 for automatic
 * @param numThread 0 for automatic
 * @param useMmap empty for automatic
 * @param shift whether a full context is shifted to make room
 */
record LoadOptions(
    int numCtx,
    int numBatch,
    int numGpu,
    int mainGpu,
    int numThread,
    Optional<Boolean> useMmap,
    boolean shift) {

  /** The least context that Ollama loads. */
  private static final int LEAST_CONTEXT = 4;

  /** What holds where neither request nor server says anything else. */
  static LoadOptions defaults(int contextLength) {
    return new LoadOptions(contextLength, 0, -1, 0, 0, Optional.empty(), true);
  }

  /** The same with a context that the model was trained for. */
  LoadOptions clampedTo(int trainedContext) {
    int most = trainedContext > 0 ? trainedContext : Integer.MAX_VALUE;
    int cells = Math.max(LEAST_CONTEXT, Math.min(numCtx, most));
    return new LoadOptions(cells, numBatch, numGpu, mainGpu, numThread, useMmap, shift);
  }

  /**
   * Whether a model that was loaded with these has to be loaded again for {@code wanted}. An
   * automatic num_gpu is content with whatever placement there is: Ollama's rule, and its trap.
   */
  boolean needsReload(LoadOptions wanted) {
    return !withNumGpu(wanted.numGpu < 0 ? wanted.numGpu : numGpu).equals(wanted);
  }

  private LoadOptions withNumGpu(int layers) {
    return new LoadOptions(numCtx, numBatch, layers, mainGpu, numThread, useMmap, shift);
  }

  /** The batch that is used: as asked, else by Ollama's table over all cells. */
  int batch(int parallel) {
    if (numBatch > 0) {
      return numBatch;
    }
    long cells = (long) numCtx * parallel;
    return cells <= 4096 ? 512 : cells <= 32_768 ? 1024 : 2048;
  }
}
