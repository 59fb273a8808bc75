package dev.paddock.wording;

import static dev.paddock.wording.FigureWords.blocks;

import dev.paddock.findings.Cited;
import dev.paddock.findings.Found;
import dev.paddock.findings.Found.Drifted.Move;
import dev.paddock.findings.Found.Limit.Group;
import dev.paddock.record.Metric;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Drift;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Interaction;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfObjective.Met;
import java.util.ArrayList;
import java.util.List;

/** A sentence for each thing that was found. */
final class FoundWords {
  /** So many cells or settings are named in a sentence; of more it is said how many. */
  private static final int MOST_NAMES = 4;

  private final Naming naming;
  private final FigureWords figures;

  FoundWords(Naming naming) {
    this.naming = naming;
    this.figures = new FigureWords(naming);
  }

  Phrase of(Found found) {
    return switch (found) {
      case Found.BesideControl beside -> beside(beside);
      case Found.AsGood(String metric, List<String> cells) ->
          Phrase.of(
              "As good as it on %s, for all that is shown: %s."
                  .formatted(Metric.brief(metric), naming.cells(cells)));
      case Found.Limit limit -> limit(limit);
      case Found.Judged judged -> judged(judged);
      case Found.MoreHypotheses(int count) ->
          Phrase.of("%d more hypotheses stand below.".formatted(count));
      case Found.Effective effective -> effective(effective);
      case Found.Unmeasured unmeasured -> unmeasured(unmeasured);
      case Found.Indifferent(List<Found.Indifferent.Factor> factors) ->
          Phrase.joined("; ", factors.stream().map(FigureWords::indifferent).toList())
              .capital()
              .and(".");
      case Found.Depends depends -> depends(depends);
      case Found.Undecided undecided -> undecided(undecided);
      case Found.Drifted drifted -> drifted(drifted);
    };
  }

  private Phrase beside(Found.BesideControl said) {
    return Phrase.of(
            "Beside %s, in %s %s"
                .formatted(
                    naming.control(said.versus()),
                    blocks(said.blocks()),
                    said.confirmed()
                        ? "that were run after it was chosen"
                        : "that it was chosen by, which its intervals allow for"))
        .and(
            said.also().isEmpty()
                ? Phrase.NOTHING
                : Phrase.of("; also ").and(figures.gains(said.also())))
        .and(".");
  }

  private Phrase limit(Found.Limit said) {
    OfObjective of = said.limit().record();
    boolean alone = said.cells().size() == 1;
    String counts = String.join(", ", said.cells().stream().map(one -> group(one, alone)).toList());
    return Phrase.of("%s %s ".formatted(Metric.brief(of.metric()), of.wanted()))
        .capital()
        .and(figures.limitFigure(said.limit()))
        .and(": " + counts)
        .and(
            said.more().isEmpty()
                ? "."
                : " (about %s more would tell).".formatted(blocks(said.more().getAsInt())));
  }

  private static String group(Group group, boolean alone) {
    String by = group.met() == Met.UNDECIDED ? "for" : "by";
    return "%s %s %s"
        .formatted(group.met().word(), by, alone ? "every cell" : named(group.cells()));
  }

  private static String named(List<String> cells) {
    return cells.size() <= MOST_NAMES ? Spoken.listed(cells) : "%d cells".formatted(cells.size());
  }

  private static Phrase judged(Found.Judged said) {
    OfHypothesis of = said.hypothesis().record();
    Phrase start =
        Phrase.of(
            "%s, “%s”: %s%s"
                .formatted(
                    of.id(),
                    of.claim(),
                    of.verdict().word(),
                    of.lacks().map(lacks -> ", " + lacks).orElse("")));
    if (of.ratio().isEmpty()) {
      return start.and(".");
    }
    return start
        .and(" — %s ".formatted(Metric.brief(of.metric())))
        .and(FigureWords.ratio(of.ratio().getAsDouble(), of.adjusted(), said.hypothesis().at()))
        .and(" in %s%s.".formatted(blocks(of.blocks()), more(said)));
  }

  private static String more(Found.Judged said) {
    if (said.more().isEmpty()) {
      return "";
    }
    int more = said.more().getAsInt();
    return more == 0
        ? "; a run of more blocks would decide it"
        : "; about %s more would decide it".formatted(blocks(more));
  }

  private static Phrase effective(Found.Effective said) {
    Effect lead = said.lead();
    return Phrase.of(Spoken.instead(lead.factor(), lead.level(), lead.versus()) + ": ")
        .capital()
        .and(Phrase.joined(", ", said.on().stream().map(FoundWords::effect).toList()))
        .and(", in %s.".formatted(blocks(lead.blocks())))
        .and(
            said.more() == 0
                ? ""
                : " %d more effect%s found below."
                    .formatted(said.more(), said.more() == 1 ? " is" : "s are"));
  }

  private static Phrase effect(Cited<Effect> effect) {
    Effect of = effect.record();
    return Phrase.of(Metric.brief(of.metric()) + " ")
        .and(FigureWords.ratio(of.ratio(), of.adjusted(), effect.at()))
        .and(of.reads() == Reads.NEITHER ? "" : " (%s)".formatted(of.reads().word()));
  }

  private static Phrase unmeasured(Found.Unmeasured said) {
    List<String> parts = new ArrayList<>();
    if (!said.infeasible().isEmpty()) {
      parts.add(part(said.infeasible(), said.all(), "cannot run here"));
    }
    if (!said.dropped().isEmpty()) {
      parts.add(part(said.dropped(), said.all(), "left the race early"));
    }
    return Phrase.of(String.join("; ", parts) + ": why stands below.");
  }

  private static String part(List<String> cells, int all, String what) {
    return "%d of %d cells %s (%s)".formatted(cells.size(), all, what, named(cells));
  }

  private static Phrase depends(Found.Depends said) {
    Interaction of = said.strongest().record();
    return Phrase.of(
            "How much %s changes %s depends on %s: the ratio with %s is "
                .formatted(
                    Spoken.instead(of.factor(), of.level(), of.versus()),
                    Metric.brief(of.metric()),
                    Spoken.setting(of.other()),
                    Spoken.level(of.other(), of.otherLevel())))
        .and(FigureWords.ratio(of.ratio(), of.adjusted(), said.strongest().at()))
        .and(" beside that with %s.".formatted(Spoken.level(of.other(), of.otherVersus())))
        .and(said.more() == 0 ? "" : " %d more of these below.".formatted(said.more()));
  }

  private static Phrase undecided(Found.Undecided said) {
    List<String> factors = said.factors().stream().map(Spoken::setting).toList();
    return Phrase.of(
        "Not decided by %s: %d of %d effects (%s)."
            .formatted(
                blocks(said.blocks()),
                said.open(),
                said.all(),
                factors.size() > MOST_NAMES
                    ? "%d settings".formatted(factors.size())
                    : Spoken.listed(factors)));
  }

  private static Phrase drifted(Found.Drifted said) {
    return Phrase.of("The machine did not stay the same, the control's ")
        .and(Phrase.joined(" and ", said.moves().stream().map(FoundWords::move).toList()))
        .and(" from first block to last; cells are compared within blocks.");
  }

  private static Phrase move(Move move) {
    return switch (move) {
      case Move.Along(Cited<Drift> drift, double ratio) ->
          Phrase.of(Metric.brief(drift.record().metric()) + " ")
              .and(FigureWords.ratio(ratio, drift.record().bounds(), drift.at()));
      case Move.Jump(String metric, int block) ->
          Phrase.of("%s changed its level at block %d".formatted(Metric.brief(metric), block));
    };
  }
}
