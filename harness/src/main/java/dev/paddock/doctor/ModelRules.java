package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.doctor.Answering.Loaded;
import dev.paddock.doctor.service.Service;
import dev.paddock.readback.trouble.Telltale;
import dev.paddock.readback.trouble.Told;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Value;
import dev.paddock.settings.parse.EnvText;
import dev.paddock.settings.trap.Traps;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Models and the memory that they lie in, by the API and the log; long because it is a list of
 * rules, one a method.
 */
final class ModelRules {
  private static final Pattern CPU = Pattern.compile("inference compute.*library=cpu\\b");
  private static final Pattern OLD = Pattern.compile("v?0\\.(\\d+)\\..*");
  private static final Pattern VERSION = Pattern.compile("Listening on .*\\(version ([^)]+)\\)");
  private static final int FIRST_JUDGED = 30;
  private static final double GIB = 0x1p30;

  private ModelRules() {}

  private static <T> Stream<T> each(
      Installation installation, BiFunction<Answering, Loaded, Stream<T>> rule) {
    return installation.answering().stream()
        .flatMap(server -> server.loaded().stream().flatMap(model -> rule.apply(server, model)));
  }

  private static String ps(Answering server, Loaded model) {
    return "%s/api/ps: %s: size %s, size_vram %s, context_length %d"
        .formatted(
            server.url(),
            model.name(),
            gib((double) model.size()),
            gib((double) model.vram()),
            model.context());
  }

  private static String gib(double bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }

  private static Optional<Long> number(Installation installation, Answering server, String name) {
    return installation.set(server, name).flatMap(set -> EnvText.numberOf(set.variable().value()));
  }

  /** What is set for a model: of the context what its Modelfile says, else the server. */
  private static Situation situation(Installation installation, Answering server, Loaded model) {
    Map<Setting, Value> values = new HashMap<>();
    number(installation, server, Known.OLLAMA_NUM_PARALLEL.name())
        .ifPresent(slots -> values.put(Known.OLLAMA_NUM_PARALLEL, new Value.Whole(slots)));
    values.put(Known.NUM_CTX, new Value.Whole(wanted(installation, server, model)));
    return Situation.OLLAMA
        .with(new Configuration(values))
        .with(new Situation.Model(model.name(), model.family(), 0, model.trained()));
  }

  private static long wanted(Installation installation, Answering server, Loaded model) {
    return model
        .ownContext()
        .orElse(number(installation, server, Known.OLLAMA_CONTEXT_LENGTH.name()).orElse(0L));
  }

  private static String setting(Installation installation, String name, String value) {
    return installation
        .set(name)
        .map(set -> set.service().setting(name, value))
        .orElse(name + "=" + value);
  }

  static Stream<Finding> forced(String rule, Installation installation) {
    Stream<Finding> loaded =
        each(
            installation,
            (server, model) ->
                Traps.SLOTS_OF_FAMILY.catches(
                        Known.OLLAMA_NUM_PARALLEL, situation(installation, server, model))
                    ? Stream.of(
                        forced(
                            rule,
                            installation,
                            model.name() + " (" + model.family() + ")",
                            server.url() + "/api/show: family " + model.family()))
                    : Stream.empty());
    Stream<Finding> logged =
        installation.logs().stream()
            .flatMap(
                log ->
                    log.last(Telltale.ONE_SLOT).stream()
                        .map(one -> forced(rule, installation, one.named(), log.evidence(one))));
    return Stream.concat(loaded, logged);
  }

  private static Finding forced(
      String rule, Installation installation, String model, String evidence) {
    return new Finding(
        VOID,
        rule,
        "OLLAMA_NUM_PARALLEL has no effect on " + model,
        evidence,
        "Ollama gives this family one slot: requests wait for each other.",
        "# for this model: a second server on another port, or another model\n"
            + setting(installation, Known.OLLAMA_NUM_PARALLEL.name(), "1"));
  }

  static Stream<Finding> clamped(String rule, Installation installation) {
    Stream<Finding> loaded =
        each(
            installation,
            (server, model) -> {
              long wanted = wanted(installation, server, model);
              boolean cut =
                  Traps.CONTEXT_OVER_TRAINED.catches(
                      Known.NUM_CTX, situation(installation, server, model));
              return cut && model.context() == model.trained()
                  ? Stream.of(
                      clamped(
                          rule,
                          installation,
                          model.name(),
                          Long.toString(wanted),
                          Long.toString(model.trained()),
                          ps(server, model)))
                  : Stream.empty();
            });
    Stream<Finding> logged =
        installation.logs().stream()
            .flatMap(
                log ->
                    log.last(Telltale.CLAMPED).stream()
                        .filter(one -> !answers(installation, one))
                        .map(
                            one ->
                                clamped(
                                    rule,
                                    installation,
                                    "the model",
                                    one.value(),
                                    one.named(),
                                    log.evidence(one))));
    return Stream.concat(loaded, logged);
  }

  /** Whether a server here says the same of a model that it has loaded. */
  private static boolean answers(Installation installation, Told clamped) {
    return each(
            installation,
            (server, model) ->
                number(installation, server, Known.OLLAMA_CONTEXT_LENGTH.name()).stream()
                    .filter(wanted -> wanted > model.trained())
                    .filter(_ -> clamped.named().equals(Long.toString(model.context()))))
        .findAny()
        .isPresent();
  }

  private static Finding clamped(
      String rule,
      Installation installation,
      String model,
      String wanted,
      String trained,
      String evidence) {
    return new Finding(
        VOID,
        rule,
        "a context of %s is cut to %s".formatted(wanted.isEmpty() ? "more" : wanted, trained),
        evidence,
        "%s was trained for %s tokens, and Ollama gives it no more.".formatted(model, trained),
        installation.set(Known.OLLAMA_CONTEXT_LENGTH.name()).isPresent()
            ? setting(installation, Known.OLLAMA_CONTEXT_LENGTH.name(), trained)
            : NameRules.option(Known.NUM_CTX.name(), trained));
  }

  /** A request's num_ctx outranks the Modelfile's, and that outranks the variable. */
  static Stream<Finding> ownContext(String rule, Installation installation) {
    return each(
        installation,
        (server, model) -> {
          long wanted = number(installation, server, Known.OLLAMA_CONTEXT_LENGTH.name()).orElse(0L);
          long expected = model.trained() > 0 ? Math.min(wanted, model.trained()) : wanted;
          return wanted == 0 || model.context() == 0 || model.context() == expected
              ? Stream.empty()
              : Stream.of(
                  new Finding(
                      NOTE,
                      rule,
                      "%s runs with a context of %d, not the server's %d"
                          .formatted(model.name(), model.context(), wanted),
                      ps(server, model),
                      model.ownContext().isPresent()
                          ? "num_ctx %d of its Modelfile outranks OLLAMA_CONTEXT_LENGTH."
                              .formatted(model.ownContext().getAsLong())
                          : "The num_ctx of the request that loaded it outranks"
                              + " OLLAMA_CONTEXT_LENGTH.",
                      NameRules.option(Known.NUM_CTX.name(), Long.toString(wanted))));
        });
  }

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
        each(
            installation,
            (server, model) ->
                model.size() > 0 && model.vram() == 0
                    ? Stream.of(
                        onCpu(
                            rule, model.name() + " runs on the CPU alone", ps(server, model), gpus))
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
        each(
            installation,
            (server, model) ->
                model.vram() > 0 && model.vram() < model.size()
                    ? Stream.of(
                        partly(
                            rule,
                            "%s lies only to %d %% on the GPU"
                                .formatted(model.name(), model.vram() * 100 / model.size()),
                            ps(server, model)))
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
    return each(
        installation,
        (server, model) -> {
          long slots = number(installation, server, Known.OLLAMA_NUM_PARALLEL.name()).orElse(1L);
          boolean spills = model.vram() > 0 && model.vram() < model.size();
          boolean tight = (double) (model.size() - model.vram()) > memory / 2;
          return slots > 1 && model.context() > 0 && (spills || tight)
              ? Stream.of(
                  new Finding(
                      HARM,
                      rule,
                      "%s keeps %d slots of %d tokens, and memory is tight"
                          .formatted(model.name(), slots, model.context()),
                      ps(server, model),
                      "The KV cache is num_ctx × OLLAMA_NUM_PARALLEL = %d tokens, also while"
                              .formatted(slots * model.context())
                          + " one client asks.",
                      setting(installation, Known.OLLAMA_NUM_PARALLEL.name(), "1")))
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
        each(
            installation,
            (server, model) ->
                (double) (model.size() - model.vram()) > memory * 0.9
                    ? Stream.of(
                        new Finding(
                            HARM,
                            rule,
                            "%s does not fit into the memory".formatted(model.name()),
                            ps(server, model) + "; memory " + gib(memory),
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
                                            gib((double) model.getValue()),
                                            gib(memory)),
                                    "Its file alone is larger than the memory of this machine.",
                                    "ollama rm " + model.getKey())));
    return Stream.concat(loaded, stored);
  }

  /** What is said here was read from the source of 0.33; the Go runner before 0.30 differed. */
  static Stream<Finding> version(String rule, Installation installation) {
    Stream<String> answered =
        installation.answering().stream().map(one -> one.version() + " at " + one.url());
    Stream<String> logged =
        installation.answering().isEmpty()
            ? installation.logs().stream()
                .flatMap(log -> log.last(VERSION).stream())
                .map(hit -> hit.group(1) + " in a log")
            : Stream.empty();
    return Stream.concat(answered, logged)
        .distinct()
        .filter(ModelRules::isOld)
        .map(
            version ->
                new Finding(
                    NOTE,
                    rule,
                    "Ollama " + version.split(" ", 2)[0] + " is not what these rules were made for",
                    version,
                    "They say what 0.33 does; before 0.30 some defaults and logs differ.",
                    ""));
  }

  private static boolean isOld(String version) {
    Matcher matcher = OLD.matcher(version);
    return !matcher.matches() || Integer.parseInt(matcher.group(1)) < FIRST_JUDGED;
  }
}
