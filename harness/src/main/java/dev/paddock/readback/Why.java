package dev.paddock.readback;

import dev.paddock.settings.Scope;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a setting most likely does not hold, where the server's log does not say it itself: the first
 * that fits. A new reason is one constant.
 */
enum Why {
  NO_GPU(
      "nothing of the model is on a GPU, and the server found none: on this machine it does"
          + " nothing") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return (name.equals("num_gpu") || name.equals("main_gpu")) && "0".equals(got.get("gpus"));
    }
  },
  NOTHING_OFFLOADED("nothing of the model is on a GPU. Did the server find one?") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return name.equals("num_gpu") && "0".equals(got.get("vram"));
    }
  },
  LAYERS_DO_NOT_FIT("the others had most likely no room there") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return name.equals("num_gpu");
    }
  },
  CLAMPED("that is what the model was trained for, and Ollama clamps the context to it") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      String trained = got.get("trained_context");
      return trained != null
          && CONTEXT.contains(name)
          && trained.equals(got.get("num_ctx"))
          && wanted instanceof Value.Whole(long number)
          && number > Long.parseLong(trained);
    }
  },
  BATCH_OVER_CONTEXT("a batch is no larger than the context of all slots") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return name.equals("num_batch")
          && wanted instanceof Value.Whole(long number)
          && number > cells(got)
          && cells(got) > 0;
    }
  },
  ONE_SLOT("Ollama serves some model families, and embeddings, one request at a time") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return name.equals("OLLAMA_NUM_PARALLEL") && "1".equals(got.get(name));
    }
  },
  TYPE_NEEDS_FLASH("a quantised cache needs flash attention, and that is off") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return name.equals(ReadBack.KV_CACHE_TYPE)
          && got.getOrDefault(ReadBack.FLASH_ATTENTION, "").endsWith("disabled");
    }
  },
  OWN_ARGUMENT("Ollama sets it itself: use the setting that the argument comes from") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return got.getOrDefault(name, "").startsWith(ReadBack.OVERWRITTEN);
    }
  },
  OTHER_START("the server was most likely started with another value, or without one") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return Settings.find(name).filter(known -> known.scope() == Scope.SERVER).isPresent();
    }
  },
  SOMEBODY_ELSE("somebody else's request has most likely set it anew") {
    @Override
    boolean fits(String name, Value wanted, Map<String, String> got) {
      return Settings.find(name).filter(known -> known.scope() == Scope.REQUEST).isPresent()
          || !got.getOrDefault("loads", "1").equals("1");
    }
  };

  private static final Set<String> CONTEXT = Set.of("num_ctx", "OLLAMA_CONTEXT_LENGTH");

  private final String words;

  Why(String words) {
    this.words = words;
  }

  abstract boolean fits(String name, Value wanted, Map<String, String> got);

  /** The likely reason in words. */
  static Optional<String> of(String name, Value wanted, Map<String, String> got) {
    return Stream.of(values())
        .filter(why -> why.fits(name, wanted, got))
        .findFirst()
        .map(why -> why.words);
  }

  private static long cells(Map<String, String> got) {
    String context = got.getOrDefault("num_ctx", "0");
    String slots = got.getOrDefault("OLLAMA_NUM_PARALLEL", "1");
    return context.matches("\\d{1,12}") && slots.matches("\\d{1,6}")
        ? Long.parseLong(context) * Long.parseLong(slots)
        : 0;
  }
}
