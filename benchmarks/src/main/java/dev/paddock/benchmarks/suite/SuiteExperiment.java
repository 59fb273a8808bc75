package dev.paddock.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A suite as an experiment file: what was planned can be read, and every room of the harness takes
 * it for what it is.
 */
final class SuiteExperiment {
  /** How long an iteration lasts; the same in every variant. */
  static final String ITERATION = Level.factor("iteration");

  private SuiteExperiment() {}

  /**
   * The file's text.
   *
   * @param hypotheses those about variants that are measured
   */
  static String text(Suite suite, Effort effort, long seed, List<SuiteHypothesis> hypotheses) {
    Variants variants = suite.variants();
    StringBuilder text = new StringBuilder();
    text.append("name: ").append(suite.word()).append('\n');
    text.append("question: ").append(quoted(suite.question())).append('\n');
    text.append("target: {kind: jmh}\n");
    text.append("factors:\n");
    variants
        .factors()
        .forEach(
            (name, levels) ->
                text.append("  %s: [%s]\n".formatted(Level.factor(name), quoted(levels))));
    text.append("constants: {%s: %d ms}\n".formatted(ITERATION, effort.iteration().toMillis()));
    List<String> where = new ArrayList<>(variants.where());
    if (!effort.equals(suite.effort(true))) {
      where.addAll(variants.look());
    }
    if (!where.isEmpty()) {
      text.append("where:\n");
      where.forEach(one -> text.append("  - ").append(quoted(one)).append('\n'));
    }
    text.append("# A block is one fork of each variant; requests are the iterations of a fork.\n");
    text.append(
        "design: {blocks: %d, requests: %d, warmup: %d, seed: %d, control: %s}\n"
            .formatted(
                effort.forks(),
                effort.iterations(),
                effort.warmups(),
                seed,
                levels(variants.control())));
    text.append("metrics: [%s]\n".formatted(String.join(", ", variants.metrics())));
    text.append(hypotheses.isEmpty() ? "" : "hypotheses:\n");
    for (SuiteHypothesis hypothesis : hypotheses) {
      text.append("  - id: ").append(hypothesis.id()).append('\n');
      text.append("    claim: ").append(quoted(hypothesis.claim())).append('\n');
      text.append("    metric: ").append(variants.metrics().getFirst()).append('\n');
      text.append("    when: ").append(levels(hypothesis.when())).append('\n');
      text.append("    versus: ").append(levels(hypothesis.versus())).append('\n');
      text.append("    expect: ").append(hypothesis.expect()).append('\n');
      text.append("    margin: ").append(hypothesis.margin()).append("%\n");
    }
    return text.toString();
  }

  private static String levels(Map<String, String> levels) {
    return levels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(level -> Level.factor(level.getKey()) + ": " + quoted(level.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map(SuiteExperiment::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
