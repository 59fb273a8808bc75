package dev.paddock.experiment.file;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What an experiment that draws its cells must have, and what it cannot have beside that. */
final class SampleRules {
  private static final String SAMPLE = "design.sample";

  private final Fields file;
  private final DesignSpec design;
  private final List<Factor> factors;

  private SampleRules(Fields file, DesignSpec design, List<Factor> factors) {
    this.file = file;
    this.design = design;
    this.factors = factors;
  }

  /** Writes down what does not fit. */
  static void check(Fields file, DesignSpec design, FactorsReader.Varied varied) {
    SampleRules rules = new SampleRules(file, design, varied.factors());
    if (design.sample().isEmpty()) {
      varied.factors().stream().filter(Factor::drawn).forEach(rules::neverDrawn);
    } else if (varied.factors().size() == varied.named().size()) {
      rules.drawable(design.sample().getAsInt());
    }
  }

  private void neverDrawn(Factor factor) {
    Place place =
        file.node("factors")
            .flatMap(
                node ->
                    node instanceof Node.Mapping mapping
                        ? Optional.ofNullable(mapping.entries().get(factor.name()))
                        : Optional.empty())
            .map(Node.Entry::place)
            .orElse(file.place());
    file.problems()
        .add(
            place,
            "factors." + factor.name(),
            "is a range without levels, and nothing says how many cells to draw from it",
            "Add levels: {from: …, to: …, levels: 5}, or draw: design: {sample: 16}.");
  }

  private void drawable(int sample) {
    if (factors.stream().noneMatch(Factor::drawn)) {
      refuse(
          "there is nothing to draw from: no factor is a range without levels",
          "Write one as {from: 2048, to: 32768}, or leave sample out: every combination runs.");
      return;
    }
    if (design.screen()) {
      refuse(
          "screening picks some of all combinations, and a sample has only those that it drew",
          "Keep design.sample or design.screen.");
    }
    if (file.node("hypotheses").isPresent()) {
      refuse(
          "a hypothesis names two cells, and of a sample only the control has a name beforehand",
          "Leave hypotheses out; every range's effect has an interval. Or give levels in place of"
              + " sample.");
    }
    int effects =
        factors.stream()
            .mapToInt(
                factor -> factor.drawn() ? 1 : factor.resolve(OptionalLong.empty()).size() - 1)
            .sum();
    if (sample < effects + 2) {
      refuse(
          "%d cells do not tell %d effects of factors apart".formatted(sample, effects),
          "Draw %d or more; ten a factor is a good start.".formatted(effects + 2));
    }
  }

  private void refuse(String message, String fix) {
    Place place = file.node("design").map(Node::place).orElse(file.place());
    file.problems().add(place, SAMPLE, message, fix);
  }
}
