package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Dropped;
import dev.paddock.summary.Summary.Infeasible;
import dev.paddock.summary.Summary.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a page that says what the run leaves open, and how far it reaches. */
final class UnknownPart {
  private final Summary summary;
  private final Markdown page;

  UnknownPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    List<String> open = new ArrayList<>();
    summary.hypotheses().stream().flatMap(UnknownPart::open).forEach(open::add);
    which(open);
    undecided(open);
    descriptive(open);
    if (summary.kind() == Kind.LOAD) {
      unseen(open);
    }
    List<String> without =
        Stream.concat(
                summary.infeasible().stream().map(Infeasible::cell),
                summary.dropped().stream().map(Dropped::cell))
            .distinct()
            .toList();
    if (!without.isEmpty()) {
      open.add(
          "How %s would have done: not run, or not to the end."
              .formatted(escape(String.join(", ", without))));
    }
    if (summary.invalid() > 0) {
      open.add(
          "What %s would have shown that %s not count."
              .formatted(
                  Text.count(summary.invalid(), "trial"), summary.invalid() == 1 ? "does" : "do"));
    }
    open.add(reach());
    page.heading(2, "What is not known");
    page.list(open);
  }

  private static Stream<String> open(OfHypothesis one) {
    String claim = "Whether “%s” holds (%s)".formatted(escape(one.claim()), escape(one.id()));
    return switch (one.verdict().word()) {
      case "supported", "refuted" -> Stream.empty();
      default ->
          Stream.of(
              claim
                  + (one.blocksNeeded().isPresent()
                      ? ": about %s would tell, if the estimate is right."
                          .formatted(Text.count(one.blocksNeeded().getAsInt(), "block"))
                      : one.lacks().map(lacks -> ": it lacks " + escape(lacks)).orElse("") + "."));
    };
  }

  private void which(List<String> open) {
    for (OfCondition condition : summary.conditions()) {
      if (condition.outcome() == Outcome.WHICH) {
        open.add(
            "Which cell is the better one%s."
                .formatted(
                    condition.blocksNeeded().isPresent()
                        ? ": about %s would tell, if the estimates are right"
                            .formatted(Text.count(condition.blocksNeeded().getAsInt(), "block"))
                        : ""));
      }
    }
  }

  private void undecided(List<String> open) {
    long effects =
        summary.effects().stream().filter(one -> one.verdict() == Verdict.INCONCLUSIVE).count();
    if (effects > 0) {
      open.add(
          "What %d of %s of settings come to: no difference and one that matters both fit."
              .formatted(effects, Text.count(summary.effects().size(), "effect")));
    }
    long contrasts =
        summary.contrasts().stream().filter(one -> one.verdict() == Verdict.INCONCLUSIVE).count();
    if (contrasts > 0) {
      open.add(
          "Which way %d of %s beside the control go, if any."
              .formatted(contrasts, Text.count(summary.contrasts().size(), "difference")));
    }
  }

  private void descriptive(List<String> open) {
    List<String> without =
        summary.method().metrics().stream()
            .filter(
                metric ->
                    summary.cells().stream()
                        .flatMap(cell -> cell.metric(metric).stream())
                        .anyMatch(one -> one.bounds().lo().isEmpty()))
            .toList();
    if (!without.isEmpty()) {
      open.add(
          "How far to trust %s of some cells: descriptive, from too few requests or trials for an interval."
              .formatted(escape(String.join(", ", without))));
    }
  }

  private void unseen(List<String> open) {
    List<String> unseen =
        settings(
            one ->
                !one.wanted().isEmpty()
                    && !one.wanted().equals("unset")
                    && (one.got().isEmpty() || one.got().contains("not visible")));
    if (!unseen.isEmpty()) {
      open.add(
          "Whether the server runs with what was sent as %s: no server shows it."
              .formatted(escape(String.join(", ", unseen))));
    }
  }

  private List<String> settings(Function<OfCell.Setting, Boolean> which) {
    return summary.cells().stream()
        .flatMap(cell -> cell.settings().stream())
        .filter(which::apply)
        .map(OfCell.Setting::name)
        .distinct()
        .sorted()
        .toList();
  }

  /** What it was measured with, since that is all it is known of. */
  private String reach() {
    if (summary.kind() == Kind.BENCH) {
      return "Other machines, JDKs and versions of what was compared: it is one machine's answer.";
    }
    String model =
        summary.cells().stream()
            .flatMap(cell -> cell.settings().stream())
            .filter(setting -> setting.name().equals("model"))
            .map(OfCell.Setting::wanted)
            .filter(name -> !name.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return "Other models, prompts, loads, machines and versions: it was measured with %s%s, %s, %s, on this machine alone."
        .formatted(
            model.isEmpty() ? "" : escape(model) + " on ",
            escape(summary.server().isEmpty() ? "this server" : summary.server()),
            LengthWords.amid(summary),
            escape(summary.method().load()));
  }
}
