package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The variables that a managed Ollama gets beside those of its cell: what would disturb a
 * measurement unless the experiment itself says otherwise. They are the same for a whole run, so no
 * contrast is mixed with them.
 */
public final class ManagedDefaults {
  private ManagedDefaults() {}

  /**
   * These variables by name, none where the target is no managed Ollama; one that the experiment
   * sets anywhere is left to it.
   */
  public static SortedMap<String, String> of(Experiment experiment) {
    SortedMap<String, String> variables = new TreeMap<>();
    if (experiment.target().kind() != TargetSpec.Kind.OLLAMA || !experiment.target().managed()) {
      return variables;
    }
    // The server calls home at start and now and then.
    variables.put(Known.OLLAMA_NO_CLOUD.name(), "1");
    if (asksForColdPrompts(experiment)) {
      // llama-server keeps prompts of slots that were taken over in up to 8 GiB of the host's RAM.
      variables.put(Known.LLAMA_ARG_CACHE_RAM.name(), "0");
    }
    variables.keySet().removeAll(experiment.constants().keySet());
    variables.keySet().removeAll(experiment.target().environment().keySet());
    experiment.factors().forEach(factor -> variables.remove(factor.name()));
    return variables;
  }

  private static boolean asksForColdPrompts(Experiment experiment) {
    return experiment.factors().stream()
        .filter(factor -> factor.name().equals(Known.WORKLOAD_PREFIX.name()))
        .findFirst()
        .map(factor -> factor.resolve(OptionalLong.empty()).contains(new Value.Text("unique")))
        .orElse(experiment.workload().prefix() == Prefix.UNIQUE);
  }
}
