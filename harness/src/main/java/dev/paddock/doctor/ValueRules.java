package dev.paddock.doctor;

import static dev.paddock.doctor.Severity.HARM;
import static dev.paddock.doctor.Severity.NOTE;
import static dev.paddock.doctor.Severity.VOID;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values that Ollama takes for something else, or that mean something that few expect. */
final class ValueRules {
  private static final Pattern INVALID =
      Pattern.compile(
          "invalid environment variable, using default\"? key=(\\S+) value=(\"[^\"]*\"|\\S+)"
              + " default=(\\S+)");

  /**
   * A valid value that means something of its own; without {@code instead} unsetting is the fix.
   */
  private record Special(
      Severity severity, String name, Pattern value, String what, String effect, String instead) {}

  private static final List<Special> SPECIAL =
      List.of(
          new Special(
              NOTE,
              "OLLAMA_NUM_PARALLEL",
              Pattern.compile("0+"),
              "is 1",
              "Older releases chose a number by themselves; Ollama 0.33 takes 0 for 1.",
              "4"),
          new Special(
              HARM,
              "OLLAMA_MAX_QUEUE",
              Pattern.compile("0+"),
              "refuses requests",
              "With no room to wait a request gets 503 \"server busy\" whenever the scheduler is at"
                  + " work; 0 is not \"no limit\".",
              "512"),
          new Special(
              NOTE,
              "OLLAMA_MAX_QUEUE",
              Pattern.compile("(?!512$)0*[1-9]\\d*"),
              "does not limit who waits for a loaded model",
              "It holds only for requests that need a model to be scheduled. Those for a loaded"
                  + " model wait without limit: such a limit belongs into a proxy in front.",
              ""),
          new Special(
              NOTE,
              "OLLAMA_KEEP_ALIVE",
              Pattern.compile("[-+]?0+(ns|us|µs|ms|s|m|h)?"),
              "unloads after every request",
              "Each request then waits for the model to load.",
              "5m"),
          new Special(
              NOTE,
              "OLLAMA_DEBUG",
              Pattern.compile("1|t|T|TRUE|true|True|0*[2-9]\\d*"),
              "logs more",
              "Every request then writes log lines, which takes time and disk.",
              ""));

  private ValueRules() {}

  static Stream<Finding> surprises(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.effective().values().stream()
                    .flatMap(
                        variable ->
                            Envconfig.surprise(variable.name(), variable.value()).stream()
                                .map(reading -> surprise(rule, service, variable, reading))));
  }

  private static Finding surprise(
      String rule, Service service, Variable variable, Reading reading) {
    return new Finding(
        reading.severity(),
        rule,
        variable + " " + reading.what(),
        variable.place(),
        reading.effect(),
        reading
            .instead()
            .map(value -> service.setting(variable.name(), value))
            .orElse(service.without(variable.name())));
  }

  /** What the server itself complains of, where its environment could not be read. */
  static Stream<Finding> logged(String rule, Installation installation) {
    return installation.logs().stream()
        .flatMap(log -> log.all(INVALID).stream())
        .filter(hit -> installation.set(hit.group(1)).isEmpty())
        .map(
            hit ->
                new Finding(
                    HARM,
                    rule,
                    "%s=%s is not understood".formatted(hit.group(1), hit.group(2)),
                    hit.evidence(),
                    "Ollama takes the default, %s.".formatted(hit.group(3)),
                    "# where it is set: systemctl cat ollama, or docker inspect"))
        .collect(Collectors.toMap(Finding::what, one -> one, (a, b) -> a))
        .values()
        .stream();
  }

  /** Numbers that are valid and mean something of their own. */
  static Stream<Finding> numbers(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.effective().values().stream()
                    .flatMap(variable -> number(rule, service, variable)));
  }

  private static Stream<Finding> number(String rule, Service service, Variable variable) {
    String value = Envconfig.stripped(variable.value());
    return SPECIAL.stream()
        .filter(special -> special.name().equals(variable.name()))
        .filter(special -> special.value().matcher(value).matches())
        .map(
            special ->
                new Finding(
                    special.severity(),
                    rule,
                    variable + " " + special.what(),
                    variable.place(),
                    special.effect(),
                    special.instead().isEmpty()
                        ? service.without(variable.name())
                        : service.setting(variable.name(), special.instead())));
  }

  /** The variable reaches the log, the choice of the context and MLX, not llama.cpp. */
  static Stream<Finding> withoutEffect(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.variable("OLLAMA_GPU_OVERHEAD").stream()
                    .filter(
                        variable ->
                            Envconfig.numberOf(variable.value()).filter(n -> n > 0).isPresent())
                    .map(
                        variable ->
                            new Finding(
                                VOID,
                                rule,
                                variable + " leaves no VRAM free",
                                variable.place(),
                                "Since 0.30 llama.cpp places the layers and does not know it; it"
                                    + " obeys LLAMA_ARG_FIT_TARGET, in MiB (1024 without it).",
                                service.setting(
                                    "LLAMA_ARG_FIT_TARGET",
                                    Long.toString(
                                        1024
                                            + (Envconfig.numberOf(variable.value()).orElse(0L)
                                                >> 20))))));
  }
}
