package dev.paddock.steer;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Objective;
import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.plan.Fraction;
import dev.paddock.plan.Plan;
import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.stats.MixedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What each cell is worth after some blocks: by a model of main effects and two-factor
 * interactions, and by what its own trials say beyond that; see {@link MixedModel}.
 */
final class Worth {
  private static final double ERROR = 0.05;

  /** What a cell may be worth beyond the model, as a share of the precision. */
  private static final double OWN = 0.5;

  private final Plan plan;
  private final Objective wanted;
  private final double precision;
  private final MixedModel model;
  private final List<Limit> limits;
  private final int sign;
  private final double surely;

  private Worth(
      Plan plan, Objective wanted, double precision, MixedModel model, List<Limit> limits) {
    this.plan = plan;
    this.wanted = wanted;
    this.precision = precision;
    this.model = model;
    this.limits = limits;
    this.sign = wanted instanceof Objective.Most ? 1 : -1;
    this.surely =
        TDistribution.of(model.df())
            .inverseCumulativeProbability(1 - ERROR / Math.max(1, plan.cells().size() - 1));
  }

  /** A limit, as far as cells keep it: by how much each lies beyond it, beside the control. */
  private record Limit(MixedModel model, Metric metric, int sign, double ofControl) {}

  /** What is known of the cells; empty where nothing was seen of any. */
  static Optional<Worth> of(
      Experiment experiment, Plan plan, Fraction fraction, List<Observed> cells, int blocks) {
    double precision = experiment.design().precision();
    Fits fits = new Fits(plan, fraction, cells, blocks, OWN * Math.log1p(precision));
    Objective wanted =
        experiment.objectives().stream()
            .filter(one -> one instanceof Objective.Least || one instanceof Objective.Most)
            .findFirst()
            .orElseThrow();
    List<Limit> limits = new ArrayList<>();
    for (Objective one : experiment.objectives()) {
      switch (one) {
        case Objective.AtMost(Metric metric, double limit) ->
            fits.limit(metric, limit, 1).ifPresent(limits::add);
        case Objective.AtLeast(Metric metric, double limit) ->
            fits.limit(metric, limit, -1).ifPresent(limits::add);
        case Objective.Least ignored -> {}
        case Objective.Most ignored -> {}
      }
    }
    return fits.model(wanted.metric())
        .map(model -> new Worth(plan, wanted, precision, model, limits));
  }

  /** Models of what was seen, one a metric. */
  private record Fits(Plan plan, Fraction fraction, List<Observed> cells, int blocks, double own) {
    Optional<MixedModel> model(Metric metric) {
      List<MixedModel.Seen> seen = new ArrayList<>();
      for (Observed cell : cells) {
        cell.figures(metric)
            .forEach(
                (block, figure) -> {
                  if (figure.value() > 0) {
                    seen.add(
                        new MixedModel.Seen(
                            row(plan, cell.cell().id()), block - 1, Math.log(figure.value())));
                  }
                });
      }
      return seen.size() <= fraction.model()[0].length + blocks
          ? Optional.empty()
          : Optional.of(
              MixedModel.of(seen.toArray(MixedModel.Seen[]::new), fraction.model(), blocks, own));
    }

    Optional<Limit> limit(Metric metric, double limit, int sign) {
      OptionalDouble control =
          cells.stream()
              .filter(cell -> cell.cell().id().equals(plan.control()))
              .flatMap(cell -> cell.figures(metric).values().stream())
              .filter(figure -> figure.value() > 0)
              .mapToDouble(figure -> Math.log(figure.value()))
              .average();
      return control.isEmpty()
          ? Optional.empty()
          : model(metric)
              .map(
                  model -> new Limit(model, metric, sign, control.getAsDouble() - Math.log(limit)));
    }
  }

  private static int row(Plan plan, String cell) {
    return IntStream.range(0, plan.cells().size())
        .filter(row -> plan.cells().get(row).id().equals(cell))
        .findFirst()
        .orElseThrow();
  }

  private int row(String cell) {
    return row(plan, cell);
  }

  /** The best of the cells that keep every limit; of those that keep none, the best of all. */
  Optional<String> leader(List<String> field) {
    Comparator<String> better =
        Comparator.comparingDouble(id -> sign * model.difference(row(id), row(plan.control())));
    Optional<String> keeping =
        field.stream()
            .filter(id -> limits.stream().allMatch(limit -> beyond(limit, id) <= 0))
            .max(better);
    return keeping.isPresent() ? keeping : field.stream().max(better);
  }

  private double beyond(Limit limit, String id) {
    return limit.sign * (limit.ofControl + limit.model.difference(row(id), row(plan.control())));
  }

  Optional<Event.Drop> out(String id, String leader) {
    for (Limit limit : limits) {
      double error = limit.model.error(row(id), row(plan.control()));
      if (beyond(limit, id) - surely * error > 0) {
        return Optional.of(
            new Event.Drop(
                id,
                "misses a limit; a cell that keeps it is left out so in at most 5 % of runs",
                "%s is about %s times that of the control, over the limit"
                    .formatted(
                        limit.metric.name(),
                        Numerals.ratio(
                            Math.exp(limit.model.difference(row(id), row(plan.control())))))));
      }
    }
    double lead = sign * model.difference(row(id), row(leader));
    double most = lead + surely * model.error(row(id), row(leader));
    return most >= Math.log1p(precision)
        ? Optional.empty()
        : Optional.of(
            new Event.Drop(
                id,
                "not better than the leading cell by more than %s %%; one that is, is left out so in at most 5 %% of runs"
                    .formatted(Numerals.number(100 * precision)),
                "%s is about %s times that of %s"
                    .formatted(
                        wanted.metric().name(), Numerals.ratio(Math.exp(sign * lead)), leader)));
  }
}
