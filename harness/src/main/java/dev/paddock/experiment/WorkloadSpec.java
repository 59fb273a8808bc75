package dev.paddock.experiment;

/**
 * What a request says.
 *
 * @param promptTokens exact length of each prompt as the server counts it, its template included
 * @param outputTokens how many tokens are asked for
 * @param prefix whether each prompt starts in its own way, so that no prompt cache can help
 * @param api which of Ollama's two APIs is used
 */
public record WorkloadSpec(int promptTokens, int outputTokens, Prefix prefix, Api api) {

  /** How prompts start. */
  public enum Prefix {
    /** Each in its own way: every prefill is cold. */
    UNIQUE,
    /** All alike: the prompt cache may answer. */
    SHARED
  }

  /** Ollama's two ways to ask. */
  public enum Api {
    GENERATE,
    CHAT
  }
}
