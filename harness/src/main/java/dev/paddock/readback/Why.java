package dev.paddock.readback;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Value;
import dev.paddock.settings.trap.Traps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Why a setting most likely does not hold, where the server's log does not say it itself: the first
 * that fits. A new reason is one constant.
 */
enum Why {
  NOTHING_OFFLOADED("nothing of the model is on a GPU. Did the server find one?") {
    @Override
    boolean fits(Setting setting, Value wanted, Map<String, String> got) {
      return setting.equals(Known.NUM_GPU) && "0".equals(got.get("vram"));
    }
  },
  LAYERS_DO_NOT_FIT("the others had most likely no room there") {
    @Override
    boolean fits(Setting setting, Value wanted, Map<String, String> got) {
      return setting.equals(Known.NUM_GPU);
    }
  },
  ONE_SLOT("Ollama serves some model families, and embeddings, one request at a time") {
    @Override
    boolean fits(Setting setting, Value wanted, Map<String, String> got) {
      return setting.equals(Known.OLLAMA_NUM_PARALLEL) && "1".equals(got.get(setting.name()));
    }
  },
  OWN_ARGUMENT("Ollama sets it itself: use the setting that the argument comes from") {
    @Override
    boolean fits(Setting setting, Value wanted, Map<String, String> got) {
      return got.getOrDefault(setting.name(), "").startsWith(ReadBack.OVERWRITTEN);
    }
  },
  OTHER_START("the server was most likely started with another value, or without one") {
    @Override
    boolean fits(Setting setting, Value wanted, Map<String, String> got) {
      return setting.scope() == Scope.SERVER;
    }
  },
  SOMEBODY_ELSE("somebody else's request has most likely set it anew") {
    @Override
    boolean fits(Setting setting, Value wanted, Map<String, String> got) {
      return setting.scope() == Scope.REQUEST || !got.getOrDefault("loads", "1").equals("1");
    }
  };

  private final String words;

  Why(String words) {
    this.words = words;
  }

  abstract boolean fits(Setting setting, Value wanted, Map<String, String> got);

  /** The likely reason in words: what is known to make it void, else what is most likely. */
  static Optional<String> of(Setting setting, Value wanted, Map<String, String> got) {
    return trap(setting, wanted, got)
        .or(
            () ->
                Stream.of(values())
                    .filter(why -> why.fits(setting, wanted, got))
                    .findFirst()
                    .map(why -> why.words));
  }

  private static Optional<String> trap(Setting setting, Value wanted, Map<String, String> got) {
    Situation here = situation(setting, wanted, got);
    return Traps.of(setting)
        .filter(trap -> trap.catches(setting, here))
        .filter(trap -> isSo(trap.becomes().apply(here), got))
        .flatMap(trap -> trap.seen().stream())
        .findFirst();
  }

  /** Whether the context is what the trap makes of it, where it makes a number of it. */
  private static boolean isSo(OptionalLong becomes, Map<String, String> got) {
    return becomes.isEmpty()
        || Long.toString(becomes.getAsLong()).equals(got.get(Known.NUM_CTX.name()));
  }

  /** What was read back, and of the one setting what was wanted. */
  private static Situation situation(Setting setting, Value wanted, Map<String, String> got) {
    Map<Setting, Value> values = new HashMap<>();
    for (Setting seen : List.of(Known.NUM_CTX, Known.OLLAMA_NUM_PARALLEL)) {
      Optional.ofNullable(got.get(seen.name()))
          .ifPresent(text -> values.put(seen, seen.canonical(new Value.Text(text))));
    }
    if (got.getOrDefault(Known.OLLAMA_FLASH_ATTENTION.name(), "").endsWith("disabled")) {
      values.put(Known.OLLAMA_FLASH_ATTENTION, new Value.Flag(false));
    }
    values.put(setting, wanted);
    Situation here =
        Situation.OLLAMA
            .seeingGpu(Optional.ofNullable(got.get("gpus")).map(gpus -> !gpus.equals("0")))
            .with(new Configuration(values));
    return Optional.ofNullable(got.get("trained_context"))
        .map(trained -> here.with(new Situation.Model("", "", 0, Long.parseLong(trained))))
        .orElse(here);
  }
}
