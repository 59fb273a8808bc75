package dev.paddock.experiment.file;

import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.Objective;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.Units;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Problems;
import dev.paddock.record.Metric;
import dev.paddock.record.Quantity;
import dev.paddock.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads metrics, and what is wanted of them. */
final class MetricReader {
  private static final Pattern LIMIT = Pattern.compile("(<=|>=)\\s*(.+)");
  private static final List<Metric> USUAL =
      named("ttft.p50", "itl.p50", "tpot.p50", "e2e.p50", "throughput.tokens", "memory");

  /** Both latencies of each kind: what they differ by is the wait to be sent. */
  private static final List<Metric> USUAL_OF_OPEN_LOOPS =
      named(
          "ttft.p50",
          "ttft.service.p50",
          "ttft.p95",
          "ttft.service.p95",
          "itl.p50",
          "tpot.p50",
          "e2e.p50",
          "e2e.service.p50",
          "throughput.tokens",
          "memory");

  private static final List<Metric> USUAL_OF_VECTORS =
      named("e2e.p50", "throughput.vectors", "throughput.embedded", "memory");

  private static final List<Metric> USUAL_OF_JMH = named("time.mean");

  private MetricReader() {}

  private static List<Metric> named(String... names) {
    return Stream.of(names).flatMap(name -> Metric.named(name).stream()).toList();
  }

  /** The metrics that the file lists, or the usual ones. */
  static List<Metric> metrics(
      Fields file, TargetSpec.Kind kind, LoadSpec load, WorkloadSpec.Api api) {
    Optional<Node> node = file.node("metrics");
    boolean embeds = api == WorkloadSpec.Api.EMBED;
    List<Metric> usual =
        kind == TargetSpec.Kind.JMH
            ? USUAL_OF_JMH
            : embeds
                ? USUAL_OF_VECTORS
                : switch (load) {
                  case LoadSpec.Closed closed -> USUAL;
                  case LoadSpec.Open open -> USUAL_OF_OPEN_LOOPS;
                };
    if (node.isEmpty()) {
      return usual;
    }
    Problems problems = file.problems();
    if (!(node.get() instanceof Node.Sequence list) || list.items().isEmpty()) {
      problems.add(
          node.get().place(),
          "metrics",
          "should be a list of metrics, found " + node.get().words(),
          "For example: [ttft.p50, throughput.tokens]");
      return usual;
    }
    Set<Metric> metrics = new LinkedHashSet<>();
    for (Node item : list.items()) {
      problems
          .attempt(item.place(), "metrics", () -> metric(Fields.text(item), kind, embeds))
          .filter(metric -> !metrics.add(metric))
          .ifPresent(
              metric ->
                  problems.add(
                      item.place(), "metrics", metric.name() + " is there twice", "Keep one."));
    }
    return List.copyOf(metrics);
  }

  private static Metric metric(String name, TargetSpec.Kind kind, boolean embeds) {
    Metric metric = metric(name);
    if (kind != TargetSpec.Kind.JMH
        && (embeds ? Quantity.OF_TEXT : Quantity.OF_VECTORS).contains(metric.quantity())) {
      throw embeds
          ? new Refused(
              "vectors come all at once, and have no " + name,
              "Use e2e.p50, throughput.vectors or throughput.embedded.")
          : new Refused(
              name + " is of embeddings, and this workload asks for text",
              "Write workload: {api: embed}, or leave it out.");
    }
    boolean jmh = kind == TargetSpec.Kind.JMH;
    if (jmh ? !metric.quantity().ofSuites() : !metric.quantity().ofServers()) {
      throw jmh
          ? new Refused(
              "a JMH suite has no " + name,
              "Use time.mean, alloc, cpu or ttft.p50; the suite waiting has stamp_error.p50 and"
                  + " alone.")
          : new Refused(name + " is measured of JMH suites, not of a server", "Leave it out.");
    }
    return metric;
  }

  /** The metric of this name; else {@link Refused}. */
  static Metric metric(String name) {
    return Metric.named(name).orElseThrow(() -> unknown(name));
  }

  private static Refused unknown(String name) {
    List<String> names = Metric.all().stream().map(Metric::name).toList();
    if (names.contains(name + ".p50")) {
      return new Refused(
          name + " is a distribution: it needs to be said which part of it",
          "Write %1$s.p50, %1$s.p90, %1$s.p95, %1$s.p99 or %1$s.mean.".formatted(name));
    }
    return new Refused(
        "there is no metric " + name,
        Settings.nearest(name, names)
            .map(near -> "Did you mean " + near + "?")
            .orElse("Metrics: " + String.join(", ", names) + "."));
  }

  /** What is wanted, in the order of the file. */
  static List<Objective> objectives(Fields file) {
    Optional<Node> node = file.node("objectives");
    if (node.isEmpty()) {
      return List.of();
    }
    return Fields.mapping(node.get(), "objectives", file.problems()).entries().entrySet().stream()
        .flatMap(
            entry ->
                file
                    .problems()
                    .attempt(
                        entry.getValue().place(),
                        "objectives." + entry.getKey(),
                        () -> objective(metric(entry.getKey()), entry.getValue().value()))
                    .stream())
        .toList();
  }

  private static Objective objective(Metric metric, Node node) {
    String text = node instanceof Node.Nothing ? "" : Fields.text(node).strip();
    Matcher limit = LIMIT.matcher(text);
    if (limit.matches()) {
      double value = Units.of(metric, limit.group(2));
      return limit.group(1).equals("<=")
          ? new Objective.AtMost(metric, value)
          : new Objective.AtLeast(metric, value);
    }
    return switch (text) {
      case "min" -> new Objective.Least(metric);
      case "max" -> new Objective.Most(metric);
      default ->
          throw new Refused(
              "'%s' says not what is wanted".formatted(text),
              "Write min, max, '<= 500 ms' or '>= 20 tokens/s'.");
    };
  }
}
