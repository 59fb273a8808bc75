package dev.paddock.run;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.plan.Cell;
import dev.paddock.plan.ManagedDefaults;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import dev.paddock.target.Body;
import dev.paddock.target.Dialect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that one cell sets: the file's constants with the cell's levels on top.
 *
 * @param settings all of them
 * @param load as the file has it, with the cell's load.* levels
 * @param workload as the file has it, with the cell's workload.* levels
 * @param variables of the server; unset ones are left out
 * @param proxy settings of a proxy in front of it
 * @param body of its requests
 */
record CellSetup(
    Configuration settings,
    LoadSpec load,
    WorkloadSpec workload,
    SortedMap<String, String> variables,
    Configuration proxy,
    Body body) {

  CellSetup {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  static CellSetup of(Experiment experiment, Cell cell) {
    Configuration settings =
        ManagedDefaults.of(experiment)
            .with(experiment.constants())
            .with(environment(experiment))
            .with(cell.levels());
    WorkloadSpec workload = workload(experiment.workload(), settings);
    return new CellSetup(
        settings,
        experiment.load().with(settings),
        workload,
        settings.texts(Scope.SERVER),
        settings.only(setting -> setting.scope() == Scope.PROXY),
        Dialect.of(experiment.target().kind())
            .body(workload, settings, experiment.target().access().sent()));
  }

  private static Configuration environment(Experiment experiment) {
    Map<Setting, Value> variables = new LinkedHashMap<>();
    experiment
        .target()
        .environment()
        .forEach((name, text) -> variables.put(Settings.named(name), read(text)));
    return new Configuration(variables);
  }

  /** What a variable's text stands for, so that read-back compares numbers with numbers. */
  private static Value read(String text) {
    return text.matches("\\d{1,9}") ? new Value.Whole(Long.parseLong(text)) : Value.of(text);
  }

  /** The model that the cell asks for. */
  String model() {
    return settings
        .get(Known.MODEL)
        .orElseThrow(
            () -> new IllegalStateException("the parser lets no experiment without a model pass"))
        .toString();
  }

  private static WorkloadSpec workload(WorkloadSpec workload, Configuration settings) {
    return new WorkloadSpec(
        (int) settings.whole(Known.WORKLOAD_PROMPT_TOKENS).orElse(workload.promptTokens()),
        (int) settings.whole(Known.WORKLOAD_OUTPUT_TOKENS).orElse(workload.outputTokens()),
        choice(settings, Known.WORKLOAD_PREFIX, WorkloadSpec.Prefix.class, workload.prefix()),
        choice(settings, Known.WORKLOAD_API, WorkloadSpec.Api.class, workload.api()));
  }

  private static <E extends Enum<E>> E choice(
      Configuration settings, Setting setting, Class<E> type, E otherwise) {
    return settings.orUnset(setting) instanceof Value.Text(String text)
        ? Enum.valueOf(type, text.toUpperCase(Locale.ROOT))
        : otherwise;
  }
}
