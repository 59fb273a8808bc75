package dev.paddock.experiment.file;

import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.Units;
import dev.paddock.experiment.yaml.Node;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads how requests are sent. */
final class LoadReader {
  private final Fields fields;
  private final FactorsReader.Varied varied;
  private final Scheduled schedule;

  private LoadReader(Fields fields, FactorsReader.Varied varied) {
    this.fields = fields;
    this.varied = varied;
    this.schedule = fields.chosen("schedule").flatMap(Scheduled::named).orElse(Scheduled.CLOSED);
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
    return switch (schedule) {
      case CLOSED ->
          new LoadSpec.Closed(
              fields.count("clients").orElse(1L).intValue(),
              fields.time("think").orElse(Duration.ZERO));
      case CONSTANT -> open(new Arrivals.Constant(rate("rate")));
      case POISSON -> open(new Arrivals.Poisson(rate("rate")));
      case RAMP ->
          open(
              new Arrivals.Ramp(
                  rate("from"), rate("to"), Fields.positive(fields, "over", fields.time("over"))));
      case REPLAY -> {
        if (fields.node("trace").isEmpty()) {
          fields.missing("trace", "Name the file whose times are replayed: trace: requests.csv");
        }
        yield open(new Arrivals.Replay(fields.words("trace").orElse("")));
      }
    };
  }

  private LoadSpec open(Arrivals arrivals) {
    Optional<Long> most = fields.count("max_concurrency");
    return new LoadSpec.Open(
        arrivals, most.isPresent() ? OptionalInt.of(most.get().intValue()) : OptionalInt.empty());
  }

  /** A rate of the file, or the first level of the factor that varies it. */
  private double rate(String key) {
    String name = fields.path(key);
    if (fields.node(key).isEmpty() && !varied.named().contains(name)) {
      fields.missing(key, "The schedule %s needs it: %s: 2/s".formatted(schedule.word(), key));
    }
    return fields
        .perSecond(key)
        .or(
            () ->
                varied.factors().stream()
                    .filter(factor -> factor.name().equals(name))
                    .flatMap(factor -> factor.resolve(OptionalLong.empty()).stream())
                    .findFirst()
                    .map(level -> Units.perSecond(level.toString())))
        .orElse(1.0);
  }

  /** The schedule that a file names, as far as it names one that there is. */
  static Scheduled schedule(Fields file) {
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
        .flatMap(Scheduled::named)
        .orElse(Scheduled.CLOSED);
  }

  /** Refuses a key that is none of the schedule's. */
  static void check(Scheduled schedule, String key) {
    if (key.equals("schedule") || schedule.keys().contains(key)) {
      return;
    }
    throw new Refused(
        "has no meaning in the schedule %s, which has: %s"
            .formatted(schedule.word(), String.join(", ", schedule.keys())),
        schedule == Scheduled.CLOSED
            ? "For an open loop add one of schedule: %s."
                .formatted(
                    Scheduled.words().stream()
                        .filter(word -> !word.equals(Scheduled.CLOSED.word()))
                        .collect(Collectors.joining(", ")))
            : "Leave it out, or use another schedule.");
  }
}
