package dev.paddock.readback;

import dev.paddock.settings.Known;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line by which Ollama says why a setting does not hold. A new one is one constant.
 *
 * <p>Read from Ollama 0.24.0 ({@code llm/server.go}) and 0.33.0 ({@code llm/server.go}, {@code
 * server/sched.go}).
 */
enum Hint {
  CLAMPED(
      Known.NUM_CTX.name(),
      "msg=\"requested context size too large for model\".* n_ctx_train=(\\d+)",
      "the model was trained for %s tokens, and Ollama clamps the context to that"),
  ONE_SLOT(
      Known.OLLAMA_NUM_PARALLEL.name(),
      "msg=\"model architecture does not currently support parallel requests\" architecture=(\\w+)",
      "Ollama serves models of the family %s one request at a time"),
  FLASH_UNSUPPORTED(
      ReadBack.FLASH_ATTENTION,
      "msg=\"flash attention enabled but not supported by (gpu|model)\"",
      "the %s does not support it, as the server's log says"),
  QUANTISED_WITHOUT_FLASH(
      ReadBack.KV_CACHE_TYPE,
      "msg=\"(?:quantized kv cache requested but flash attention disabled|OLLAMA_FLASH_ATTENTION"
          + " must be enabled to use a quantized OLLAMA_KV_CACHE_TYPE)\" type=(\\w+)",
      "%s is quantised, which needs flash attention, and that is off"),
  UNSUPPORTED_TYPE(
      ReadBack.KV_CACHE_TYPE,
      "msg=\"unsupported OLLAMA_KV_CACHE_TYPE\" type=(\\w+)",
      "this version does not know %s"),
  TYPE_NOT_OF_MODEL(
      ReadBack.KV_CACHE_TYPE,
      "msg=\"kv cache type not supported by model\" type=(\\w+)",
      "the model does not support %s");

  private final String setting;
  private final Pattern line;
  private final String words;

  Hint(String setting, String line, String words) {
    this.setting = setting;
    this.line = Pattern.compile(line);
    this.words = words;
  }

  String setting() {
    return setting;
  }

  /** The reason in words; empty where the log has no such line. */
  Optional<String> in(String log) {
    return Lines.word(line, log).map(words::formatted);
  }
}
