package dev.paddock.analysis;

import dev.paddock.experiment.CheckSpec;
import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.journal.RunDirectory;
import dev.paddock.plan.Cell;
import dev.paddock.record.Answered;
import dev.paddock.stats.PairedShares;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.OfQuality;
import dev.paddock.summary.OfQuality.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good the answers of cells are beside the control's, paired by prompt within each block
 * (measurement.md, "Own prompts, conversations, checked answers").
 *
 * @param all of cells that were compared, in the plan's order; none where nothing is checked
 */
record Qualities(List<OfQuality> all) {
  private static final double POINTS = 100;

  Qualities {
    all = List.copyOf(all);
  }

  /** Where nothing is checked. */
  static final Qualities NONE = new Qualities(List.of());

  /** What of a cell is shown; empty where its answers were not compared. */
  Optional<Verdict> of(Observed cell) {
    return all.stream()
        .filter(one -> one.cell().equals(cell.cell().id()))
        .findFirst()
        .map(OfQuality::verdict);
  }

  /** The same without verdicts. */
  Qualities unjudged() {
    return new Qualities(all.stream().map(OfQuality::unjudged).toList());
  }

  /** Of a run whose answers were checked. */
  static Qualities of(
      CheckSpec check, RunDirectory run, List<Event.Trial> trials, List<LoadCondition> conditions) {
    Map<String, SortedMap<Integer, Map<Integer, Answered>>> byCell = new HashMap<>();
    for (Event.Trial trial : trials) {
      if (trial.counts()) {
        byCell
            .computeIfAbsent(trial.cell(), _ -> new TreeMap<>())
            .computeIfAbsent(trial.block(), _ -> byPrompt(run.answers(trial.trial())));
      }
    }
    List<OfQuality> all = new ArrayList<>();
    for (LoadCondition condition : conditions) {
      condition
          .control()
          .map(Cell::id)
          .ifPresent(
              control ->
                  condition.cells().stream()
                      .map(Cell::id)
                      .filter(cell -> !cell.equals(control))
                      .forEach(
                          cell ->
                              new Pairing(
                                      check,
                                      byCell.getOrDefault(cell, new TreeMap<>()),
                                      byCell.getOrDefault(control, new TreeMap<>()))
                                  .beside(cell, control)
                                  .ifPresent(all::add)));
    }
    return new Qualities(all);
  }

  /** By the prompt's place; of random words by the request, which pairs nothing but its order. */
  private static Map<Integer, Answered> byPrompt(List<Answered> answers) {
    Map<Integer, Answered> byPrompt = new HashMap<>();
    answers.forEach(one -> byPrompt.putIfAbsent(one.place().orElse(one.id()), one));
    return byPrompt;
  }

  /** The answers of a cell and of its control, by block and prompt. */
  private record Pairing(
      CheckSpec check,
      SortedMap<Integer, Map<Integer, Answered>> cell,
      SortedMap<Integer, Map<Integer, Answered>> control) {

    Optional<OfQuality> beside(String name, String versus) {
      List<PairedShares.Block> blocks = new ArrayList<>();
      Set<Integer> prompts = new HashSet<>();
      int right = 0;
      int its = 0;
      for (Map.Entry<Integer, Map<Integer, Answered>> block : cell.entrySet()) {
        Map<Integer, Answered> theirs = control.getOrDefault(block.getKey(), Map.of());
        int pairs = 0;
        int gained = 0;
        int lost = 0;
        for (Map.Entry<Integer, Answered> mine : block.getValue().entrySet()) {
          Optional<Answered> other = Optional.ofNullable(theirs.get(mine.getKey()));
          if (other.isPresent()) {
            boolean good = right(mine.getValue(), other.get());
            boolean before = right(other.get(), other.get());
            pairs++;
            prompts.add(mine.getKey());
            right += good ? 1 : 0;
            its += before ? 1 : 0;
            gained += good && !before ? 1 : 0;
            lost += !good && before ? 1 : 0;
          }
        }
        if (pairs > 0) {
          blocks.add(new PairedShares.Block(pairs, gained, lost));
        }
      }
      return blocks.isEmpty()
          ? Optional.empty()
          : Optional.of(judged(name, versus, new PairedShares(blocks, prompts.size()), right, its));
    }

    private boolean right(Answered answer, Answered controls) {
      return answer.right().orElseGet(() -> answer.text().strip().equals(controls.text().strip()));
    }

    private OfQuality judged(String name, String versus, PairedShares shares, int right, int its) {
      Bounds bounds =
          shares
              .interval(Observed.CONFIDENCE)
              .map(one -> Bounds.of(POINTS * one.low(), POINTS * one.high()))
              .orElse(Bounds.NONE);
      return new OfQuality(
          name,
          versus,
          check.kind().name().toLowerCase(Locale.ROOT),
          POINTS * right / shares.pairs(),
          POINTS * its / shares.pairs(),
          POINTS * shares.difference(),
          bounds,
          check.margin(),
          shares.pairs(),
          shares.prompts(),
          shares.differing(),
          shares.blocks().size(),
          itself(),
          // Where nothing is right anywhere, nothing is known but that the check may not fit.
          right + its == 0 ? Verdict.OPEN : verdict(bounds, check.margin()));
    }

    /** What the control's answers agree with its own to prompts that another block had too. */
    private OptionalDouble itself() {
      if (check.kind() != CheckSpec.Kind.AGREE) {
        return OptionalDouble.empty();
      }
      int common = 0;
      int same = 0;
      Map<Integer, Answered> last = new HashMap<>();
      for (Map<Integer, Answered> block : control.values()) {
        for (Map.Entry<Integer, Answered> one : block.entrySet()) {
          Optional<Answered> before = Optional.ofNullable(last.put(one.getKey(), one.getValue()));
          if (before.isPresent()) {
            common++;
            same += right(one.getValue(), before.get()) ? 1 : 0;
          }
        }
      }
      return common == 0 ? OptionalDouble.empty() : OptionalDouble.of(POINTS * same / common);
    }
  }

  private static Verdict verdict(Bounds bounds, double margin) {
    if (bounds.hi().orElse(0) < 0) {
      return Verdict.WORSE;
    }
    return bounds.lo().orElse(-POINTS) > -margin ? Verdict.AS_GOOD : Verdict.OPEN;
  }
}
