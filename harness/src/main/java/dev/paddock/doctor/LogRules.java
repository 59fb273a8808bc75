package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.readback.trouble.Told;
import dev.paddock.settings.parse.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to say of each kind of trouble that a server's log tells of; {@code %1$s} is what the line
 * names.
 */
final class LogRules {
  private record Trouble(Severity severity, String what, String effect, String fix) {}

  private static final String NO_LOAD = "No model loads.";
  private static final String SMALLER =
      "# a shorter context, fewer slots, a smaller quantisation, fewer layers on the GPU:\n"
          + "OLLAMA_CONTEXT_LENGTH=4096\nOLLAMA_NUM_PARALLEL=1";
  private static final String WHICH_GPUS =
      "# which GPUs Ollama can use: https://github.com/ollama/ollama/blob/main/docs/gpu.mdx";

  private LogRules() {}

  static Stream<Finding> lines(String rule, Installation installation) {
    return installation.logs().stream().flatMap(log -> of(rule, log));
  }

  /** A finding for each kind, and of what can be met several times for each that it names. */
  private static Stream<Finding> of(String rule, ServerLogText log) {
    return log.told().stream()
        .collect(
            Collectors.groupingBy(
                told -> List.of(told.kind().name(), several(told) ? told.named() : ""),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .flatMap(
            lines -> {
              Told telling =
                  lines.reversed().stream()
                      .filter(told -> !told.named().isEmpty())
                      .findFirst()
                      .orElse(lines.getLast());
              return trouble(telling).stream()
                  .map(trouble -> finding(rule, trouble, log.evidence(telling), lines.size()));
            });
  }

  private static boolean several(Told told) {
    return switch (told.kind().effect()) {
      case VOIDS, HARMS, ENDS_SERVER -> true;
      case ENDS_LOAD, HIDES_GPU -> false;
    };
  }

  private static Finding finding(String rule, Trouble trouble, String evidence, int lines) {
    return new Finding(
        trouble.severity(),
        rule,
        trouble.what(),
        lines == 1 ? evidence : "%s (%d times)".formatted(evidence, lines),
        trouble.effect(),
        trouble.fix());
  }

  /** Empty where a rule of its own speaks of it. */
  private static Optional<Trouble> trouble(Told told) {
    return words(told)
        .map(
            trouble ->
                new Trouble(
                    trouble.severity(),
                    trouble.what().replace("%1$s", told.named()),
                    trouble.effect(),
                    trouble.fix().replace("%1$s", told.named())));
  }

  private static Optional<Trouble> words(Told told) {
    return switch (told.kind()) {
      case UNREADABLE, CLAMPED, ONE_SLOT, OFFLOADED -> Optional.empty();
      case MODEL_TOO_LARGE ->
          harm(
              "a model is too large for the memory",
              told.named().isEmpty()
                  ? "It does not load."
                  : "It needs %s and does not load.".formatted(told.named()),
              "# a smaller quantisation or model, or a shorter context");
      case OUT_OF_MEMORY ->
          harm(
              told.named().isEmpty()
                  ? "memory ran out"
                  : told.named().startsWith("CPU")
                      ? "the machine's memory ran out"
                      : "the memory of the GPU ran out (%1$s)",
              "The model does not load, or its requests fail.",
              SMALLER);
      case KILLED ->
          harm(
              "memory was short, and the kernel killed the server's process",
              "The model is gone in the middle of its work, and with it every request.",
              SMALLER + "\n# or more memory for the container or unit: mem_limit, MemoryMax");
      case ILLEGAL_INSTRUCTION ->
          harm(
              "llama-server dies of an illegal instruction",
              "No model loads. A virtual machine announces an instruction set, often AMX, that it"
                  + " does not permit; llama.cpp's variant for it is chosen, and dies.",
              "# let the hypervisor hide AMX, or put that variant away, then restart Ollama:\n"
                  + "sudo mv /usr/local/lib/ollama/libggml-cpu-sapphirerapids.so /root/");
      case UNKNOWN_CACHE_TYPE ->
          harm(
              "OLLAMA_KV_CACHE_TYPE=%1$s is no type of a KV cache",
              NO_LOAD, "OLLAMA_KV_CACHE_TYPE=q8_0");
      case CACHE_WITHOUT_FLASH ->
          harm(
              "a quantised KV cache met flash attention that is off",
              "The model does not load.",
              "OLLAMA_FLASH_ATTENTION=true\n# or, where the model cannot have it:\n"
                  + "OLLAMA_KV_CACHE_TYPE=f16");
      case API_KEY ->
          harm(
              "llama-server refuses Ollama's own requests",
              "LLAMA_API_KEY is in the server's environment.",
              "# take LLAMA_API_KEY out of the server's environment");
      case BAD_ORIGIN ->
          harm(
              "the server ends at its start: an origin in OLLAMA_ORIGINS is none",
              "An origin is a scheme with a host, and has one * at most.",
              "OLLAMA_ORIGINS=http://example.com,https://*.example.com");
      case ADDRESS_IN_USE ->
          harm(
              "%1$s is in use already, so this server does not start",
              "Another server, often another Ollama, listens there and answers instead.",
              "# who it is:\nss -ltnp\n# or listen elsewhere:\nOLLAMA_HOST=127.0.0.1:11435");
      case LOAD_TIMEOUT ->
          harm(
              "a model was given up before it was loaded",
              "%1$s was not ready within OLLAMA_LOAD_TIMEOUT, which is 5m by default."
                  .replace("%1$s", told.named()),
              "OLLAMA_LOAD_TIMEOUT=30m");
      case GPU_LOST ->
          harm(
              "the GPU was lost while it computed",
              "The process that serves the model died, and with it every request.",
              "# a driver resets a GPU that hangs or is starved of power: another driver, or"
                  + " another backend");
      case DIED ->
          harm(
              "the process that serves the model died: %1$s",
              "The model does not load, or its requests fail.",
              "# the lines above it in the log tell more; OLLAMA_DEBUG=1 logs more of them");
      case INVALID_OPTION ->
          voids(
              "a client sends the option %1$s, which Ollama does not know",
              "The answer is HTTP 200 all the same, and the option does nothing.",
              "# take %1$s out of the request's options or the Modelfile");
      case OVERWRITTEN ->
          voids(
              "%1$s is overwritten by Ollama",
              "Ollama gives llama-server this argument itself.",
              "# take %1$s out of the server's environment");
      case FLASH_REFUSED ->
          voids(
              "flash attention stays off: %s does not support it".formatted(refusing(told.named())),
              "OLLAMA_FLASH_ATTENTION does nothing there.",
              "# take OLLAMA_FLASH_ATTENTION out of the server's environment");
      case CACHE_TYPE_WITHOUT_FLASH ->
          voids(
              "the KV cache is not %1$s: that needs flash attention, which is off",
              "OLLAMA_KV_CACHE_TYPE does nothing there, and the cache stays f16.",
              "OLLAMA_FLASH_ATTENTION=true");
      case CACHE_TYPE_IGNORED ->
          voids(
              "OLLAMA_KV_CACHE_TYPE=%1$s is not known to this version",
              "It does nothing, and the cache stays f16.", "OLLAMA_KV_CACHE_TYPE=q8_0");
      case CACHE_TYPE_NOT_OF_MODEL ->
          voids(
              "the model does not support a KV cache of %1$s",
              "OLLAMA_KV_CACHE_TYPE does nothing there, and the cache stays f16.",
              "# take OLLAMA_KV_CACHE_TYPE out, or use another model");
      case PROMPT_CUT ->
          harm(
              "prompts longer than %1$s tokens are cut without a word",
              "The model does not see the whole prompt; the answer is HTTP 200.",
              "# send \"truncate\": false to get an error instead, or:\n"
                  + "OLLAMA_CONTEXT_LENGTH=16384");
      case MESSAGES_DROPPED ->
          harm(
              "whole messages of a chat are dropped: it is longer than its context",
              "The model does not see them; the answer is HTTP 200.",
              "# send \"truncate\": false to get an error instead, or:\n"
                  + "OLLAMA_CONTEXT_LENGTH=16384");
      case BUSY ->
          harm(
              "requests were refused: server busy",
              "More requests waited for a model to be scheduled than OLLAMA_MAX_QUEUE allows.",
              "OLLAMA_MAX_LOADED_MODELS=2");
      case CPU_RUNNER ->
          harm(
              "a GPU is there, and %1$s computes: the runner was built for the processor",
              "All layers run on the CPU, whatever the log plans for the GPU.",
              "# install Ollama with its libraries for the GPU (lib/ollama, or its full archive)");
      case GPU_DENIED ->
          harm(
              "a GPU is there that the server may not open",
              "Models run on the CPU alone.",
              "# for a service: sudo usermod -a -G render,video ollama, then restart it;\n"
                  + "# for a container: --device /dev/kfd --device /dev/dri --group-add video");
      case GPU_UNSUPPORTED ->
          harm(
              told.named().isEmpty()
                  ? "a GPU is there that Ollama cannot use"
                  : "a GPU is there that Ollama cannot use (%1$s)",
              "Models run on the CPU alone.",
              told.named().startsWith("gfx")
                  ? "# to be taken for a near relative that is supported, for example gfx1030:\n"
                      + "HSA_OVERRIDE_GFX_VERSION=10.3.0\n"
                      + WHICH_GPUS
                  : WHICH_GPUS);
      case GPU_NOT_SEEN ->
          Optional.of(
              new Trouble(
                  NOTE,
                  "Ollama sees no GPU (%1$s)",
                  "Models run on the CPU alone. A container sees no GPU that it is not given.",
                  "# does the driver work here, and in the container?\nnvidia-smi\n"
                      + "docker run --gpus=all …"));
    };
  }

  private static String refusing(String named) {
    return switch (named) {
      case "gpu" -> "the GPU";
      case "model" -> "the model";
      default -> named;
    };
  }

  private static Optional<Trouble> harm(String what, String effect, String fix) {
    return Optional.of(new Trouble(HARM, what, effect, fix));
  }

  private static Optional<Trouble> voids(String what, String effect, String fix) {
    return Optional.of(new Trouble(VOID, what, effect, fix));
  }
}
