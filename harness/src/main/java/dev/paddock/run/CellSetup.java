package dev.paddock.run;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.plan.Cell;
import dev.paddock.plan.ManagedDefaults;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
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
 * @param settings all of them by name
 * @param load as the file has it, with the cell's load.* levels
 * @param workload as the file has it, with the cell's workload.* levels
 * @param variables of the server; unset ones are left out
 * @param proxy settings of a proxy in front of it; unset ones are left out
 * @param body of its requests
 */
record CellSetup(
    Map<String, Value> settings,
    LoadSpec load,
    WorkloadSpec workload,
    SortedMap<String, String> variables,
    SortedMap<String, String> proxy,
    Body body) {

  CellSetup {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    proxy = Collections.unmodifiableSortedMap(new TreeMap<>(proxy));
  }

  static CellSetup of(Experiment experiment, Cell cell) {
    Map<String, Value> settings = new LinkedHashMap<>();
    ManagedDefaults.of(experiment).forEach((name, text) -> settings.put(name, read(text)));
    settings.putAll(experiment.constants());
    experiment.target().environment().forEach((name, text) -> settings.put(name, read(text)));
    settings.putAll(cell.levels());
    WorkloadSpec workload = workload(experiment.workload(), settings);
    return new CellSetup(
        settings,
        experiment.load().with(settings),
        workload,
        variables(experiment, settings),
        given(settings, Scope.PROXY),
        Dialect.of(experiment.target().kind()).body(workload, settings));
  }

  /** What a variable's text stands for, so that read-back compares numbers with numbers. */
  private static Value read(String text) {
    return text.matches("\\d{1,9}") ? new Value.Whole(Long.parseLong(text)) : Value.of(text);
  }

  /** The model that the cell asks for. */
  String model() {
    Value model = settings.get(Known.MODEL.name());
    if (model == null) {
      throw new IllegalStateException("the parser lets no experiment without a model pass");
    }
    return model.toString();
  }

  private static WorkloadSpec workload(WorkloadSpec workload, Map<String, Value> settings) {
    return new WorkloadSpec(
        (int) whole(settings, Known.WORKLOAD_PROMPT_TOKENS.name(), workload.promptTokens()),
        (int) whole(settings, Known.WORKLOAD_OUTPUT_TOKENS.name(), workload.outputTokens()),
        choice(
            settings, Known.WORKLOAD_PREFIX.name(), WorkloadSpec.Prefix.class, workload.prefix()),
        choice(settings, Known.WORKLOAD_API.name(), WorkloadSpec.Api.class, workload.api()));
  }

  private static long whole(Map<String, Value> settings, String name, long otherwise) {
    return settings.get(name) instanceof Value.Whole(long number) ? number : otherwise;
  }

  private static <E extends Enum<E>> E choice(
      Map<String, Value> settings, String name, Class<E> type, E otherwise) {
    return settings.get(name) instanceof Value.Text(String text)
        ? Enum.valueOf(type, text.toUpperCase(Locale.ROOT))
        : otherwise;
  }

  /**
   * The file's environment as it stands, since no list of names is whole, with the levels on top.
   */
  private static SortedMap<String, String> variables(
      Experiment experiment, Map<String, Value> settings) {
    SortedMap<String, String> variables = new TreeMap<>(experiment.target().environment());
    variables.keySet().removeIf(name -> settings.get(name) instanceof Value.Unset);
    variables.putAll(given(settings, Scope.SERVER));
    return variables;
  }

  private static SortedMap<String, String> given(Map<String, Value> settings, Scope scope) {
    SortedMap<String, String> values = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (!(value instanceof Value.Unset)
              && Settings.find(name).filter(s -> s.scope() == scope).isPresent()) {
            values.put(name, value.toString());
          }
        });
    return values;
  }
}
