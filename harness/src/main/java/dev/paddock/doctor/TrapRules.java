package dev.paddock.doctor;

import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Variable;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.trap.Traps;
import java.util.stream.Stream;

/** Variables that the table of traps catches: void, overwritten, or harmful by their values. */
final class TrapRules {
  private TrapRules() {}

  /** What is found under a rule's name. */
  static Stream<Finding> of(String rule, Installation installation) {
    return installation.environments().stream()
        .flatMap(
            service -> {
              Situation here = service.situation();
              return service.effective().values().stream()
                  .flatMap(variable -> of(rule, service, variable, here));
            });
  }

  private static Stream<Finding> of(
      String rule, Service service, Variable variable, Situation here) {
    return Settings.ofEnvironment(variable.name()).stream()
        .flatMap(
            setting ->
                Traps.of(setting)
                    .filter(trap -> trap.catches(setting, here))
                    .flatMap(trap -> trap.found().stream()))
        .filter(found -> found.rule().equals(rule))
        .map(found -> finding(found, service, variable));
  }

  private static Finding finding(Trap.Found found, Service service, Variable variable) {
    String besides =
        found
            .cause()
            .flatMap(cause -> service.variable(cause.name()))
            .map(cause -> ", and %s: %s".formatted(cause.place(), cause))
            .orElse("");
    return new Finding(
        found.severity(),
        found.rule(),
        found.what().formatted(variable),
        variable.place() + besides,
        found.effect(),
        found
            .instead()
            .apply(variable.value())
            .map(instead -> fix(service, instead))
            .orElse(service.without(variable.name())));
  }

  private static String fix(Service service, Trap.Assignment instead) {
    Setting setting = instead.setting();
    return setting.scope() == Scope.SERVER
        ? service.setting(setting.name(), instead.text())
        : NameRules.option(setting.name(), instead.text());
  }
}
