package dev.paddock.experiment.file;

import dev.paddock.experiment.PaceSpec;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.Units;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how the reference server answers. */
final class PaceReader {
  private static final String TIME = "\\d{1,9}(?:\\.\\d{1,9})?\\s*(?:ns|us|µs|ms|s|m|min|h)";

  /** A time, fixed or drawn. */
  static final String GAP = TIME + "|lognormal:" + TIME + ",\\s*\\d(?:\\.\\d{1,9})?";

  /** A time in a time. */
  static final String FREEZE = TIME + "\\s*/\\s*" + TIME;

  private PaceReader() {}

  /** The pace of a target; every key that it leaves out takes its default. */
  static PaceSpec read(Fields target) {
    Fields fields =
        target
            .node("pace")
            .map(node -> Fields.of(node, Section.PACE, target.path("pace"), target.problems()))
            .orElseGet(
                () ->
                    Fields.none(
                        Section.PACE, target.path("pace"), target.place(), target.problems()));
    return new PaceSpec(
        fields.words("ttft").orElse("20ms"),
        fields.time("prefill").orElse(Duration.ZERO),
        fields.words("itl").orElse("10ms"),
        fields.count("burst").orElse(1L).intValue(),
        freeze(fields),
        count(fields, "slots"),
        count(fields, "tokens"),
        fields.count("seed").orElse(0L),
        fields.flag("cache").orElse(false),
        wrong(fields).orElse(0.0));
  }

  private static OptionalInt count(Fields fields, String key) {
    Optional<Long> count = fields.count(key);
    return count.isPresent() ? OptionalInt.of(count.get().intValue()) : OptionalInt.empty();
  }

  private static Optional<Double> wrong(Fields fields) {
    return fields.read(
        "wrong",
        node -> {
          double share = Units.share(Fields.text(node));
          if (share > 1) {
            throw new Refused("is more than all answers", "100% at most, such as 10%.");
          }
          return share;
        });
  }

  private static Optional<String> freeze(Fields fields) {
    Optional<String> freeze = fields.words("freeze");
    return freeze.flatMap(
        text ->
            fields.read(
                "freeze",
                node -> {
                  String[] parts = text.split("/", -1);
                  if (Units.duration(parts[0]).compareTo(Units.duration(parts[1])) >= 0) {
                    throw new Refused(
                        text + " leaves no time to answer", "Write how long in how long: 1s/5s.");
                  }
                  return text;
                }));
  }
}
