package dev.paddock.experiment;

import dev.paddock.record.Metric;
import dev.paddock.settings.Known;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be found out, as an experiment file says it.
 *
 * @param name letters, digits and hyphens; names the run directory
 * @param question what the reader wants to know
 * @param target what is measured
 * @param factors what is varied, at least one; a list of models is the factor {@code model}
 * @param constants settings that hold in every cell, by name; a single model is the constant {@code
 *     model}
 * @param where cells that do not fulfil all of these are left out
 * @param metrics what is estimated, at least one
 */
public record Experiment(
    String name,
    Optional<String> question,
    TargetSpec target,
    List<Factor> factors,
    Map<String, Value> constants,
    List<Constraint> where,
    LoadSpec load,
    WorkloadSpec workload,
    DesignSpec design,
    List<Metric> metrics,
    List<Objective> objectives,
    List<Hypothesis> hypotheses) {

  public Experiment {
    factors = List.copyOf(factors);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    where = List.copyOf(where);
    metrics = List.copyOf(metrics);
    objectives = List.copyOf(objectives);
    hypotheses = List.copyOf(hypotheses);
  }

  /** The same experiment, with this model where it names none. */
  public Experiment withModel(String model) {
    Map<String, Value> all = new LinkedHashMap<>(constants);
    all.put(Known.MODEL.name(), new Value.Text(model));
    return new Experiment(
        name,
        question,
        target,
        factors,
        all,
        where,
        load,
        workload,
        design,
        metrics,
        objectives,
        hypotheses);
  }

  /**
   * A whole cell: {@code partial}, with the first level of every factor that it leaves out.
   *
   * @param max what {@code max} stands for; where it is empty, {@code max} stays
   */
  public Map<String, Value> complete(Map<String, Value> partial, OptionalLong max) {
    Map<String, Value> whole = new LinkedHashMap<>();
    for (Factor factor : factors) {
      Value named = partial.get(factor.name());
      Value level = named == null ? factor.resolve(max).getFirst() : named;
      boolean known = level instanceof Value.Max && max.isPresent();
      whole.put(factor.name(), known ? new Value.Whole(max.getAsLong()) : level);
    }
    return meaningful(whole);
  }

  /**
   * Levels of a cell, without those that mean nothing in it: where requests go straight to the
   * server, settings of the proxy are unset.
   */
  public static Map<String, Value> meaningful(Map<String, Value> levels) {
    if (!new Value.Text("direct").equals(levels.get(Known.PROXY.name()))) {
      return levels;
    }
    Map<String, Value> meaningful = new LinkedHashMap<>(levels);
    meaningful.replaceAll((name, level) -> name.startsWith("proxy.") ? new Value.Unset() : level);
    return meaningful;
  }

  /**
   * Everything that is set in a cell, by name: what the load and the workload say, constants,
   * server variables, and over all of these the cell's own levels.
   */
  public Map<String, Value> settings(Map<String, Value> levels) {
    Map<String, Value> settings = new LinkedHashMap<>();
    settings.putAll(load.settings());
    settings.put(Known.WORKLOAD_PROMPT_TOKENS.name(), new Value.Whole(workload.promptTokens()));
    settings.put(Known.WORKLOAD_OUTPUT_TOKENS.name(), new Value.Whole(workload.outputTokens()));
    settings.put(Known.WORKLOAD_PREFIX.name(), lower(workload.prefix()));
    settings.put(Known.WORKLOAD_API.name(), lower(workload.api()));
    settings.putAll(constants);
    target
        .environment()
        .forEach(
            (name, text) ->
                settings.put(
                    name,
                    Settings.find(name)
                        .map(setting -> setting.canonical(new Value.Text(text)))
                        .orElse(new Value.Text(text))));
    settings.putAll(levels);
    return settings;
  }

  private static Value lower(Enum<?> word) {
    return new Value.Text(word.name().toLowerCase(Locale.ROOT));
  }
}
