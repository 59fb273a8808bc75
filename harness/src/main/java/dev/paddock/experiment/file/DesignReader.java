package dev.paddock.experiment.file;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Objective;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.experiment.yaml.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads how the question is put to the machine. */
final class DesignReader {
  private DesignReader() {}

  /** The design of a file; every key that it leaves out takes its default. */
  static DesignSpec read(Fields fields, FactorsReader.Varied varied) {
    int[] blocks = fields.read("blocks", DesignReader::blocks).orElse(new int[] {5, 12});
    Optional<Integer> warmup =
        fields
            .read(
                "warmup",
                node ->
                    node instanceof Node.Scalar scalar && scalar.text().equals("auto")
                        ? Optional.<Integer>empty()
                        : Optional.of((int) Fields.whole(node, 0, 1_000_000)))
            .flatMap(count -> count);
    return new DesignSpec(
        blocks[0],
        blocks[1],
        fields.count("requests").orElse(80L).intValue(),
        warmup.map(OptionalInt::of).orElse(OptionalInt.empty()),
        Fields.positive(fields, "precision", fields.share("precision")).orElse(0.05),
        Fields.positive(fields, "budget", fields.time("budget")),
        fields.count("seed").map(OptionalLong::of).orElse(OptionalLong.empty()),
        new CellReader(varied).read(fields, "control"),
        Fields.positive(fields, "timeout", fields.time("timeout")).orElse(Duration.ofMinutes(5)),
        fields.choice("drop", DesignSpec.Drop.class).orElse(DesignSpec.Drop.NONE),
        fields.flag("screen").orElse(false),
        fields
            .count("sample")
            .map(count -> OptionalInt.of(count.intValue()))
            .orElse(OptionalInt.empty()));
  }

  private static int[] blocks(Node node) {
    String text = Fields.text(node).strip();
    if (!text.matches("\\d{1,4}(\\s*\\.\\.\\s*\\d{1,4})?")) {
      throw new Refused("%s is no number of blocks".formatted(text), "Write 8, or 5..12.");
    }
    String[] parts = text.split("\\s*\\.\\.\\s*", -1);
    int least = Integer.parseInt(parts[0]);
    int most = Integer.parseInt(parts[parts.length - 1]);
    if (least < 1 || most < least) {
      throw new Refused(
          "%s: at least one block, and the largest number last".formatted(text),
          "Write 8, or 5..12.");
    }
    return new int[] {least, most};
  }

  /** Writes down what screening lacks, where the design screens. */
  static void screeningHasAnAim(Fields file, DesignSpec design, List<Objective> objectives) {
    if (!design.screen()) {
      return;
    }
    Place place = file.node("design").map(Node::place).orElse(file.place());
    if (objectives.stream()
        .noneMatch(one -> one instanceof Objective.Least || one instanceof Objective.Most)) {
      file.problems()
          .add(
              place,
              "design.screen",
              "screening looks for the best cell, and nothing is to be best at",
              "Say what: objectives: {throughput.tokens: max}, or {ttft.p95: min}.");
    }
    if (design.maxBlocks() < DesignSpec.LEAST_TO_SCREEN) {
      file.problems()
          .add(
              place,
              "design.blocks",
              "screening takes 3 blocks, and confirming what it finds 5: at most %d blocks are too few"
                  .formatted(design.maxBlocks()),
              "Allow more, for example blocks: 9..40; most of them run a few cells only.");
    }
  }
}
