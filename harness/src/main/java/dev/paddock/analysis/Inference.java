package dev.paddock.analysis;

import dev.paddock.experiment.Experiment;
import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Plan;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.Summary.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run shows of its cells, in its three families of statements: hypotheses, what the answer
 * rests on, and all else.
 */
record Inference(
    Exploration explored,
    List<OfCondition> conditions,
    List<OfHypothesis> hypotheses,
    List<OfObjective> objectives,
    List<Point> points) {

  /** What the first sentence of an experiment may speak of. */
  static AskedMetrics asked(Experiment experiment) {
    return AskedMetrics.of(experiment.objectives(), experiment.metrics(), Curves.asked(experiment));
  }

  /**
   * Everything that these cells show.
   *
   * @param trials that ended
   * @param qualities of its cells' answers
   * @param cells every cell of the plan, in its order
   */
  static Inference of(
      Experiment experiment,
      Plan plan,
      List<Event.Trial> trials,
      Wanted wanted,
      Qualities qualities,
      List<Observed> cells) {
    Layout layout = Layout.of(experiment);
    double margin = experiment.design().precision();
    Answering answering =
        new Answering(
            asked(experiment),
            LoadCondition.of(plan.cells(), plan.control()),
            layout,
            experiment.objectives(),
            Changes.of(trials),
            margin,
            plan.seed(),
            qualities,
            false);
    List<Observed> toTheEnd = measuredToTheEnd(cells, wanted);
    return new Inference(
        Exploration.of(experiment.metrics(), answering, toTheEnd),
        conditions(answering, toTheEnd, Steered.confirming(wanted)),
        Judgements.of(experiment.hypotheses(), cells, answering.conditions(), layout),
        Objectives.of(experiment.objectives(), cells),
        new Front(answering.asked(), answering.conditions(), layout, margin).of(toTheEnd, cells));
  }

  /** A cell that was dropped gets no verdict of its own: what dropped it would speak in it. */
  private static List<Observed> measuredToTheEnd(List<Observed> cells, Wanted wanted) {
    Set<String> dropped =
        wanted.dropped().stream().map(Event.Drop::cell).collect(Collectors.toUnmodifiableSet());
    return cells.stream().filter(cell -> !dropped.contains(cell.cell().id())).toList();
  }

  /** After screening, the blocks that chose the best cell say nothing of how good it is. */
  private static List<OfCondition> conditions(
      Answering answering, List<Observed> toTheEnd, Set<Integer> confirming) {
    if (confirming.isEmpty()) {
      return answering.of(toTheEnd);
    }
    List<Observed> fresh =
        toTheEnd.stream()
            .map(cell -> cell.in(confirming::contains))
            .filter(cell -> !cell.valid().isEmpty())
            .toList();
    return answering.confirming(fresh).of(fresh);
  }

  /** The same, with answers doubted that the quiet trials alone do not give. */
  Inference besideQuiet(Inference quiet) {
    List<OfCondition> doubted = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      doubted.add(
          i < quiet.conditions.size()
              ? conditions.get(i).besideQuiet(quiet.conditions.get(i))
              : conditions.get(i));
    }
    return new Inference(explored, doubted, hypotheses, objectives, points);
  }

  /** The figures alone, without a verdict: what a run shows before its end. */
  Inference unjudged() {
    return new Inference(
        explored.unjudged(),
        List.of(),
        hypotheses.stream().map(OfHypothesis::unjudged).toList(),
        objectives.stream().map(OfObjective::unjudged).toList(),
        points.stream().map(Point::unjudged).toList());
  }

  /** The points that are shown to be on the front, by latency. */
  List<Point> front() {
    return points.stream()
        .filter(Point::nonDominated)
        .sorted(Comparator.comparingDouble(Point::latency).thenComparing(Point::cell))
        .toList();
  }
}
