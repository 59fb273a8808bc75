package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.doctor.host.Running;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Variable;
import dev.paddock.settings.Envconfig;
import dev.paddock.settings.parse.EnvText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Assignments that reach nobody: ignored lines, later ones, another process's, an older start's.
 */
final class ReachRules {
  private ReachRules() {}

  static Stream<Finding> ignoredLines(String rule, Installation installation) {
    return installation.services().stream()
        .flatMap(service -> service.slips().stream())
        .map(
            slip ->
                new Finding(
                    slip.severity(), rule, slip.what(), slip.place(), slip.effect(), slip.fix()));
  }

  /** The base unit is there to be overridden; one drop-in that undoes another is not seen. */
  static Stream<Finding> overridden(String rule, Installation installation) {
    return installation.services().stream().flatMap(service -> overridden(rule, service));
  }

  private static Stream<Finding> overridden(String rule, Service service) {
    Map<String, Variable> last = service.effective();
    return service.variables().stream()
        .filter(variable -> OllamaNames.isOfOllama(variable.name()))
        .flatMap(
            variable ->
                overridden(rule, service, variable, last.getOrDefault(variable.name(), variable))
                    .stream());
  }

  private static Optional<Finding> overridden(
      String rule, Service service, Variable variable, Variable last) {
    boolean meantSo =
        service.kind().isUnit()
            && file(variable).endsWith(".service")
            && !file(last).equals(file(variable));
    return last.value().equals(variable.value()) || meantSo
        ? Optional.empty()
        : Optional.of(
            new Finding(
                VOID,
                rule,
                "%s is overridden by %s".formatted(variable, last),
                "%s, and then %s".formatted(variable.place(), last.place()),
                "The later line counts; the earlier one does nothing.",
                "# delete one of the two, or:\n"
                    + service.setting(variable.name(), variable.value())));
  }

  private static String file(Variable variable) {
    return variable.place().replaceFirst(":\\d+$", "");
  }

  /** An {@code export} in {@code .bashrc} reaches what is started from that shell, no service. */
  static Stream<Finding> shellOnly(String rule, Installation installation) {
    List<Service> servers =
        Stream.concat(
                installation.services().stream(),
                installation.running().stream()
                    .filter(Running::readable)
                    .filter(process -> installation.unitOf(process).isEmpty())
                    .map(Running::service))
            .toList();
    return installation.shell().effective().values().stream()
        .filter(variable -> Envconfig.serverOnly(variable.name()))
        .filter(variable -> variable.name().startsWith("OLLAMA_"))
        .filter(variable -> servers.stream().noneMatch(service -> has(service, variable)))
        .flatMap(
            variable ->
                servers.stream().limit(1).map(service -> shellOnly(rule, service, variable)));
  }

  private static boolean has(Service service, Variable variable) {
    return service
        .variable(variable.name())
        .filter(other -> other.value().equals(variable.value()))
        .isPresent();
  }

  private static Finding shellOnly(String rule, Service service, Variable variable) {
    String there =
        service
            .variable(variable.name())
            .map(other -> "which has " + other)
            .orElse("which does not have it");
    return new Finding(
        VOID,
        rule,
        "%s of your shell does not reach %s".formatted(variable, service.name()),
        variable.place(),
        "Only what you start from this shell gets it, not %s, %s.".formatted(service.name(), there),
        service.setting(variable.name(), variable.value()));
  }

  static Stream<Finding> stale(String rule, Installation installation) {
    return Stream.concat(
        installation.running().stream()
            .filter(Running::readable)
            .flatMap(
                process ->
                    installation.unitOf(process).stream()
                        .flatMap(unit -> stale(rule, unit, process))),
        installation.services().stream()
            .filter(service -> service.kind().isUnit())
            .flatMap(unit -> staleByLog(rule, unit, installation)));
  }

  private static Stream<Finding> stale(String rule, Service unit, Running process) {
    Map<String, Variable> now = process.service().effective();
    Map<String, Variable> written = unit.effective();
    return Stream.concat(now.keySet().stream(), written.keySet().stream())
        .distinct()
        .filter(OllamaNames::isOfOllama)
        .flatMap(
            name -> {
              Optional<Variable> has = Optional.ofNullable(now.get(name));
              Optional<Variable> wanted = Optional.ofNullable(written.get(name));
              return has.map(Variable::value).equals(wanted.map(Variable::value))
                  ? Stream.empty()
                  : Stream.of(
                      stale(
                          rule,
                          unit,
                          name,
                          wanted.map(Variable::toString).orElse("no " + name),
                          has.map(Variable::toString).orElse("no " + name),
                          wanted.map(Variable::place).orElse(unit.name())
                              + ", and "
                              + has.map(Variable::place).orElse("pid " + process.pid())));
            });
  }

  /** Where the process is another user's, its log still says which numbers it took. */
  private static Stream<Finding> staleByLog(String rule, Service unit, Installation installation) {
    boolean seen =
        installation.running().stream()
            .anyMatch(
                process ->
                    process.readable() && process.unit().filter(unit.name()::equals).isPresent());
    return seen
        ? Stream.empty()
        : installation.logs().stream()
            .filter(log -> log.name().contains(unit.name()))
            .flatMap(
                log -> {
                  Map<String, String> configured = log.configured();
                  return unit.effective().values().stream()
                      .filter(variable -> configured.containsKey(variable.name()))
                      .filter(variable -> EnvText.numberOf(variable.value()).isPresent())
                      .filter(
                          variable ->
                              configured.getOrDefault(variable.name(), "").matches("\\d+")
                                  && !configured
                                      .getOrDefault(variable.name(), "")
                                      .equals(EnvText.stripped(variable.value())))
                      .map(
                          variable ->
                              stale(
                                  rule,
                                  unit,
                                  variable.name(),
                                  variable.toString(),
                                  variable.name() + "=" + configured.get(variable.name()),
                                  variable.place() + ", and " + log.name() + ": server config"));
                });
  }

  private static Finding stale(
      String rule, Service unit, String name, String wanted, String has, String evidence) {
    String user = unit.kind() == Service.Kind.USER_UNIT ? "systemctl --user" : "sudo systemctl";
    return new Finding(
        HARM,
        rule,
        "%s was not restarted since %s changed".formatted(unit.name(), name),
        evidence,
        "The unit says %s, the process that runs has %s.".formatted(wanted, has),
        "%s daemon-reload && %s restart %s".formatted(user, user, unit.name()));
  }
}
