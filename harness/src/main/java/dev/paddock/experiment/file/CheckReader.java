package dev.paddock.experiment.file;

import dev.paddock.experiment.CheckSpec;
import dev.paddock.experiment.CheckSpec.Kind;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import dev.paddock.experiment.yaml.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads whether answers are checked. */
final class CheckReader {
  private static final double USUAL_MARGIN = 2;

  private final Fields fields;

  private CheckReader(Fields fields) {
    this.fields = fields;
  }

  /**
   * The check of a workload, if it has one.
   *
   * @param workload the keys of the whole workload
   */
  static Optional<CheckSpec> read(
      Fields workload, PromptSource prompts, Prefix prefix, int turns, WorkloadSpec.Api api) {
    return workload
        .node("check")
        .flatMap(
            node ->
                new CheckReader(
                        Fields.of(node, Section.CHECK, workload.path("check"), workload.problems()))
                    .read(prompts, prefix, turns, api));
  }

  private Optional<CheckSpec> read(
      PromptSource prompts, Prefix prefix, int turns, WorkloadSpec.Api api) {
    Optional<Kind> kind = fields.choice("kind", Kind.class);
    if (kind.isEmpty()) {
      if (fields.node("kind").isEmpty()) {
        fields.refuse(
            "kind",
            "is missing: nobody knows what makes an answer right",
            "Write kind: exact, regex, schema, choice or agree");
      }
      return Optional.empty();
    }
    boolean own = prompts instanceof PromptSource.Own;
    if ((kind.get().needsAnswers() || kind.get() == Kind.AGREE) && !own) {
      fields.refuse(
          "kind",
          "is of prompts that every cell gets alike, and random words are drawn anew for each"
              + " trial",
          "Name a file: workload: {prompts: mine.jsonl}");
    }
    if (kind.get() == Kind.AGREE && prefix == Prefix.UNIQUE) {
      fields.refuse(
          "kind",
          "compares answers to the same prompt, and prefix: unique puts other words before it each"
              + " time",
          "Write prefix: shared");
    }
    if (turns > 1 || api == WorkloadSpec.Api.EMBED) {
      fields.refuse("kind", "is of single answers of text", "Leave turns and api: embed out");
    }
    return Optional.of(
        new CheckSpec(
            kind.get(),
            fields.read("margin", CheckReader::points).orElse(USUAL_MARGIN),
            of(kind.get(), Kind.REGEX, "pattern", "a regular expression"),
            of(kind.get(), Kind.SCHEMA, "schema", "a file with a JSON Schema")));
  }

  private static double points(Node node) {
    String text = Fields.text(node).replaceAll("\\s*points?$", "");
    double points = Double.parseDouble(text);
    if (points <= 0 || points >= 100) {
      throw new Refused(text + " points are no margin", "More than 0 and less than 100 points.");
    }
    return points;
  }

  /** A key that one kind needs and no other has. */
  private Optional<String> of(Kind kind, Kind owner, String key, String what) {
    Optional<String> text = fields.words(key);
    if (kind != owner && text.isPresent()) {
      fields.refuse(key, "is of kind " + name(owner) + " alone", "Leave it out");
    }
    if (kind == owner && fields.node(key).isEmpty()) {
      fields.refuse(
          key, "is missing: kind %s needs %s".formatted(name(owner), what), "Write " + key + ": …");
    }
    if (kind == owner && owner == Kind.REGEX) {
      return text.flatMap(pattern -> fields.read(key, _ -> compiled(pattern)));
    }
    return kind == owner ? text : Optional.empty();
  }

  private static String compiled(String pattern) {
    try {
      return Pattern.compile(pattern).pattern();
    } catch (PatternSyntaxException e) {
      throw new Refused(
          "is no regular expression: " + e.getDescription(), "Quote it in single quotes.");
    }
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
