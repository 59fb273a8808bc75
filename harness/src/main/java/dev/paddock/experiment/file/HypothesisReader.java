package dev.paddock.experiment.file;

import dev.paddock.experiment.Hypothesis;
import dev.paddock.record.Metric;
import dev.paddock.settings.Configuration;
import java.util.List;
import java.util.Optional;

/** Reads a claim about two cells. */
final class HypothesisReader {
  private HypothesisReader() {}

  static Optional<Hypothesis> read(Fields fields, String id, CellReader cells) {
    for (String key : List.of("metric", "when", "versus", "expect")) {
      if (fields.node(key).isEmpty()) {
        fields.missing(
            key,
            "A hypothesis is {metric: ttft.p50, when: {…}, versus: {…}, expect: lower, margin:"
                + " 3%}.");
      }
    }
    Optional<Metric> metric = fields.read("metric", node -> MetricReader.metric(Fields.text(node)));
    Optional<Hypothesis.Expect> expect = fields.choice("expect", Hypothesis.Expect.class);
    Optional<Double> margin = fields.share("margin");
    if (expect.filter(Hypothesis.Expect.EQUIVALENT::equals).isPresent()
        && margin.filter(share -> share > 0).isEmpty()
        && fields.node("margin").isEmpty()) {
      fields.missing("margin", "Say what difference would matter: margin: 3%");
    }
    Configuration when = cells.read(fields, "when");
    Configuration versus = cells.read(fields, "versus");
    boolean overAll = fields.chosen("over").isPresent();
    Optional<String> claim = fields.words("claim");
    if (metric.isEmpty() || expect.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Hypothesis(
            id,
            claim.orElseGet(() -> inWords(metric.get(), when, versus, expect.get())),
            metric.get(),
            when,
            versus,
            overAll,
            expect.get(),
            margin.orElse(0.0)));
  }

  private static String inWords(
      Metric metric, Configuration when, Configuration versus, Hypothesis.Expect expect) {
    return "%s of %s is %s than that of %s"
        .formatted(metric.name(), when, expect.name().toLowerCase(java.util.Locale.ROOT), versus)
        .replace("equivalent than that of", "equivalent to that of");
  }
}
