package dev.paddock.experiment;

import dev.paddock.settings.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
}
