package dev.paddock.settings;

import java.util.Optional;

/**
 * What an OpenAI-compatible server makes of a setting.
 *
 * @param taken whether llama-server or vLLM read it with a request, under the same name
 * @param instead what they have in its place, in words
 */
public record OpenAi(boolean taken, Optional<String> instead) {
  static final OpenAi NONE = new OpenAi(false, Optional.empty());
  static final OpenAi TAKEN = new OpenAi(true, Optional.empty());

  static OpenAi instead(String words) {
    return new OpenAi(false, Optional.of(words));
  }
}
