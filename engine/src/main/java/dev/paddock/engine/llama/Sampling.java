package dev.paddock.engine.llama;

import java.util.List;

/**
 * How the next token is chosen and when to stop; Ollama's request options of the same names.
 *
 * @param numPredict the most tokens to generate; negative: no limit of its own
 * @param numKeep tokens at the start of a prompt that survive when it is cut
 * @param seed negative: a new one for each request
 */
record Sampling(
    int numPredict,
    int numKeep,
    int seed,
    double temperature,
    int topK,
    double topP,
    double minP,
    double typicalP,
    int repeatLastN,
    double repeatPenalty,
    double presencePenalty,
    double frequencyPenalty,
    List<String> stop) {
  Sampling {
    stop = List.copyOf(stop);
  }

  /** The limit that is really used: Ollama lets no answer grow beyond ten contexts. */
  int limit(int numCtx) {
    int most = (int) Math.min(Integer.MAX_VALUE, 10L * numCtx);
    return numPredict < 0 || numPredict > most ? most : numPredict;
  }
}
