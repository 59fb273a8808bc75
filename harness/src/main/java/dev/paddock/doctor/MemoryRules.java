package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import dev.paddock.doctor.host.LiveServer;
import dev.paddock.doctor.service.Service;
import dev.paddock.readback.trouble.Telltale;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.parse.EnvText;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In which memory a model lies, of which GPU or of the machine, and how tight it is there; by the
 * API and the log.
 */
final class MemoryRules {
  private static final Pattern CPU = Pattern.compile("inference compute.*library=cpu\\b");

  private MemoryRules() {}

  static Stream<Finding> onCpu(String rule, Installation installation) {
    if (installation.machine().gpus().isEmpty() || !installation.here()) {
      return Stream.empty();
    }
    String gpus = String.join(", ", installation.machine().gpus());
    boolean hidden =
        Stream.of(Known.CUDA_VISIBLE_DEVICES, Known.HIP_VISIBLE_DEVICES, Known.ROCR_VISIBLE_DEVICES)
            .map(Setting::name)
            .anyMatch(
                name ->
                    installation
                        .set(name)
                        .filter(set -> EnvText.stripped(set.variable().value()).matches("-1|"))
                        .isPresent());
    if (hidden) {
      return Stream.empty(); // it is asked for, and noted as such
    }
    Stream<Finding> logged =
        installation.logs().stream()
            .flatMap(log -> log.last(CPU).stream())
            .map(hit -> onCpu(rule, "Ollama found no GPU", hit.evidence(), gpus));
    Stream<Finding> loaded =
        installation.ofLoaded(
            (server, model) ->
                model.size() > 0 && model.vram() == 0
                    ? Stream.of(
                        onCpu(
                            rule,
                            model.name() + " runs on the CPU alone",
                            server.shows(model),
                            gpus))
                    : Stream.empty());
    return Stream.concat(logged, loaded);
  }

  private static Finding onCpu(String rule, String what, String evidence, String gpus) {
    return new Finding(
        HARM,
        rule,
        what + " although there is " + gpus,
        evidence,
        "Answers come many times slower than the machine allows.",
        "# does the driver work?\nnvidia-smi\n# is Ollama's GPU library there, and may its user"
            + " use the device?\nls /usr/local/lib/ollama /usr/lib/ollama; ls -l "
            + gpus.replace(",", ""));
  }

  /** Without a reservation Docker hides the GPU from a container, and Ollama falls back. */
  static Stream<Finding> container(String rule, Installation installation) {
    return installation.machine().gpus().stream()
        .limit(1)
        .flatMap(
            gpu ->
                installation.services().stream()
                    .filter(service -> !service.gpu().orElse(true))
                    .map(service -> container(rule, service, gpu)));
  }

  private static Finding container(String rule, Service service, String gpu) {
    String fix =
        gpu.contains("nvidia")
            ? """
            deploy:
              resources:
                reservations:
                  devices: [{driver: nvidia, count: all, capabilities: [gpu]}]\
            """
            : "    devices: [/dev/kfd, /dev/dri]";
    return new Finding(
        HARM,
        rule,
        "the service %s is handed no GPU".formatted(service.name()),
        "its compose file, and " + gpu + " of this machine",
        "A container sees no GPU that it is not given: models run on the CPU.",
        fix);
  }

  static Stream<Finding> partly(String rule, Installation installation) {
    Stream<Finding> loaded =
        installation.ofLoaded(
            (server, model) ->
                model.vram() > 0 && model.vram() < model.size()
                    ? Stream.of(
                        partly(
                            rule,
                            "%s lies only to %d %% on the GPU"
                                .formatted(model.name(), model.vram() * 100 / model.size()),
                            server.shows(model)))
                    : Stream.empty());
    boolean answered = installation.answering().stream().anyMatch(one -> !one.loaded().isEmpty());
    Stream<Finding> logged =
        installation.logs().stream()
            .filter(log -> !answered)
            .flatMap(
                log ->
                    log.last(Telltale.OFFLOADED).stream()
                        .map(
                            one ->
                                partly(
                                    rule,
                                    one.named().equals("0")
                                        ? "none of %s layers lies on the GPU".formatted(one.more())
                                        : "only %s of %s layers lie on the GPU"
                                            .formatted(one.named(), one.more()),
                                    log.evidence(one))));
    return Stream.concat(loaded, logged);
  }

  private static Finding partly(String rule, String what, String evidence) {
    return new Finding(
        HARM,
        rule,
        what,
        evidence,
        "Each token waits for the part on the CPU. A shorter context, fewer slots, a smaller KV"
            + " cache or a smaller quantisation make room.",
        "OLLAMA_KV_CACHE_TYPE=q8_0\nOLLAMA_NUM_PARALLEL=1\n"
            + NameRules.option(Known.NUM_CTX.name(), "4096"));
  }

  static Stream<Finding> slots(String rule, Installation installation) {
    double memory =
        installation.here()
            ? (double) installation.machine().memory().orElse(Long.MAX_VALUE)
            : Double.MAX_VALUE;
    return installation.ofLoaded(
        (server, model) -> {
          long slots = installation.number(server, Known.OLLAMA_NUM_PARALLEL.name()).orElse(1L);
          boolean spills = model.vram() > 0 && model.vram() < model.size();
          boolean tight = (double) (model.size() - model.vram()) > memory / 2;
          return slots > 1 && model.context() > 0 && (spills || tight)
              ? Stream.of(
                  new Finding(
                      HARM,
                      rule,
                      "%s keeps %d slots of %d tokens, and memory is tight"
                          .formatted(model.name(), slots, model.context()),
                      server.shows(model),
                      "The KV cache is num_ctx × OLLAMA_NUM_PARALLEL = %d tokens, also while"
                              .formatted(slots * model.context())
                          + " one client asks.",
                      installation.line(Known.OLLAMA_NUM_PARALLEL.name(), "1")))
              : Stream.empty();
        });
  }

  static Stream<Finding> tooLarge(String rule, Installation installation) {
    if (!installation.here() || installation.machine().memory().isEmpty()) {
      return Stream.empty();
    }
    double memory = installation.machine().memory().getAsLong();
    boolean gpu = !installation.machine().gpus().isEmpty();
    Stream<Finding> loaded =
        installation.ofLoaded(
            (server, model) ->
                (double) (model.size() - model.vram()) > memory * 0.9
                    ? Stream.of(
                        new Finding(
                            HARM,
                            rule,
                            "%s does not fit into the memory".formatted(model.name()),
                            server.shows(model) + "; memory " + LiveServer.gib(memory),
                            "It is read from the disk again and again, or swaps.",
                            "# a smaller quantisation or model, or a shorter context\n"
                                + NameRules.option(Known.NUM_CTX.name(), "4096")))
                    : Stream.empty());
    Stream<Finding> stored =
        installation.answering().stream()
            .flatMap(
                server ->
                    server.installed().entrySet().stream()
                        .filter(model -> !gpu && (double) model.getValue() > memory)
                        .map(
                            model ->
                                new Finding(
                                    NOTE,
                                    rule,
                                    "%s cannot fit into the memory".formatted(model.getKey()),
                                    "%s/api/tags: %s; memory %s"
                                        .formatted(
                                            server.url(),
                                            LiveServer.gib((double) model.getValue()),
                                            LiveServer.gib(memory)),
                                    "Its file alone is larger than the memory of this machine.",
                                    "ollama rm " + model.getKey())));
    return Stream.concat(loaded, stored);
  }
}
