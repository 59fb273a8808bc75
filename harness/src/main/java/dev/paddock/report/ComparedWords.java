package dev.paddock.report;

import dev.paddock.compare.Compared;
import dev.paddock.compare.Compared.Beyond;
import dev.paddock.compare.Compared.Counts;
import dev.paddock.compare.Compared.Otherwise;
import dev.paddock.compare.Compared.Silent;
import dev.paddock.compare.Compared.Statement;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Contrast.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a comparison of two runs says, as sentences and rows that text and Markdown share. */
final class ComparedWords {
  static final List<String> HEAD =
      List.of(
          "cell",
          "metric",
          "baseline",
          "candidate",
          "change",
          "95 %",
          "95 %, all together",
          "verdict",
          "blocks to decide");

  private static final int MOST_NAMES = 4;
  private final Compared compared;
  private final String margin;

  ComparedWords(Compared compared) {
    this.compared = compared;
    this.margin = Text.trimmed(100 * compared.margin()) + " %";
  }

  /** The answer, in one sentence. */
  String headline() {
    Counts counts = compared.counts();
    String lost =
        counts.lost() == 0 ? "" : Text.count(counts.lost(), "cell") + " cannot run any more";
    if (counts.regressions() > 0) {
      return "Regression beyond %s in %d of %s%s."
          .formatted(
              margin,
              counts.regressions(),
              Text.count(counts.compared(), "metric-cell"),
              lost.isEmpty() ? "" : ", and " + lost);
    }
    if (!lost.isEmpty()) {
      return "%s.".formatted(lost);
    }
    return counts.undecided() == 0
        ? "No regression beyond %s.".formatted(margin)
        : "No regression beyond %s was shown, and not everywhere is one excluded."
            .formatted(margin);
  }

  /** How many metric-cells are what, and what it would take to know more. */
  List<String> sentences() {
    Counts counts = compared.counts();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A regression beyond %s is excluded in %d of %s%s."
            .formatted(
                margin,
                counts.excluded(),
                Text.count(counts.compared(), "metric-cell"),
                counts.undecided() == 0
                    ? ""
                    : ", and undecided in %d%s".formatted(counts.undecided(), blocks())));
    if (counts.improvements() > 0) {
      sentences.add(
          "%s better by more than %s."
              .formatted(
                  counts.improvements() == 1 ? "1 is" : counts.improvements() + " are", margin));
    }
    if (counts.noMargin() > 0) {
      sentences.add(
          "%s no ratio, because the figure can be zero or negative: no margin applies, and no"
                  .formatted(counts.noMargin() == 1 ? "1 has" : counts.noMargin() + " have")
              + " change of it fails the comparison.");
    }
    return sentences;
  }

  private String blocks() {
    List<OptionalInt> needed =
        compared.statements().stream()
            .filter(one -> one.beyond() == Beyond.UNDECIDED)
            .map(Statement::blocksNeeded)
            .sorted(Comparator.comparingInt(one -> one.orElse(Integer.MAX_VALUE)))
            .toList();
    if (compared.baseline().runs() > 1 || needed.getFirst().isEmpty()) {
      return "";
    }
    String half = words(needed.get((needed.size() - 1) / 2));
    String all = words(needed.getLast());
    return " (%s in each run would tell%s, if the estimates are right)"
        .formatted(half, half.equals(all) ? "" : " in half of these, %s in all".formatted(all));
  }

  private static String words(OptionalInt blocks) {
    return blocks.isPresent() ? Text.count(blocks.getAsInt(), "block") : "more than 1,000 blocks";
  }

  List<String> row(Statement one) {
    return List.of(
        one.cell(),
        one.metric(),
        Numerals.figure(one.baseline(), one.unit()),
        Numerals.figure(one.candidate(), one.unit()),
        one.ratio().isPresent()
            ? "× " + Numerals.ratio(one.ratio().getAsDouble())
            : Numerals.figure(one.difference().orElseThrow(), one.unit()),
        interval(one, one.lo(), one.hi()),
        interval(one, one.loAdjusted(), one.hiAdjusted()),
        verdict(one),
        one.beyond() == Beyond.UNDECIDED && compared.baseline().runs() == 1
            ? one.blocksNeeded().isPresent()
                ? Text.count(one.blocksNeeded().getAsInt(), "block").replace(" blocks", "")
                : "> 1,000"
            : "");
  }

  private static String interval(Statement one, double lo, double hi) {
    OptionalDouble low = OptionalDouble.of(lo);
    OptionalDouble high = OptionalDouble.of(hi);
    return one.ratio().isPresent()
        ? Numerals.ratios(low, high)
        : Numerals.interval(low, high, one.unit());
  }

  private String verdict(Statement one) {
    String word =
        one.verdict().apart()
            ? "%s, %s".formatted(one.verdict().word(), one.reads().word())
            : one.verdict().word();
    return switch (one.beyond()) {
      case REGRESSION, IMPROVEMENT -> "%s, by more than %s".formatted(word, margin);
      case EXCLUDED -> one.verdict() == Verdict.EQUIVALENT ? word : word + ", no regression";
      case UNDECIDED, NO_MARGIN -> word;
    };
  }

  /**
   * The two runs, each in a line.
   *
   * @param named how a place is told
   */
  List<String> runs(UnaryOperator<String> named) {
    return List.of(side(compared.baseline(), named), side(compared.candidate(), named));
  }

  private static String side(Compared.Run run, UnaryOperator<String> named) {
    return "%s, %s; %s; %s"
        .formatted(
            run.runs() > 1
                ? "%s up to %s"
                    .formatted(
                        Text.count(run.runs(), "run").replace(" run", " earlier run"),
                        named.apply(run.place()))
                : named.apply(run.place()),
            run.at().isEmpty() ? "not begun" : run.at(),
            run.server().isEmpty() ? "server unknown" : run.server(),
            run.runs() > 1 ? "the last one %s".formatted(trials(run)) : trials(run));
  }

  private static String trials(Compared.Run run) {
    return "%s of %s%s"
        .formatted(
            Text.count(run.blocks(), "block"),
            Text.count(run.trials(), "trial"),
            run.invalid() == 0 ? "" : ", %d of them void".formatted(run.invalid()));
  }

  /** What differs between them beside the figures: what speaks against comparing first. */
  List<String> otherwise() {
    return Stream.of(true, false)
        .flatMap(
            grave ->
                compared.otherwise().stream()
                    .filter(one -> one.grave() == grave)
                    .collect(
                        Collectors.groupingBy(
                            Otherwise::kind,
                            LinkedHashMap::new,
                            Collectors.mapping(Otherwise::toString, Collectors.joining("; "))))
                    .entrySet()
                    .stream()
                    .map(
                        kind ->
                            "%s%s: %s"
                                .formatted(
                                    kind.getKey(),
                                    grave ? " (could explain any change)" : "",
                                    kind.getValue())))
        .toList();
  }

  /** What only one of them has, and what is too little to compare. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    compared
        .unmatched()
        .forEach(
            one ->
                left.add(
                    "only in the %s: %s %s (%s)"
                        .formatted(one.of(), one.cell(), one.name(), one.why())));
    Map<String, List<Silent>> byWhy =
        compared.silent().stream()
            .collect(Collectors.groupingBy(Silent::why, LinkedHashMap::new, Collectors.toList()));
    byWhy.forEach(
        (why, alike) -> {
          String metrics = distinct(alike, Silent::metric, "metric");
          left.add(
              "not compared: %s%s (%s)"
                  .formatted(
                      metrics.isEmpty() ? "" : metrics + " of ",
                      distinct(alike, Silent::cell, "cell"),
                      why));
        });
    return left;
  }

  /** Their names, or how many there are. */
  private static String distinct(List<Silent> all, Function<Silent, String> of, String what) {
    List<String> names = all.stream().map(of).distinct().toList();
    return names.size() > MOST_NAMES ? Text.count(names.size(), what) : String.join(", ", names);
  }

  String method() {
    return compared.baseline().runs() > 1
        ? "Change: the candidate over the geometric mean of the earlier runs (or their difference),"
            + " with the prediction interval of these; 95 %, all together: with Holm's correction"
            + " over all metric-cells."
        : "Change: candidate over baseline, of geometric means over trials (or the difference of"
            + " means), with Welch's t interval; 95 %, all together: with Holm's correction over"
            + " all metric-cells.";
  }
}
