package dev.paddock.run;

import dev.paddock.experiment.AnswerLength;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.PromptSource;
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
import java.util.OptionalLong;
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
        prompts(workload.prompts(), settings),
        answers(workload.answers(), settings),
        choice(settings, Known.WORKLOAD_PREFIX, WorkloadSpec.Prefix.class, workload.prefix()),
        choice(settings, Known.WORKLOAD_API, WorkloadSpec.Api.class, workload.api()),
        (int) settings.whole(Known.WORKLOAD_TURNS).orElse(workload.turns()),
        workload.system(),
        (int) settings.whole(Known.WORKLOAD_BATCH).orElse(workload.batch()),
        workload.check(),
        workload.attached());
  }

  private static PromptSource prompts(PromptSource prompts, Configuration settings) {
    return switch (prompts) {
      case PromptSource.Drawn(int tokens) ->
          new PromptSource.Drawn((int) settings.whole(Known.WORKLOAD_PROMPT_TOKENS).orElse(tokens));
      case PromptSource.Own(String file, var length) ->
          new PromptSource.Own(
              settings.get(Known.WORKLOAD_PROMPTS).map(Value::toString).orElse(file),
              choice(settings, Known.WORKLOAD_LENGTHS, PromptSource.Length.class, length));
    };
  }

  /** A level that is a number asks for exactly so many tokens. */
  private static AnswerLength answers(AnswerLength answers, Configuration settings) {
    OptionalLong tokens = settings.whole(Known.WORKLOAD_OUTPUT_TOKENS);
    return tokens.isPresent() ? new AnswerLength.Exactly((int) tokens.getAsLong()) : answers;
  }

  private static <E extends Enum<E>> E choice(
      Configuration settings, Setting setting, Class<E> type, E otherwise) {
    return settings.orUnset(setting) instanceof Value.Text(String text)
        ? Enum.valueOf(type, text.toUpperCase(Locale.ROOT))
        : otherwise;
  }
}
