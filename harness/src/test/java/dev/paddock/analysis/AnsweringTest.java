package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.paddock.experiment.Objective;
import dev.paddock.figures.Looks;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.OfCondition;
import dev.paddock.summary.OfCondition.Best;
import dev.paddock.summary.OfCondition.Outcome;
import dev.paddock.summary.Summary.Point;
import dev.paddock.summary.Summary.Point.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is answered of cells whose truth is known; they differ from trial to trial by 2 %. */
class AnsweringTest {
  private static final Metric TTFT = Metric.named("ttft.p50").orElseThrow();
  private static final Metric RATE = Metric.named("throughput.tokens").orElseThrow();
  private static final Layout LAYOUT = new Layout(Set.of(), Map.of());
  private static final int BLOCKS = 5;

  private final List<Observed> cells = new ArrayList<>();
  private final List<Objective> objectives = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(11);
  private Changes changes = Changes.UNSEEN;
  private double spread = 0.02;

  /** The next cell, whose true figures are these. */
  private void cell(Map<String, Object> levels, double ttft, double rate) {
    SortedMap<Integer, Measured> valid = new TreeMap<>();
    for (int block = 1; block <= BLOCKS; block++) {
      valid.put(
          block,
          new Measured(
              Map.of(TTFT.name(), drawn(ttft * (1 + 0.1 * block)), RATE.name(), drawn(rate)),
              Map.of()));
    }
    Map<String, Value> values = new LinkedHashMap<>();
    new TreeMap<>(levels).forEach((name, value) -> values.put(name, Value.of(value)));
    cells.add(
        new Observed(
            new Cell("c%02d".formatted(cells.size() + 1), Configuration.named(values)),
            valid,
            0,
            Looks.NONE));
  }

  private void cell(int context, double ttft, double rate) {
    cell(Map.of("num_ctx", context), ttft, rate);
  }

  private OfMetric drawn(double truth) {
    return new OfMetric(truth * Math.exp(spread * random.nextGaussian()), 80, 80);
  }

  private Answering answering() {
    return new Answering(
        AskedMetrics.of(objectives, List.of(TTFT, RATE), false),
        LoadCondition.of(cells.stream().map(Observed::cell).toList(), "c01"),
        LAYOUT,
        objectives,
        changes,
        0.05,
        7,
        Qualities.NONE,
        false);
  }

  private OfCondition answer() {
    return answering().of(cells).getFirst();
  }

  @Test
  void what_you_have_is_kept_beside_a_cell_that_only_looks_better() {
    cell(1, 100, 50);
    cell(2, 99, 50);
    cell(3, 98.5, 50.5);
    OfCondition keep = answer();
    assertThat(keep.outcome()).isEqualTo(Outcome.KEEP);
    assertThat(keep.named()).isEmpty();
    assertThat(keep.best().getFirst().cells()).contains("c01");
    assertThat(keep.within().lo().orElseThrow()).isBetween(0.9, 1.0);
    assertThat(keep.within().hi().orElseThrow()).isBetween(1.0, 1.1);
    assertThat(keep.detectable().orElseThrow()).isBetween(1.02, 1.12);
  }

  @Test
  void of_equals_that_are_better_the_one_that_changes_least_is_named() {
    cell(Map.of("num_ctx", 1, "num_batch", 1), 100, 50);
    cell(Map.of("num_ctx", 2, "num_batch", 2), 69, 50);
    cell(Map.of("num_ctx", 2, "num_batch", 1), 70, 50);
    cell(Map.of("num_ctx", 1, "num_batch", 2), 70.5, 50);
    OfCondition use = answer();
    assertThat(use.outcome()).isEqualTo(Outcome.USE);
    assertThat(use.best().getFirst()).isEqualTo(new Best("ttft.p50", List.of("c02", "c03", "c04")));
    assertThat(use.named()).as("the estimate would say c02").containsExactly("c03");
    assertThat(use.beside())
        .extracting(Contrast::metric, c -> c.reads().word())
        .containsExactly(tuple("ttft.p50", "better"), tuple("throughput.tokens", ""));
  }

  @Test
  void a_setting_that_the_server_shows_to_be_the_same_is_no_change() {
    cell(Map.of("num_ctx", 1, "num_batch", 1), 100, 50);
    cell(Map.of("num_ctx", 2, "num_batch", 1), 70, 50);
    cell(Map.of("num_ctx", 2, "num_batch", 2), 70, 50);
    cell(Map.of("num_ctx", 1, "num_batch", 2), 70, 50);
    assertThat(answer().named()).containsExactly("c02");
    Set<String> same = new TreeSet<>(Set.of("8"));
    changes =
        new Changes(Map.of("c01", Map.of("num_batch", same), "c04", Map.of("num_batch", same)));
    assertThat(answer().named()).containsExactly("c04");
  }

  @Test
  void a_cell_that_costs_as_much_as_it_gives_is_a_tradeoff() {
    cell(1, 100, 50);
    cell(2, 70, 40);
    OfCondition tradeoff = answer();
    assertThat(tradeoff.outcome()).isEqualTo(Outcome.TRADEOFF);
    assertThat(tradeoff.named()).containsExactly("c02");
    assertThat(tradeoff.beside())
        .extracting(c -> c.reads().word())
        .containsExactly("better", "worse");
    cell(3, 75, 50);
    assertThat(answer().outcome()).as("one that costs nothing").isEqualTo(Outcome.TRADEOFF);
  }

  @Test
  void a_cell_of_the_set_that_costs_nothing_goes_before_one_that_does() {
    cell(1, 100, 50);
    cell(2, 70, 40);
    cell(3, 70, 50);
    assertThat(answer().named()).containsExactly("c03");
    assertThat(answer().outcome()).isEqualTo(Outcome.USE);
  }

  @Test
  void a_difference_within_the_margin_is_worth_no_change() {
    spread = 0.001;
    cell(1, 100, 50);
    cell(2, 98, 50);
    OfCondition keep = answer();
    assertThat(keep.best().getFirst().cells()).as("it is ahead").containsExactly("c02");
    assertThat(keep.outcome()).isEqualTo(Outcome.KEEP);
  }

  @Test
  void the_best_cell_that_breaks_a_limit_is_not_named() {
    objectives.add(new Objective.Least(TTFT));
    objectives.add(new Objective.AtLeast(RATE, 45));
    cell(1, 100, 50);
    cell(2, 50, 30);
    assertThat(answer().outcome()).isEqualTo(Outcome.LIMITED);
    assertThat(answer().named()).containsExactly("c02");
    objectives.removeLast();
    assertThat(answer().outcome()).isEqualTo(Outcome.USE);
  }

  @Test
  void cells_of_another_load_are_not_held_against_each_other() {
    cell(Map.of("load.clients", 1, "num_ctx", 1), 100, 50);
    cell(Map.of("load.clients", 1, "num_ctx", 2), 100, 50);
    cell(Map.of("load.clients", 8, "num_ctx", 1), 800, 200);
    cell(Map.of("load.clients", 8, "num_ctx", 2), 500, 200);
    List<OfCondition> both = answering().of(cells);
    assertThat(both).extracting(OfCondition::outcome).containsExactly(Outcome.KEEP, Outcome.USE);
    assertThat(both.getLast().control()).contains("c03");
    assertThat(both.getLast().named()).containsExactly("c04");
    assertThat(both.getLast().levels()).containsExactly(Map.entry("load.clients", 8L));
    Exploration explored = Exploration.of(List.of(TTFT, RATE), answering(), cells);
    assertThat(explored.contrasts())
        .extracting(c -> c.cell() + c.versus())
        .containsOnly("c02c01", "c04c03");
  }

  /** One condition of the two pays for the other: their error is shared. */
  @Test
  void conditions_share_the_error() {
    cell(Map.of("load.clients", 1, "num_ctx", 1), 100, 50);
    cell(Map.of("load.clients", 1, "num_ctx", 2), 100, 50);
    cell(Map.of("load.clients", 8, "num_ctx", 1), 800, 200);
    Answering shared = answering();
    assertThat(shared.confidence(shared.conditions().getFirst())).isEqualTo(1 - 2 * 0.05 / 2);
    cell(Map.of("load.clients", 8, "num_ctx", 2), 500, 200);
    shared = answering();
    assertThat(shared.confidence(shared.conditions().getFirst())).isEqualTo(1 - 2 * 0.05 / 2 / 2);
  }

  @Test
  void the_table_beside_the_control_and_the_sentence_have_the_same_intervals() {
    cell(1, 100, 50);
    cell(2, 70, 50);
    cell(3, 100, 50);
    Contrast said = answer().beside().getFirst();
    Exploration explored = Exploration.of(List.of(TTFT, RATE), answering(), cells);
    assertThat(explored.contrasts()).contains(said);
  }

  @Test
  void a_cell_that_was_dropped_still_counts_for_the_error() {
    cell(1, 100, 50);
    cell(2, 70, 50);
    cell(3, 100, 50);
    Answering three = answering();
    double confidence = three.confidence(three.conditions().getFirst());
    OfCondition two = three.of(cells.subList(0, 2)).getFirst();
    assertThat(confidence).isEqualTo(1 - 2 * 0.05 / 2 / 2);
    assertThat(two.cells()).hasSize(3);
    assertThat(two.named()).containsExactly("c02");
  }

  @Test
  void one_block_or_one_cell_has_no_answer() {
    cell(1, 100, 50);
    assertThat(answer().outcome()).isEqualTo(Outcome.NOTHING);
    cell(2, 50, 50);
    cells.replaceAll(cell -> cell.in(block -> block == 1));
    assertThat(answer().outcome()).isEqualTo(Outcome.NOTHING);
  }

  @Test
  void two_cells_are_judged_by_the_blocks_that_both_have() {
    cell(1, 100, 50);
    cell(2, 70, 50);
    cell(3, 100, 50);
    cells.set(1, cells.get(1).in(block -> block != 2));
    cells.set(0, cells.get(0).in(block -> block != 5));
    OfCondition use = answer();
    assertThat(use.named()).containsExactly("c02");
    assertThat(use.beside().getFirst().blocks()).isEqualTo(3);
  }

  @Test
  void fresh_blocks_are_judged_by_what_was_run_in_them() {
    cell(1, 100, 50);
    cell(2, 70, 50);
    cell(3, 60, 50);
    List<Observed> fresh = cells.subList(0, 2);
    OfCondition confirmed = answering().confirming(fresh).of(fresh).getFirst();
    assertThat(confirmed.confirmed()).isTrue();
    assertThat(confirmed.cells()).containsExactly("c01", "c02");
    assertThat(confirmed.named()).containsExactly("c02");
  }

  /**
   * The first is quick, the second busy, the third is beaten at both, the last two are the same.
   */
  @Test
  void a_cell_is_not_on_the_front_for_its_estimate_alone() {
    cell(1, 50, 50);
    cell(2, 100, 100);
    cell(3, 110, 40);
    List<Point> points = front();
    assertThat(points).extracting(Point::place).containsExactly(Place.ON, Place.ON, Place.OFF);
    cell(4, 50, 50);
    assertThat(front())
        .extracting(Point::place)
        .containsExactly(Place.UNTOLD, Place.ON, Place.OFF, Place.UNTOLD);
  }

  private List<Point> front() {
    Answering answering = answering();
    return new Front(answering.asked(), answering.conditions(), LAYOUT, 0.05).of(cells, cells);
  }
}
