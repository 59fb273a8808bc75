package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Variable;
import dev.paddock.settings.Envconfig;
import dev.paddock.settings.Known;
import dev.paddock.settings.Settings;
import dev.paddock.settings.parse.EnvText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names that nobody reads, and flags that do not exist. */
final class NameRules {
  /** {@code ollama serve --help} and {@code ollama run --help} of Ollama 0.33. */
  private static final Set<String> RUN_FLAGS =
      Set.of(
          "--keepalive",
          "--verbose",
          "--insecure",
          "--nowordwrap",
          "--format",
          "--think",
          "--hidethinking",
          "--truncate",
          "--dimensions",
          "--help",
          "--version",
          "--experimental",
          "--experimental-yolo",
          "--experimental-websearch");

  private static final Set<String> SERVE_FLAGS = Set.of("--help", "--version");
  private static final Pattern COMMAND =
      Pattern.compile("\\bollama\\s+(serve|start|run)\\b([^;&|]*)");
  private static final Pattern FLAG = Pattern.compile("(?<=\\s)(--[A-Za-z][\\w-]*)(?:[= ](\\w+))?");

  private static final String PREFIX = "OLLAMA_";

  /** What it begins with where it is spelt wrongly: OLLAM_, OLAMA_, OLLLAMA_. */
  private static final String SLIP = "OL";

  private static final Pattern SERVICE_LINK =
      Pattern.compile(PREFIX + "(SERVICE_(HOST|PORT\\w*)|PORT(_\\d+_(TCP|UDP|SCTP)\\w*)?)");

  private NameRules() {}

  static Stream<Finding> phantoms(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.effective().values().stream()
                    .filter(variable -> !service.used().contains(variable.name()))
                    .filter(variable -> !isServiceLink(variable.name(), service))
                    .flatMap(variable -> phantom(rule, service, variable).stream()));
  }

  /** What Kubernetes itself gives a pod that stands beside a service called ollama. */
  private static boolean isServiceLink(String name, Service service) {
    return SERVICE_LINK.matcher(name).matches()
        && service.variable(PREFIX + "PORT").filter(v -> v.value().contains("://")).isPresent();
  }

  private static Optional<Finding> phantom(String rule, Service service, Variable variable) {
    String name = variable.name();
    return name.startsWith(SLIP)
        ? Settings.neverExisted(name)
            .map(
                advice -> {
                  String[] lines = advice.split("\n", 2);
                  String fix =
                      Settings.insteadOf(name)
                          .map(instead -> instead(service, variable, instead))
                          .orElse("# " + lines[lines.length - 1] + "\n" + service.without(name));
                  return new Finding(
                      VOID,
                      rule,
                      variable + " is read by nothing",
                      variable.place(),
                      lines[0],
                      fix);
                })
        : Optional.empty();
  }

  /** The line that does what the variable was to do. */
  private static String instead(Service service, Variable variable, String instead) {
    int equals = instead.indexOf('=');
    String name = equals < 0 ? instead : instead.substring(0, equals);
    String value = equals < 0 ? EnvText.stripped(variable.value()) : instead.substring(equals + 1);
    if (name.equals(Known.USE_MMAP.name())) {
      value = Boolean.toString(EnvText.flagOf(value).orElse(true));
    }
    return name.startsWith(PREFIX) || name.startsWith("LLAMA_")
        ? service.setting(name, value)
        : option(name, value);
  }

  /** An option of a model load, in the two places where it can be set. */
  static String option(String name, String value) {
    return "# in each request:  \"options\": {\"%s\": %s}\n# or in the Modelfile:\nPARAMETER %s %s"
        .formatted(name, value, name, value);
  }

  static Stream<Finding> unknown(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.effective().values().stream()
                    .filter(variable -> isUnknown(variable.name()))
                    .filter(variable -> !service.used().contains(variable.name()))
                    .filter(variable -> !isServiceLink(variable.name(), service))
                    .map(variable -> unknown(rule, service, variable)));
  }

  /** {@code KEEP_ALIVE} of a server that nothing else reads: the beginning was forgotten. */
  static Stream<Finding> withoutPrefix(String rule, Installation installation) {
    return installation.services().stream()
        .filter(service -> !service.commands().isEmpty())
        .flatMap(
            service ->
                service.effective().values().stream()
                    .filter(variable -> lacksPrefix(variable.name(), service))
                    .map(
                        variable ->
                            new Finding(
                                VOID,
                                rule,
                                "%s is read by nothing: is %s meant?"
                                    .formatted(variable, PREFIX + variable.name()),
                                variable.place(),
                                "Ollama reads no variable of this name.",
                                service.setting(PREFIX + variable.name(), variable.value()))));
  }

  private static boolean lacksPrefix(String name, Service service) {
    return name.indexOf('_') > 0
        && Envconfig.serverOnly(PREFIX + name)
        && !service.used().contains(name)
        && service.commands().stream().noneMatch(command -> command.contains(name));
  }

  private static boolean isUnknown(String name) {
    return OllamaNames.isOfOllama(name)
        && !name.startsWith("LLAMA_")
        && !Envconfig.names().contains(name)
        && Settings.find(name).isEmpty()
        && Settings.neverExisted(name).isEmpty();
  }

  private static Finding unknown(String rule, Service service, Variable variable) {
    Optional<String> meant = Settings.nearest(variable.name(), Envconfig.names());
    return meant
        .map(
            name ->
                new Finding(
                    VOID,
                    rule,
                    "%s is read by nothing: is %s meant?".formatted(variable, name),
                    variable.place(),
                    "Ollama reads no variable of this name.",
                    service.setting(name, variable.value())))
        .orElseGet(
            () ->
                new Finding(
                    NOTE,
                    rule,
                    variable + " is not read by Ollama 0.33",
                    variable.place(),
                    "It does nothing, unless another program reads it.",
                    service.without(variable.name())));
  }

  /** What clients read of their own environment, set directly on the server. */
  static Stream<Finding> clients(String rule, Installation installation) {
    return installation.services().stream()
        .filter(service -> !service.commands().isEmpty())
        .flatMap(
            service ->
                service.effective().values().stream()
                    .filter(variable -> isAddressForClients(variable, service))
                    .filter(variable -> !isShared(variable, installation))
                    .map(
                        variable ->
                            new Finding(
                                VOID,
                                rule,
                                variable + " is set on the server",
                                variable.place(),
                                "Clients read it in their own environment; the server does not.",
                                service.without(variable.name()))));
  }

  /** Whether the line serves other services as well, by an anchor for one. */
  private static boolean isShared(Variable variable, Installation installation) {
    return installation.services().stream()
            .filter(service -> service.variables().contains(variable))
            .limit(2)
            .count()
        > 1;
  }

  private static boolean isAddressForClients(Variable variable, Service service) {
    return Envconfig.ofClients(variable.name())
        && variable.name().matches("\\w+_(URLS?|BASE|CONFIGS)")
        && variable.place().matches(".*\\.(ya?ml|service|conf|container):\\d+")
        && service.commands().stream().allMatch(command -> command.matches("(ollama )?serve"));
  }

  static Stream<Finding> flags(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.commands().stream()
                    .flatMap(command -> flags(rule, service, command).stream()));
  }

  private static List<Finding> flags(String rule, Service service, String command) {
    List<Finding> findings = new ArrayList<>();
    COMMAND
        .matcher(command)
        .results()
        .forEach(
            match -> {
              boolean run = match.group(1).equals("run");
              Set<String> known = run ? RUN_FLAGS : SERVE_FLAGS;
              FLAG.matcher(match.group(2))
                  .results()
                  .filter(flag -> !known.contains(flag.group(1)))
                  .forEach(
                      flag -> {
                        String value = flag.group(2) == null ? "" : flag.group(2);
                        findings.add(
                            new Finding(
                                HARM,
                                rule,
                                "ollama %s has no flag %s".formatted(match.group(1), flag.group(1)),
                                "%s: %s".formatted(service.name(), command),
                                "It ends at once with \"unknown flag: %s\"."
                                    .formatted(flag.group(1)),
                                flagFix(service, flag.group(1), value)));
                      });
            });
    return findings;
  }

  private static String flagFix(Service service, String flag, String value) {
    String name = flag.substring(2).replace('-', '_');
    String variable = PREFIX + name.toUpperCase(Locale.ROOT);
    if (Envconfig.names().contains(variable)) {
      return service.setting(variable, value.isEmpty() ? "1" : value);
    }
    if (name.equals("port")) {
      return service.setting(Known.OLLAMA_HOST.name(), "127.0.0.1:" + value);
    }
    String option =
        switch (name) {
          case "gpu", "gpu_layers", "num_gpu_layers", "n_gpu_layers" -> Known.NUM_GPU.name();
          case "threads", "num_threads" -> Known.NUM_THREAD.name();
          case "ctx_size", "context", "context_length", "num_context" -> Known.NUM_CTX.name();
          default -> name;
        };
    return Settings.find(option).isPresent()
        ? option(option, value.isEmpty() ? "N" : value)
        : "# leave %s out".formatted(flag);
  }
}
