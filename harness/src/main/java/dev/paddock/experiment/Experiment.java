package dev.paddock.experiment;

import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What is to be found out, as an experiment file says it.
 *
 * @param name letters, digits and hyphens; names the run directory
 * @param question what the reader wants to know
 * @param target what is measured
 * @param factors what is varied, at least one; a list of models is the factor {@code model}
 * @param constants settings that hold in every cell; a single model is the constant {@code model}
 * @param where cells that do not fulfil all of these are left out
 * @param metrics what is estimated, at least one
 */
public record Experiment(
    String name,
    Optional<String> question,
    TargetSpec target,
    List<Factor> factors,
    Configuration constants,
    List<Constraint> where,
    LoadSpec load,
    WorkloadSpec workload,
    DesignSpec design,
    List<Metric> metrics,
    List<Objective> objectives,
    List<Hypothesis> hypotheses) {

  public Experiment {
    factors = List.copyOf(factors);
    where = List.copyOf(where);
    metrics = List.copyOf(metrics);
    objectives = List.copyOf(objectives);
    hypotheses = List.copyOf(hypotheses);
  }

  /** The same experiment, with requests of these fields. */
  public Experiment with(AccessSpec.Fields fields) {
    return new Experiment(
        name,
        question,
        target.with(fields),
        factors,
        constants,
        where,
        load,
        workload,
        design,
        metrics,
        objectives,
        hypotheses);
  }

  /** The same experiment, with this model where it names none. */
  public Experiment withModel(String model) {
    return new Experiment(
        name,
        question,
        target,
        factors,
        constants.with(Known.MODEL, new Value.Text(model)),
        where,
        load,
        workload,
        design,
        metrics,
        objectives,
        hypotheses);
  }

  /** How requests are sent, and by which levels of a cell that is changed. */
  public String loadInWords() {
    String varied =
        factors.stream()
            .filter(factor -> factor.setting().scope() == Scope.LOAD)
            .map(Factor::name)
            .collect(Collectors.joining(", "));
    return load.words() + (varied.isEmpty() ? "" : " (%s as each cell has it)".formatted(varied));
  }

  /** The load that a run looks for, where it looks for one. */
  public Optional<Setting> searched() {
    return factors.stream().filter(Factor::searched).map(Factor::setting).findFirst();
  }

  /**
   * A whole cell: {@code partial}, with the first level of every factor that it leaves out.
   *
   * @param max what {@code max} stands for; where it is empty, {@code max} stays
   */
  public Configuration complete(Configuration partial, OptionalLong max) {
    Map<Setting, Value> whole = new LinkedHashMap<>();
    for (Factor factor : factors) {
      Value level = partial.get(factor.setting()).orElseGet(() -> factor.resolve(max).getFirst());
      boolean known = level instanceof Value.Max && max.isPresent();
      whole.put(factor.setting(), known ? new Value.Whole(max.getAsLong()) : level);
    }
    return meaningful(new Configuration(whole));
  }

  /**
   * Levels of a cell, without those that mean nothing in it: where requests go straight to the
   * server, settings of the proxy are unset.
   */
  public static Configuration meaningful(Configuration levels) {
    if (!new Value.Text("direct").equals(levels.orUnset(Known.PROXY))) {
      return levels;
    }
    return levels.replaced(
        (setting, level) ->
            setting.scope() == Scope.PROXY && !setting.equals(Known.PROXY)
                ? new Value.Unset()
                : level);
  }

  /**
   * Everything that is set in a cell: what the load and the workload say, constants, server
   * variables, and over all of these the cell's own levels.
   */
  public Configuration settings(Configuration levels) {
    Map<Setting, Value> settings = new LinkedHashMap<>(load.settings().values());
    switch (workload.prompts()) {
      case PromptSource.Drawn(int tokens) ->
          settings.put(Known.WORKLOAD_PROMPT_TOKENS, new Value.Whole(tokens));
      case PromptSource.Own own -> {
        settings.put(Known.WORKLOAD_PROMPTS, new Value.Text(own.name()));
        settings.put(Known.WORKLOAD_LENGTHS, lower(own.length()));
      }
    }
    switch (workload.answers()) {
      case AnswerLength.None none ->
          settings.put(Known.WORKLOAD_BATCH, new Value.Whole(workload.batch()));
      case AnswerLength.Exactly(int tokens) ->
          settings.put(Known.WORKLOAD_OUTPUT_TOKENS, new Value.Whole(tokens));
      case AnswerLength.Natural(int cap) ->
          settings.put(Known.WORKLOAD_OUTPUT_TOKENS, new Value.Whole(cap));
    }
    settings.put(Known.WORKLOAD_TURNS, new Value.Whole(workload.turns()));
    settings.put(Known.WORKLOAD_PREFIX, lower(workload.prefix()));
    settings.put(Known.WORKLOAD_API, lower(workload.api()));
    settings.putAll(constants.values());
    target
        .environment()
        .forEach(
            (name, text) -> {
              Setting setting = Settings.named(name);
              settings.put(setting, setting.canonical(new Value.Text(text)));
            });
    return new Configuration(settings).with(levels);
  }

  private static Value lower(Enum<?> word) {
    return new Value.Text(word.name().toLowerCase(Locale.ROOT));
  }
}
