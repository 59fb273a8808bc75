package dev.paddock.experiment.file;

import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.Units;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.settings.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how requests are sent. */
final class LoadReader {
  private static final String CLOSED = "closed";

  private final Fields fields;
  private final FactorsReader.Varied varied;
  private final String schedule;

  private LoadReader(Fields fields, FactorsReader.Varied varied) {
    this.fields = fields;
    this.varied = varied;
    this.schedule = fields.chosen("schedule").orElse(CLOSED);
  }

  static LoadSpec read(Fields fields, FactorsReader.Varied varied) {
    return new LoadReader(fields, varied).read();
  }

  private LoadSpec read() {
    for (String key : Section.LOAD.names()) {
      fields
          .node(key)
          .ifPresent(
              node ->
                  fields
                      .problems()
                      .attempt(
                          node.place(),
                          fields.path(key),
                          () -> {
                            check(schedule, key);
                            return key;
                          }));
    }
    if (schedule.equals(CLOSED)) {
      return new LoadSpec.Closed(
          fields.count("clients").orElse(1L).intValue(),
          fields.time("think").orElse(Duration.ZERO));
    }
    Optional<Long> most = fields.count("max_concurrency");
    return new LoadSpec.Open(
        arrivals(), most.isPresent() ? OptionalInt.of(most.get().intValue()) : OptionalInt.empty());
  }

  private Arrivals arrivals() {
    return switch (schedule) {
      case "constant" -> new Arrivals.Constant(rate("rate"));
      case "poisson" -> new Arrivals.Poisson(rate("rate"));
      case "ramp" ->
          new Arrivals.Ramp(
              rate("from"), rate("to"), Fields.positive(fields, "over", fields.time("over")));
      default -> {
        if (fields.node("trace").isEmpty()) {
          fields.missing("trace", "Name the file whose times are replayed: trace: requests.csv");
        }
        yield new Arrivals.Replay(fields.words("trace").orElse(""));
      }
    };
  }

  /** A rate of the file, or the first level of the factor that varies it. */
  private double rate(String key) {
    String name = fields.path(key);
    if (fields.node(key).isEmpty() && !varied.named().contains(name)) {
      fields.missing(key, "The schedule %s needs it: %s: 2/s".formatted(schedule, key));
    }
    return fields
        .perSecond(key)
        .or(
            () ->
                varied.factors().stream()
                    .filter(factor -> factor.name().equals(name))
                    .map(Factor::levels)
                    .flatMap(
                        levels ->
                            levels instanceof Factor.Levels.Listed(List<Value> values)
                                ? values.stream()
                                : java.util.stream.Stream.empty())
                    .findFirst()
                    .map(level -> Units.perSecond(level.toString())))
        .orElse(1.0);
  }

  /** The schedule that a file names, as far as it names one that there is. */
  static String schedule(Fields file) {
    return file.node("load")
        .flatMap(
            load ->
                load instanceof Node.Mapping mapping
                    ? Optional.ofNullable(mapping.entries().get("schedule"))
                    : Optional.empty())
        .map(Node.Entry::value)
        .flatMap(
            node ->
                node instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty())
        .filter(word -> !keys(word).isEmpty())
        .orElse(CLOSED);
  }

  /** The keys that a schedule has; none where there is no such schedule. */
  static List<String> keys(String schedule) {
    return switch (schedule) {
      case CLOSED -> List.of("clients", "think");
      case "constant", "poisson" -> List.of("rate", "max_concurrency");
      case "ramp" -> List.of("from", "to", "over", "max_concurrency");
      case "replay" -> List.of("trace", "max_concurrency");
      default -> List.of();
    };
  }

  /** Refuses a key that is none of the schedule's. */
  static void check(String schedule, String key) {
    if (key.equals("schedule") || keys(schedule).contains(key)) {
      return;
    }
    throw new Refused(
        "has no meaning in the schedule %s, which has: %s"
            .formatted(schedule, String.join(", ", keys(schedule))),
        schedule.equals(CLOSED)
            ? "For an open loop add one of schedule: constant, poisson, ramp, replay."
            : "Leave it out, or use another schedule.");
  }
}
