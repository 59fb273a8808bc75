package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The variables that a managed Ollama gets beside those of its cell: what would disturb a
 * measurement unless the experiment itself says otherwise. They are the same for a whole run, so no
 * contrast is mixed with them.
 */
public final class ManagedDefaults {
  private ManagedDefaults() {}

  /**
   * These variables, none where the target is no managed Ollama; one that the experiment sets
   * anywhere is left to it.
   */
  public static Configuration of(Experiment experiment) {
    Map<Setting, Value> variables = new LinkedHashMap<>();
    if (experiment.target().kind() != TargetSpec.Kind.OLLAMA || !experiment.target().managed()) {
      return Configuration.NONE;
    }
    if (asksForColdPrompts(experiment)) {
      // llama-server keeps prompts of slots that were taken over in up to 8 GiB of the host's RAM.
      variables.put(Known.LLAMA_ARG_CACHE_RAM, new Value.Whole(0));
    }
    // The server calls home at start and now and then.
    variables.put(Known.OLLAMA_NO_CLOUD, new Value.Whole(1));
    variables.keySet().removeAll(experiment.constants().settings());
    experiment
        .target()
        .environment()
        .keySet()
        .forEach(name -> variables.remove(Settings.named(name)));
    experiment.factors().forEach(factor -> variables.remove(factor.setting()));
    return new Configuration(variables);
  }

  private static boolean asksForColdPrompts(Experiment experiment) {
    return experiment.factors().stream()
        .filter(factor -> factor.setting().equals(Known.WORKLOAD_PREFIX))
        .findFirst()
        .map(factor -> factor.resolve(OptionalLong.empty()).contains(new Value.Text("unique")))
        .orElse(experiment.workload().prefix() == Prefix.UNIQUE);
  }
}
