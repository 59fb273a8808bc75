package dev.paddock.readback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What llama-server states in {@code /props}: slots and context. */
public final class LlamaServerProps {
  /** llama.cpp rounds the context of a slot up to a multiple of this. */
  private static final long ROUNDING = 256;

  private LlamaServerProps() {}

  /**
   * Reads them; nothing where they are of another server.
   *
   * @param wanted what the cell sets
   */
  public static Stated read(JsonNode props, Configuration wanted) {
    SortedMap<Sight, String> said = new TreeMap<>();
    long slots = props.path("total_slots").asLong(0);
    long each = props.path("default_generation_settings").path("n_ctx").asLong(0);
    if (slots > 0) {
      said.put(Sight.LLAMA_SLOTS, Long.toString(slots));
    }
    if (slots > 0 && each > 0) {
      Optional<Value> context = wanted.get(Known.LLAMA_ARG_CTX_SIZE);
      said.put(Sight.CONTEXT, Long.toString(each));
      said.put(Sight.LLAMA_CONTEXT, Long.toString(context(slots, each, context)));
    }
    return new Stated(said);
  }

  /**
   * The tokens of all slots together. llama-server rounds up, and where slots share their cache
   * each has all of it: what is wanted holds either way.
   */
  private static long context(long slots, long each, Optional<Value> wanted) {
    return wanted
        .map(Value::toString)
        .filter(text -> text.matches("[1-9]\\d{0,11}"))
        .map(Long::parseLong)
        .filter(
            size ->
                isRoundedUp(each, size, ROUNDING)
                    || isRoundedUp(slots * each, size, slots * ROUNDING))
        .orElse(slots * each);
  }

  private static boolean isRoundedUp(long is, long size, long rounding) {
    return is >= size && is < size + rounding;
  }
}
