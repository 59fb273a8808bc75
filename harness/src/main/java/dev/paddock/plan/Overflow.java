package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import java.util.List;
import java.util.OptionalLong;

/** Finds cells whose prompt and answer do not fit into their context: they could only fail. */
final class Overflow {
  private Overflow() {}

  static void check(Experiment experiment, List<Cell> cells) {
    if (experiment.target().kind() == TargetSpec.Kind.JMH) {
      return;
    }
    List<String> over =
        cells.stream()
            .filter(cell -> overflows(experiment.settings(cell.levels())))
            .map(cell -> cell.id() + " (" + cell.label() + ")")
            .toList();
    if (!over.isEmpty()) {
      throw new PlanException(
          ("%s: prompt and answer do not fit into the context of %s%s: the server would refuse or"
                  + " cut them.\n"
                  + "  Raise num_ctx, or lower workload.prompt_tokens or workload.output_tokens;"
                  + " where: [workload.prompt_tokens + workload.output_tokens <= num_ctx] leaves"
                  + " such cells out.")
              .formatted(
                  experiment.name(),
                  String.join(", ", over.subList(0, Math.min(5, over.size()))),
                  over.size() > 5 ? " and " + (over.size() - 5) + " more" : ""));
    }
  }

  private static boolean overflows(Configuration settings) {
    OptionalLong context = settings.whole(Known.NUM_CTX);
    if (context.isEmpty()) {
      context = settings.whole(Known.OLLAMA_CONTEXT_LENGTH);
    }
    OptionalLong prompt = settings.whole(Known.WORKLOAD_PROMPT_TOKENS);
    OptionalLong answer = settings.whole(Known.WORKLOAD_OUTPUT_TOKENS);
    return context.isPresent()
        && context.getAsLong() > 0
        && prompt.orElse(0) + answer.orElse(0) > context.getAsLong();
  }
}
