package dev.paddock.analysis;

import dev.paddock.experiment.Objective;
import dev.paddock.figures.Observed;
import dev.paddock.summary.OfCondition;
import java.util.List;

/**
 * The answer under each condition. Nothing is named for its point estimate: the control is left
 * only where it is shown not to be the best, for a cell that is itself shown to be better and to
 * meet every limit.
 *
 * @param asked the metrics that the answer may speak of
 * @param conditions which share the error
 * @param layout of the factors over cells and blocks
 * @param objectives what the user wants
 * @param changes what a change of cells takes
 * @param margin inside which cells are equivalent
 * @param seed of the permutations beside a contrast
 * @param qualities of the cells' answers
 * @param confirmed whether the cells are those of fresh blocks, so that only they count
 */
record Answering(
    AskedMetrics asked,
    List<LoadCondition> conditions,
    Layout layout,
    List<Objective> objectives,
    Changes changes,
    double margin,
    long seed,
    Qualities qualities,
    boolean confirmed) {
  Answering {
    conditions = List.copyOf(conditions);
    objectives = List.copyOf(objectives);
  }

  /**
   * The confidence of the two-sided intervals that a condition is judged by: Student's one-sided
   * quantile at α over the conditions, the metrics, the capacity where one is asked for, and the
   * cells but one.
   */
  double confidence(LoadCondition condition) {
    return condition.confidence(conditions, asked.statements());
  }

  /**
   * What these cells answer, one for each condition. It depends on nothing else, so that the answer
   * without some of the blocks can be held beside it.
   *
   * @param observed cells that were measured to the end
   */
  List<OfCondition> of(List<Observed> observed) {
    return conditions.stream()
        .map(one -> new UnderCondition(this, one, one.of(observed)).answer())
        .toList();
  }

  /** The same of the blocks alone that were run after the best cell was chosen. */
  Answering confirming(List<Observed> fresh) {
    List<LoadCondition> again =
        conditions.stream()
            .map(
                one ->
                    new LoadCondition(
                        one.levels(),
                        one.of(fresh).stream().map(Observed::cell).toList(),
                        one.controlOf(fresh).map(Observed::cell)))
            .filter(one -> !one.cells().isEmpty())
            .toList();
    return new Answering(asked, again, layout, objectives, changes, margin, seed, qualities, true);
  }
}
