package dev.paddock.steer;

import dev.paddock.experiment.DesignSpec;
import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Objective;
import dev.paddock.figures.Observed;
import dev.paddock.journal.Event;
import dev.paddock.journal.Event.Stage;
import dev.paddock.journal.Wanted;
import dev.paddock.plan.Fraction;
import dev.paddock.plan.Plan;
import dev.paddock.record.Metric;
import dev.paddock.record.Numerals;
import dev.paddock.stats.MixedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The way to the best cell with few trials. A fraction of the cells in a few blocks; then the cells
 * that may be better than the leading one by more than the precision, block by block fewer; then
 * the one that is left beside the control, in fresh blocks, whose trials alone say how much better
 * it is.
 *
 * <p>What a cell is worth is what a model of main effects and two-factor interactions says of it,
 * and what its own trials say beyond that; see {@link MixedModel}. A cell is left out when the
 * upper bound of its lead over the leading cell is below the precision, at 5 % shared out over the
 * cells.
 */
final class Screening implements Strategy {
  /** Of the fraction. */
  private static final int BLOCKS = 3;

  /** At least, for what is recommended. */
  private static final int CONFIRMING = 5;

  private static final double ERROR = 0.05;

  /** What a cell may be worth beyond the model, as a share of the precision. */
  private static final double OWN = 0.5;

  private final Experiment experiment;
  private final DesignSpec design;
  private final Plan plan;
  private final List<String> kept;
  private final Fraction fraction;
  private final Objective wanted;
  private final double margin;

  Screening(Experiment experiment, Plan plan) {
    this.experiment = experiment;
    this.design = experiment.design();
    this.plan = plan;
    this.kept = Kept.of(experiment, plan); // in every block
    this.fraction = Fraction.of(plan);
    this.wanted =
        experiment.objectives().stream()
            .filter(one -> one instanceof Objective.Least || one instanceof Objective.Most)
            .findFirst()
            .orElseThrow();
    this.margin = Math.log1p(design.precision());
  }

  @Override
  public boolean looks() {
    return true;
  }

  @Override
  public Optional<Event.Course> after(int block, Instant now, Seen seen, Wanted until) {
    return Optional.of(decide(block, now, seen.cells(), until));
  }

  /** None: cells are left on the way, so how many blocks it takes is not a matter of width. */
  @Override
  public Optional<Steering.Outlook> outlook(int most, Seen seen, Wanted until) {
    return Optional.empty();
  }

  private Event.Course decide(int block, Instant now, List<Observed> cells, Wanted until) {
    Stage stage = until.of(block).map(Event.Course::stage).orElse(Stage.SCREENING);
    if (block < BLOCKS) {
      return course(now, block, Stage.SCREENING, with(fraction.cells(), cells), List.of());
    }
    return stage == Stage.CONFIRMING
        ? confirmed(now, block, cells, until)
        : narrowed(now, block, cells, until);
  }

  private Event.Course narrowed(Instant now, int block, List<Observed> cells, Wanted until) {
    Set<String> out = until.dropped().stream().map(Event.Drop::cell).collect(Collectors.toSet());
    List<String> field =
        cells.stream().map(cell -> cell.cell().id()).filter(id -> !out.contains(id)).toList();
    Optional<Worth> worth = worth(cells, block);
    Optional<String> leader = worth.flatMap(w -> w.leader(field));
    if (leader.isEmpty()) {
      return course(now, block, Stage.NARROWING, with(field, cells), List.of());
    }
    List<Event.Drop> dropped =
        field.stream()
            .filter(id -> !id.equals(leader.get()))
            .flatMap(id -> worth.get().out(id, leader.get()).stream())
            .toList();
    List<String> left = new ArrayList<>(field);
    dropped.forEach(drop -> left.remove(drop.cell()));
    List<Event.Drop> told = dropped.stream().filter(drop -> !kept.contains(drop.cell())).toList();
    if (left.size() > 1 && block < design.maxBlocks() - CONFIRMING) {
      return course(now, block, Stage.NARROWING, with(left, cells), told);
    }
    return course(
        now,
        block,
        Stage.CONFIRMING,
        with(List.of(chosen(worth.get(), leader.get(), cells)), cells),
        told);
  }

  /** The leader; where that is the control, the best other, for the control to be compared with. */
  private String chosen(Worth worth, String leader, List<Observed> cells) {
    if (!leader.equals(plan.control())) {
      return leader;
    }
    return worth
        .leader(
            cells.stream().map(cell -> cell.cell().id()).filter(id -> !id.equals(leader)).toList())
        .orElse(leader);
  }

  private Event.Course confirmed(Instant now, int block, List<Observed> cells, Wanted until) {
    List<String> field = until.of(block).map(Event.Course::next).orElse(List.of());
    List<Integer> fresh = until.confirming();
    int first = fresh.getFirst();
    int blocks = block - first + 1;
    List<Observed> confirming =
        cells.stream()
            .filter(cell -> field.contains(cell.cell().id()))
            .map(cell -> cell.from(first))
            .toList();
    Optional<Observed> control =
        confirming.stream().filter(one -> one.cell().id().equals(plan.control())).findFirst();
    Stopping stopping = stopping(experiment, first);
    Optional<Event.Width> widest = control.flatMap(c -> stopping.widest(confirming, c));
    boolean enough =
        design.open()
            && blocks >= CONFIRMING
            && block >= design.minBlocks()
            && stopping.narrow(widest);
    return Steering.course(
        now, block, Stage.CONFIRMING, enough ? List.of() : field, List.of(), widest);
  }

  /** When the blocks from {@code first} on are enough. */
  static Stopping stopping(Experiment experiment, int first) {
    DesignSpec design = experiment.design();
    int most = design.maxBlocks() - first + 1;
    int least = Math.max(CONFIRMING, design.minBlocks() - first + 1);
    return new Stopping(
        experiment.metrics(),
        Math.min(least, most),
        design.open() ? most : least,
        design.precision());
  }

  private List<String> with(List<String> field, List<Observed> cells) {
    Set<String> next = new LinkedHashSet<>(kept);
    next.addAll(field);
    return cells.stream().map(cell -> cell.cell().id()).filter(next::contains).toList();
  }

  private static Event.Course course(
      Instant now, int block, Stage stage, List<String> next, List<Event.Drop> dropped) {
    return new Event.Course(now, block, stage, next, dropped, Optional.empty());
  }

  /** What each cell is worth after these blocks; empty where nothing was seen of any. */
  private Optional<Worth> worth(List<Observed> cells, int blocks) {
    Optional<MixedModel> best = fit(wanted.metric(), cells, blocks);
    List<Limit> limits = new ArrayList<>();
    for (Objective one : experiment.objectives()) {
      switch (one) {
        case Objective.AtMost(Metric metric, double limit) ->
            fit(metric, cells, blocks)
                .flatMap(model -> limit(model, metric, limit, 1, cells))
                .ifPresent(limits::add);
        case Objective.AtLeast(Metric metric, double limit) ->
            fit(metric, cells, blocks)
                .flatMap(model -> limit(model, metric, limit, -1, cells))
                .ifPresent(limits::add);
        case Objective.Least ignored -> {}
        case Objective.Most ignored -> {}
      }
    }
    return best.map(model -> new Worth(model, limits));
  }

  private Optional<MixedModel> fit(Metric metric, List<Observed> cells, int blocks) {
    List<MixedModel.Seen> seen = new ArrayList<>();
    for (Observed cell : cells) {
      cell.figures(metric)
          .forEach(
              (block, figure) -> {
                if (figure.value() > 0) {
                  seen.add(
                      new MixedModel.Seen(
                          row(cell.cell().id()), block - 1, Math.log(figure.value())));
                }
              });
    }
    return seen.size() <= fraction.model()[0].length + blocks
        ? Optional.empty()
        : Optional.of(
            MixedModel.of(
                seen.toArray(MixedModel.Seen[]::new), fraction.model(), blocks, OWN * margin));
  }

  private int row(String cell) {
    return IntStream.range(0, plan.cells().size())
        .filter(row -> plan.cells().get(row).id().equals(cell))
        .findFirst()
        .orElseThrow();
  }

  /** A limit, as far as cells keep it: by how much each lies beyond it, beside the control. */
  private record Limit(MixedModel model, Metric metric, int sign, double ofControl) {}

  private Optional<Limit> limit(
      MixedModel model, Metric metric, double limit, int sign, List<Observed> cells) {
    OptionalDouble control =
        cells.stream()
            .filter(cell -> cell.cell().id().equals(plan.control()))
            .flatMap(cell -> cell.figures(metric).values().stream())
            .filter(figure -> figure.value() > 0)
            .mapToDouble(figure -> Math.log(figure.value()))
            .average();
    return control.isEmpty()
        ? Optional.empty()
        : Optional.of(new Limit(model, metric, sign, control.getAsDouble() - Math.log(limit)));
  }

  /** What cells are worth, by their models. */
  private final class Worth {
    private final MixedModel model;
    private final List<Limit> limits;
    private final int sign;
    private final double surely;

    Worth(MixedModel model, List<Limit> limits) {
      this.model = model;
      this.limits = limits;
      this.sign = wanted instanceof Objective.Most ? 1 : -1;
      this.surely =
          TDistribution.of(model.df())
              .inverseCumulativeProbability(1 - ERROR / Math.max(1, plan.cells().size() - 1));
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
      return most >= margin
          ? Optional.empty()
          : Optional.of(
              new Event.Drop(
                  id,
                  "not better than the leading cell by more than %s %%; one that is, is left out so in at most 5 %% of runs"
                      .formatted(Numerals.number(100 * design.precision())),
                  "%s is about %s times that of %s"
                      .formatted(
                          wanted.metric().name(), Numerals.ratio(Math.exp(sign * lead)), leader)));
    }
  }
}
