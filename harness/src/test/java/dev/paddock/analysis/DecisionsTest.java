package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.experiment.Hypothesis;
import dev.paddock.experiment.Hypothesis.Expect;
import dev.paddock.experiment.Objective;
import dev.paddock.figures.Comparison;
import dev.paddock.figures.Looks;
import dev.paddock.figures.Measured;
import dev.paddock.figures.Observed;
import dev.paddock.plan.Cell;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import dev.paddock.summary.OfHypothesis;
import dev.paddock.summary.OfHypothesis.Judgement;
import dev.paddock.summary.OfObjective;
import dev.paddock.summary.OfObjective.Met;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of cells whose figures are given. */
class DecisionsTest {
  private static final Metric TTFT = Metric.named("ttft.p50").orElseThrow();
  private static final Metric RATE = Metric.named("throughput.tokens").orElseThrow();

  private static final Layout LAYOUT = new Layout(Set.of(), Map.of());

  private static Observed cell(int context, int batch, double... ttft) {
    return cell(context, batch, Looks.NONE, ttft);
  }

  /** A cell whose throughput is 1,000 over its time to the first token. */
  private static Observed cell(int context, int batch, Looks looks, double... ttft) {
    SortedMap<Integer, Measured> valid = new TreeMap<>();
    for (int block = 1; block <= ttft.length; block++) {
      double value = ttft[block - 1];
      valid.put(
          block,
          new Measured(
              Map.of(
                  TTFT.name(), new OfMetric(value, 80, 80),
                  RATE.name(), new OfMetric(1000 / value, 80, 80)),
              Map.of()));
    }
    return new Observed(
        new Cell(
            "c" + context + batch,
            Configuration.named(
                Map.of("num_ctx", new Value.Whole(context), "num_batch", new Value.Whole(batch)))),
        valid,
        0,
        looks);
  }

  @Test
  void an_undecided_limit_says_how_many_blocks_it_takes() {
    Observed cell = cell(1, 1, 100, 120, 90, 110, 95);
    List<OfObjective> limits =
        Objectives.of(List.of(new Objective.AtMost(TTFT, 110)), List.of(cell));
    assertThat(limits.getFirst().met()).isEqualTo(Met.UNDECIDED);
    // SciPy: l=np.log([100,120,90,110,95]); d=abs(l.mean()-np.log(110))
    // next(k for k in range(2,99) if t.ppf(.975,k-1)*l.std(ddof=1)/k**.5<=d) -> 13
    assertThat(limits.getFirst().blocksNeeded()).hasValue(13);
    OfObjective met =
        Objectives.of(List.of(new Objective.AtMost(TTFT, 200)), List.of(cell)).getFirst();
    assertThat(met.met()).isEqualTo(Met.MET);
    assertThat(met.blocksNeeded()).isEmpty();
  }

  private static OfHypothesis judged(boolean overAll, Observed... cells) {
    Hypothesis hypothesis =
        new Hypothesis(
            "H1",
            "less context is quicker",
            TTFT,
            Configuration.of(Known.NUM_CTX, new Value.Whole(1)),
            Configuration.of(Known.NUM_CTX, new Value.Whole(2)),
            overAll,
            Expect.LOWER,
            0);
    return Judgements.of(List.of(hypothesis), List.of(cells), List.of(), LAYOUT).getFirst();
  }

  @Test
  void a_claim_over_all_is_not_judged_by_the_first_levels_alone() {
    Observed[] cells = {
      cell(1, 1, 100, 103, 98, 101, 99),
      cell(2, 1, 90, 92, 88, 91, 89),
      cell(1, 2, 50, 52, 49, 51, 50),
      cell(2, 2, 100, 103, 98, 102, 99)
    };
    OfHypothesis first = judged(false, cells);
    assertThat(first.verdict()).isEqualTo(Judgement.REFUTED);
    assertThat(first.when()).isEqualTo("c11");
    OfHypothesis all = judged(true, cells);
    assertThat(all.verdict()).isEqualTo(Judgement.SUPPORTED);
    assertThat(all.when()).isEqualTo("c11, c12");
    assertThat(all.versus()).isEqualTo("c21, c22");
    // Geometric mean over both: sqrt(10/9 * 1/2), nearly the same in each block.
    assertThat(all.ratio().orElseThrow()).isCloseTo(0.747, within(0.005));
  }

  @Test
  void a_block_that_lacks_a_pair_does_not_stand_for_all_pairs() {
    Observed[] cells = {
      cell(1, 1, 100, 103, 98, 101, 99),
      cell(2, 1, 90, 92, 88, 91, 89),
      cell(1, 2, 50, 52, 49, 51),
      cell(2, 2, 100, 103, 98, 102)
    };
    assertThat(judged(true, cells).blocks()).isEqualTo(4);
  }

  @Test
  void a_family_of_many_figures_is_not_a_family_for_each() {
    Observed control = cell(1, 1, 100, 104, 97, 101, 99);
    Observed slightly = cell(2, 1, 103, 106, 101, 105, 101);
    double alone =
        Exploration.confidence(
            Contrasts.of(TTFT, List.of(slightly, control), control, LAYOUT).stream());
    List<Observed> others =
        Stream.of(3, 4, 5, 6).map(context -> cell(context, 1, 101, 103, 98, 100, 99)).toList();
    List<Observed> all = Stream.concat(Stream.of(slightly, control), others.stream()).toList();
    double among =
        Exploration.confidence(
            Stream.of(TTFT, RATE)
                .flatMap(metric -> Contrasts.of(metric, all, control, LAYOUT).stream()));
    assertThat(alone).isEqualTo(0.95);
    assertThat(among).isGreaterThan(0.97);
  }

  @Test
  void an_interval_of_a_run_that_stopped_when_it_was_narrow_is_wider_than_students() {
    double[] here = {100, 104, 97, 101, 99, 102, 98};
    double[] there = {90, 93, 88, 92, 89, 91, 90};
    Comparison plain = Comparison.of(TTFT, cell(1, 1, here), cell(2, 1, there)).orElseThrow();
    Looks looks = new Looks(7, 5, 12);
    Comparison stopped =
        Comparison.of(TTFT, cell(1, 1, looks, here), cell(2, 1, looks, there)).orElseThrow();
    double half = width(plain);
    assertThat(width(stopped)).isGreaterThan(1.1 * half);
    assertThat(stopped.value()).isEqualTo(plain.value());
    assertThat(stopped.pValue(1.08)).isGreaterThan(plain.pValue(1.08));
    // Both ways of asking agree: the interval of 1 − p ends at the value that was tested.
    double p = stopped.pValue(1.085);
    assertThat(p).isLessThan(0.05);
    assertThat(stopped.interval(1 - p).orElseThrow().low()).isCloseTo(1.085, within(1e-6));
  }

  private static double width(Comparison comparison) {
    var interval = comparison.interval(0.95).orElseThrow();
    return interval.high() - interval.low();
  }

  @Test
  void one_wild_block_does_not_move_the_shift_as_it_moves_the_mean() {
    double[] control = DoubleStream.generate(() -> 100).limit(7).toArray();
    Comparison comparison =
        Comparison.of(TTFT, cell(1, 1, 110, 111, 109, 110, 112, 108, 900), cell(2, 1, control))
            .orElseThrow();
    assertThat(comparison.value()).isGreaterThan(1.4);
    // SciPy: w=[(a+b)/2 for i,a in enumerate(l) for b in l[i:]]; np.exp(np.median(w)) -> 1.10494
    assertThat(comparison.shift()).isCloseTo(1.10494, within(1e-5));
    assertThat(comparison.superiority()).hasValue(1);
    assertThat(comparison.signFlip(7)).contains(true);
    assertThat(
            Comparison.of(TTFT, cell(1, 1, 110, 111, 109), cell(2, 1, 100, 101, 99))
                .orElseThrow()
                .signFlip(7))
        .isEmpty();
  }
}
