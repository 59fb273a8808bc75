package dev.paddock.doctor;

import static dev.paddock.doctor.Severity.HARM;
import static dev.paddock.doctor.Severity.VOID;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Settings that other settings make void, or that together break the server. */
final class ConflictRules {
  private static final Set<String> FLOATS = Set.of("f32", "f16", "bf16");

  /**
   * What Ollama's own arguments overwrite, with what sets it. Seen in the log of Ollama 0.33:
   * {@code warn: LLAMA_ARG_CTX_SIZE environment variable is set, but will be overwritten by command
   * line argument -c}.
   */
  private static final Map<String, String> OVERWRITTEN =
      Map.of(
          "LLAMA_ARG_CTX_SIZE", "OLLAMA_CONTEXT_LENGTH",
          "LLAMA_ARG_N_PARALLEL", "OLLAMA_NUM_PARALLEL",
          "LLAMA_ARG_FLASH_ATTN", "OLLAMA_FLASH_ATTENTION",
          "LLAMA_ARG_BATCH", "num_batch",
          "LLAMA_ARG_UBATCH", "num_batch",
          "LLAMA_ARG_MODEL", "",
          "LLAMA_ARG_HOST", "",
          "LLAMA_ARG_PORT", "");

  private ConflictRules() {}

  /**
   * Ollama 0.33 with OLLAMA_FLASH_ATTENTION=0 and OLLAMA_KV_CACHE_TYPE=q8_0 answers every load with
   * {@code llama_init_from_model: quantized V cache requires flash_attn to be enabled}.
   */
  static Stream<Finding> quantisedCache(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service -> {
              Optional<Variable> type =
                  service
                      .variable("OLLAMA_KV_CACHE_TYPE")
                      .filter(variable -> isQuantised(variable.value()));
              Optional<Variable> off =
                  service
                      .variable("OLLAMA_FLASH_ATTENTION")
                      .filter(flag -> !Envconfig.flagOf(flag.value()).orElse(true));
              return type.isPresent() && off.isPresent()
                  ? Stream.of(
                      new Finding(
                          HARM,
                          rule,
                          "%s needs flash attention, which is off".formatted(type.get()),
                          "%s, and %s: %s"
                              .formatted(type.get().place(), off.get().place(), off.get()),
                          "No model loads: \"quantized V cache requires flash_attn to be"
                              + " enabled\".",
                          service.setting("OLLAMA_FLASH_ATTENTION", "true")))
                  : Stream.empty();
            });
  }

  private static boolean isQuantised(String type) {
    String folded = Envconfig.stripped(type).toLowerCase(Locale.ROOT);
    return Envconfig.surprise("OLLAMA_KV_CACHE_TYPE", type).isEmpty()
        && !folded.isEmpty()
        && !FLOATS.contains(folded);
  }

  static Stream<Finding> overwritten(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.effective().values().stream()
                    .filter(variable -> overwrites(service, variable.name()))
                    .map(variable -> overwritten(rule, service, variable)));
  }

  private static boolean overwrites(Service service, String name) {
    boolean cacheType =
        name.startsWith("LLAMA_ARG_CACHE_TYPE_")
            && service.variable("OLLAMA_KV_CACHE_TYPE").isPresent();
    return OVERWRITTEN.containsKey(name) || cacheType;
  }

  private static Finding overwritten(String rule, Service service, Variable variable) {
    String instead = OVERWRITTEN.getOrDefault(variable.name(), "OLLAMA_KV_CACHE_TYPE");
    String fix =
        instead.isEmpty()
            ? service.without(variable.name())
            : instead.startsWith("OLLAMA_")
                ? service.setting(instead, variable.value())
                : NameRules.option(instead, variable.value());
    return new Finding(
        VOID,
        rule,
        variable + " is overwritten by Ollama",
        variable.place(),
        "Ollama gives llama-server this argument itself, and an argument outranks a variable.",
        fix);
  }

  /** Ollama 0.33 with LLAMA_API_KEY set answers every request {@code Invalid API Key}, code 401. */
  static Stream<Finding> apiKey(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.variable("LLAMA_API_KEY").stream()
                    .map(
                        variable ->
                            new Finding(
                                HARM,
                                rule,
                                "LLAMA_API_KEY locks Ollama out of its own llama-server",
                                variable.place(),
                                "llama-server inherits it and answers Ollama with 401, Invalid API"
                                    + " Key.",
                                service.without("LLAMA_API_KEY"))));
  }
}
