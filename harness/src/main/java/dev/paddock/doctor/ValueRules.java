package dev.paddock.doctor;

import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Variable;
import dev.paddock.readback.trouble.Telltale;
import dev.paddock.readback.trouble.Told;
import dev.paddock.settings.Drivers;
import dev.paddock.settings.Envconfig;
import dev.paddock.settings.parse.Lookalikes;
import dev.paddock.settings.parse.Reading;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values that Ollama takes for something else, or that mean something that few expect. */
final class ValueRules {
  private ValueRules() {}

  static Stream<Finding> surprises(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service ->
                service.effective().values().stream()
                    .flatMap(
                        variable ->
                            reading(variable).stream()
                                .map(reading -> surprise(rule, service, variable, reading))));
  }

  /** Characters of another kind are a trap of their own, and what a parser makes of them is not. */
  private static Optional<Reading> reading(Variable variable) {
    return Lookalikes.in(variable.value())
        ? Optional.empty()
        : Envconfig.surprise(variable.name(), variable.value())
            .or(() -> Drivers.surprise(variable.name(), variable.value()));
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

  private static Finding unreadable(String rule, ServerLogText log, Told told) {
    return new Finding(
        HARM,
        rule,
        "%s=%s is not understood".formatted(told.named(), told.value()),
        log.evidence(told),
        "Ollama takes the default, %s.".formatted(told.more()),
        "# where it is set: systemctl cat ollama, or docker inspect");
  }

  /** What the server itself complains of, where its environment could not be read. */
  static Stream<Finding> logged(String rule, Installation installation) {
    return installation.logs().stream()
        .flatMap(
            log ->
                log.all(Telltale.UNREADABLE).stream()
                    .filter(told -> installation.set(told.named()).isEmpty())
                    .map(told -> unreadable(rule, log, told)))
        .collect(Collectors.toMap(Finding::what, one -> one, (a, b) -> a))
        .values()
        .stream();
  }
}
