package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.trap.Traps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which settings of a plan cannot take effect here, and which cells cannot run, as far as that is
 * known beforehand. A trial that sets them all the same is invalid by its read-back; these
 * sentences save the night.
 */
public final class VoidSettings {
  private VoidSettings() {}

  /** Sentences that begin with {@code void:} or {@code infeasible:}; none where all can hold. */
  public static List<String> of(Experiment experiment, Plan plan, Circumstances circumstances) {
    if (experiment.target().kind() == TargetSpec.Kind.JMH) {
      return List.of();
    }
    Map<Cell, Configuration> settings = new LinkedHashMap<>();
    plan.cells().forEach(cell -> settings.put(cell, experiment.settings(cell.levels())));
    List<Situation> situations = situations(experiment, circumstances);
    return Traps.all().stream()
        .flatMap(trap -> trap.planned().stream().flatMap(_ -> of(trap, situations, settings)))
        .distinct()
        .toList();
  }

  /** One for each model; one where none is known. */
  private static List<Situation> situations(Experiment experiment, Circumstances circumstances) {
    Situation here =
        new Situation(
            experiment.target().kind() == TargetSpec.Kind.OLLAMA,
            Optional.empty(),
            circumstances.seesGpu(),
            Optional.empty(),
            Configuration.NONE);
    return circumstances.models().isEmpty()
        ? List.of(here)
        : circumstances.models().stream().map(here::with).toList();
  }

  private static Stream<String> of(
      Trap trap, List<Situation> situations, Map<Cell, Configuration> settings) {
    return situations.stream()
        .flatMap(here -> trap.of().stream().flatMap(one -> of(trap, one, here, settings)));
  }

  private static Stream<String> of(
      Trap trap, Setting setting, Situation here, Map<Cell, Configuration> settings) {
    List<Cell> caught = new ArrayList<>();
    settings.forEach(
        (cell, values) -> {
          if (trap.catches(setting, here.with(values))) {
            caught.add(cell);
          }
        });
    if (caught.isEmpty()) {
      return Stream.of();
    }
    Trap.Planned planned = trap.planned().orElseThrow();
    String name = setting.name();
    String reason = planned.reason().apply(setting, here);
    String cells = caught.stream().map(Cell::id).collect(Collectors.joining(", "));
    return switch (planned.of()) {
      case SETTING -> Stream.of("void: %s: %s".formatted(name, reason));
      case VALUE ->
          caught.stream()
              .flatMap(
                  cell -> settings.getOrDefault(cell, Configuration.NONE).get(setting).stream())
              .distinct()
              .map(value -> "void: %s %s: %s".formatted(name, value, reason));
      case CELLS -> Stream.of("void: %s in %s: %s".formatted(name, cells, reason));
      case INFEASIBLE -> Stream.of("infeasible: %s: %s".formatted(cells, reason));
    };
  }
}
