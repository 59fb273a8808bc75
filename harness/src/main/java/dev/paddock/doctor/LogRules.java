package dev.paddock.doctor;

import static dev.paddock.settings.Severity.HARM;
import static dev.paddock.settings.Severity.VOID;

import dev.paddock.settings.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of the server's log that tell of trouble; a new one is one more entry. */
final class LogRules {
  /** A line and what to say of it; {@code %1$s} is its first group. */
  private record Trouble(Severity severity, Pattern line, String what, String effect, String fix) {}

  /**
   * The cache type, flash attention, overwritten and invalid options and layers were seen in logs
   * of Ollama 0.33; the others stand in its source.
   */
  private static final List<Trouble> TROUBLES =
      List.of(
          trouble(
              HARM,
              "llama-server process has terminated: signal: illegal instruction",
              "llama-server dies of an illegal instruction",
              "No model loads. A virtual machine announces an instruction set, often AMX, that it"
                  + " does not permit; llama.cpp's variant for it is chosen, and dies.",
              "# let the hypervisor hide AMX, or put that variant away, then restart Ollama:\n"
                  + "sudo mv /usr/local/lib/ollama/libggml-cpu-sapphirerapids.so /root/"),
          trouble(
              HARM,
              "Unsupported cache type: (\\S+)",
              "OLLAMA_KV_CACHE_TYPE=%1$s is no type of a KV cache",
              "No model loads.",
              "OLLAMA_KV_CACHE_TYPE=q8_0"),
          trouble(
              HARM,
              "quantized V cache requires flash_attn",
              "a quantised KV cache met flash attention that is off",
              "The model does not load.",
              "OLLAMA_FLASH_ATTENTION=true"),
          trouble(
              HARM,
              "Invalid API Key",
              "llama-server refuses Ollama's own requests",
              "LLAMA_API_KEY is in the server's environment.",
              "# take LLAMA_API_KEY out of the server's environment"),
          trouble(
              VOID,
              "invalid option provided\"? option=(\\S+)",
              "a client sends the option %1$s, which Ollama does not know",
              "The answer is HTTP 200 all the same, and the option does nothing.",
              "# take %1$s out of the request's options or the Modelfile"),
          trouble(
              VOID,
              "(LLAMA_ARG_\\w+) environment variable is set, but will be overwritten",
              "%1$s is overwritten by Ollama",
              "Ollama gives llama-server this argument itself.",
              "# take %1$s out of the server's environment"),
          trouble(
              HARM,
              "truncating input prompt\"? limit=(\\d+)",
              "prompts longer than %1$s tokens are cut without a word",
              "The model does not see the whole prompt; the answer is HTTP 200.",
              "# send \"truncate\": false to get an error instead, or:\n"
                  + "OLLAMA_CONTEXT_LENGTH=16384"),
          trouble(
              HARM,
              "model is too large for system memory",
              "a model is too large for the memory",
              "It does not load.",
              "# a smaller quantisation or model, or a shorter context"),
          trouble(
              HARM,
              "maximum pending requests exceeded",
              "requests were refused: server busy",
              "More requests waited for a model to be scheduled than OLLAMA_MAX_QUEUE allows.",
              "OLLAMA_MAX_LOADED_MODELS=2"));

  private LogRules() {}

  private static Trouble trouble(
      Severity severity, String line, String what, String effect, String fix) {
    return new Trouble(severity, Pattern.compile(line), what, effect, fix);
  }

  static Stream<Finding> lines(String rule, Installation installation) {
    return TROUBLES.stream()
        .flatMap(
            trouble ->
                installation.logs().stream()
                    .flatMap(
                        log ->
                            log.all(trouble.line()).stream()
                                .collect(
                                    Collectors.groupingBy(
                                        hit -> first(hit), LinkedHashMap::new, Collectors.toList()))
                                .values()
                                .stream()
                                .map(hits -> finding(rule, trouble, hits))));
  }

  private static String first(ServerLogText.Hit hit) {
    return hit.match().groupCount() == 0 ? "" : hit.group(1);
  }

  private static Finding finding(String rule, Trouble trouble, List<ServerLogText.Hit> hits) {
    String named = first(hits.getLast());
    String times = hits.size() == 1 ? "" : " (%d times)".formatted(hits.size());
    return new Finding(
        trouble.severity(),
        rule,
        trouble.what().replace("%1$s", named),
        hits.getLast().evidence() + times,
        trouble.effect(),
        trouble.fix().replace("%1$s", named));
  }
}
