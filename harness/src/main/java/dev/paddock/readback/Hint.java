package dev.paddock.readback;

import dev.paddock.readback.trouble.Telltale;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import java.util.Optional;

/** Why a setting does not hold, where a line of the log tells it. A new one is one constant. */
enum Hint {
  CLAMPED(
      Known.NUM_CTX,
      Telltale.CLAMPED,
      "the model was trained for %s tokens, and Ollama clamps the context to that"),
  ONE_SLOT(
      Known.OLLAMA_NUM_PARALLEL,
      Telltale.ONE_SLOT,
      "Ollama serves models of the family %s one request at a time"),
  FLASH_REFUSED(
      Known.OLLAMA_FLASH_ATTENTION,
      Telltale.FLASH_REFUSED,
      "the %s does not support it, as the server's log says"),
  CACHE_TYPE_WITHOUT_FLASH(
      Known.OLLAMA_KV_CACHE_TYPE,
      Telltale.CACHE_TYPE_WITHOUT_FLASH,
      "%s is quantised, which needs flash attention, and that is off"),
  CACHE_TYPE_IGNORED(
      Known.OLLAMA_KV_CACHE_TYPE, Telltale.CACHE_TYPE_IGNORED, "this version does not know %s"),
  CACHE_TYPE_NOT_OF_MODEL(
      Known.OLLAMA_KV_CACHE_TYPE,
      Telltale.CACHE_TYPE_NOT_OF_MODEL,
      "the model does not support %s");

  @SuppressWarnings("ImmutableEnumChecker") // a record of what is immutable
  private final Setting setting;

  private final Telltale line;
  private final String words;

  Hint(Setting setting, Telltale line, String words) {
    this.setting = setting;
    this.line = line;
    this.words = words;
  }

  Setting setting() {
    return setting;
  }

  /** The reason in words; empty where the log has no such line. */
  Optional<String> in(String log) {
    return line.in(log).map(told -> words.formatted(told.named())).reduce((first, last) -> last);
  }
}
