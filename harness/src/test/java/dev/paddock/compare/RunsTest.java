package dev.paddock.compare;

import static dev.paddock.analysis.Figured.around;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.analysis.Figured;
import dev.paddock.compare.Compared.Beyond;
import dev.paddock.compare.Compared.Statement;
import dev.paddock.compare.Compared.Unmatched;
import dev.paddock.compare.Runs.Asked;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunsTest {
  private static final String THEN = "2026-11-20T01:00:00Z";
  private static final String NOW = "2026-11-21T01:00:00Z";
  private static final Asked USUAL = new Asked(OptionalDouble.empty(), List.of());

  private static Figured run(String at, double small, double large) {
    return new Figured(at)
        .cell(Map.of("num_ctx", 2048), Map.of("ttft.p50", around(small, 0.02, 6)))
        .cell(Map.of("num_ctx", 8192), Map.of("ttft.p50", around(large, 0.02, 6)));
  }

  private static Compared compare(Figured before, Figured now) {
    return Runs.compare(before.placed("before"), now.placed("now"), USUAL);
  }

  private static Statement of(Compared compared, String metric, String cell) {
    return compared.statements().stream()
        .filter(one -> one.metric().equals(metric) && one.baselineCell().equals(cell))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_planted_slowdown_of_a_fifth_is_found() {
    Compared compared = compare(run(THEN, 100, 200), run(NOW, 100, 240));
    Statement slower = of(compared, "ttft.p50", "c02");
    assertThat(slower.verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(slower.reads()).isEqualTo(Reads.WORSE);
    assertThat(slower.beyond()).isEqualTo(Beyond.REGRESSION);
    assertThat(slower.loAdjusted()).isGreaterThan(1.05).isLessThan(slower.lo());
    assertThat(slower.ratio().orElseThrow()).isCloseTo(1.2, within(1e-9));
    assertThat(of(compared, "ttft.p50", "c01").verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(compared.regressed()).isTrue();
    assertThat(compared.counts().excluded()).isEqualTo(1);
  }

  @Test
  void a_run_that_is_faster_is_no_regression() {
    Compared compared = compare(run(THEN, 100, 240), run(NOW, 100, 200));
    assertThat(of(compared, "ttft.p50", "c02").beyond()).isEqualTo(Beyond.IMPROVEMENT);
    assertThat(compared.counts().excluded()).isEqualTo(2);
    assertThat(compared.regressed()).isFalse();
  }

  /** A throughput that falls is worse, one that rises is not. */
  @Test
  void a_throughput_is_better_where_it_is_higher() {
    Figured before =
        new Figured(THEN)
            .metrics("throughput.tokens")
            .cell(Map.of("a", 1), Map.of("throughput.tokens", around(100, 0.02, 6)))
            .cell(Map.of("a", 2), Map.of("throughput.tokens", around(100, 0.02, 6)));
    Figured now =
        new Figured(NOW)
            .metrics("throughput.tokens")
            .cell(Map.of("a", 1), Map.of("throughput.tokens", around(120, 0.02, 6)))
            .cell(Map.of("a", 2), Map.of("throughput.tokens", around(80, 0.02, 6)));
    Compared compared = compare(before, now);
    assertThat(of(compared, "throughput.tokens", "c01").beyond()).isEqualTo(Beyond.IMPROVEMENT);
    assertThat(of(compared, "throughput.tokens", "c02").beyond()).isEqualTo(Beyond.REGRESSION);
    assertThat(of(compared, "throughput.tokens", "c02").hiAdjusted()).isLessThan(0.95);
  }

  @Test
  void what_is_too_noisy_to_tell_is_called_undecided() {
    Figured before =
        new Figured(THEN).cell(Map.of("a", 1), Map.of("ttft.p50", around(100, 0.1, 6)));
    Figured now = new Figured(NOW).cell(Map.of("a", 1), Map.of("ttft.p50", around(102, 0.1, 6)));
    Compared compared = compare(before, now);
    Statement one = of(compared, "ttft.p50", "c01");
    assertThat(one.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(one.beyond()).isEqualTo(Beyond.UNDECIDED);
    assertThat(compared.counts().excluded()).isZero();
    // SciPy: the first n with t.ppf(.975, 2n - 2) * .1 * sqrt(2 / n) <= log(1.05 / 1.02)
    assertThat(one.blocksNeeded()).hasValue(93);
  }

  /** A summary of an older Paddock has intervals only; what follows of them is the same. */
  @Test
  void a_summary_without_spreads_is_compared_alike() {
    Map<String, double[]> a = Map.of("ttft.p50", new double[] {110.2, 98.4, 121.9, 105.0, 99.7});
    Map<String, double[]> b =
        Map.of("ttft.p50", new double[] {127.1, 131.0, 118.2, 140.5, 122.8, 133.3, 125.7});
    Compared compared =
        compare(
            new Figured(THEN).cell(Map.of("x", 1), a).older(),
            new Figured(NOW).cell(Map.of("x", 1), b).older());
    Compared younger =
        compare(
            new Figured(THEN).cell(Map.of("x", 1), a), new Figured(NOW).cell(Map.of("x", 1), b));
    for (Compared each : List.of(compared, younger)) {
      // scipy.stats.ttest_ind(log(b), log(a), equal_var=False).confidence_interval(0.95), exp
      Statement one = of(each, "ttft.p50", "c01");
      assertThat(one.lo()).isCloseTo(1.0794834242017628, within(1e-9));
      assertThat(one.hi()).isCloseTo(1.336883718460134, within(1e-9));
    }
  }

  /** Cells have other ids, and one run varies what is constant in the other. */
  @Test
  void cells_are_matched_by_their_levels() {
    Figured before =
        new Figured(THEN)
            .constant("num_ctx", 8192)
            .cell(Map.of("slots", 1), Map.of("ttft.p50", around(200, 0.02, 6)))
            .cell(Map.of("slots", 2), Map.of("ttft.p50", around(300, 0.02, 6)));
    Figured now =
        new Figured(NOW)
            .constant("slots", 2)
            .cell(Map.of("num_ctx", 2048), Map.of("ttft.p50", around(100, 0.02, 6)))
            .cell(Map.of("num_ctx", 8192), Map.of("ttft.p50", around(300, 0.02, 6)));
    Compared compared = compare(before, now);
    assertThat(compared.statements()).hasSize(1);
    assertThat(of(compared, "ttft.p50", "c02").candidateCell()).isEqualTo("c02");
    assertThat(of(compared, "ttft.p50", "c02").verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(compared.unmatched())
        .containsExactly(
            new Unmatched("baseline", "c01", "{slots=1}", "the other run has no cell with slots=1"),
            new Unmatched(
                "candidate",
                "c01",
                "{num_ctx=2048}",
                "the other run has no cell with num_ctx=2048"));
  }

  @Test
  void a_setting_that_an_older_run_does_not_tell_is_not_taken_for_the_same() {
    Figured before =
        new Figured(THEN).older().cell(Map.of("a", 1), Map.of("ttft.p50", around(100, 0.02, 6)));
    Figured now =
        new Figured(NOW)
            .cell(Map.of("a", 1, "load.clients", 4), Map.of("ttft.p50", around(100, 0.02, 6)));
    Compared compared = compare(before, now);
    assertThat(compared.statements()).isEmpty();
    assertThat(compared.unmatched())
        .extracting(Unmatched::why)
        .contains("this run does not say its load.clients");
  }

  @Test
  void a_cell_that_cannot_run_any_more_is_a_regression() {
    Figured now =
        new Figured(NOW)
            .cell(Map.of("num_ctx", 2048), Map.of("ttft.p50", around(100, 0.02, 6)))
            .cell(Map.of("num_ctx", 8192), Map.of())
            .cannotRun("c02");
    Compared compared = compare(run(THEN, 100, 200), now);
    assertThat(compared.counts().lost()).isEqualTo(1);
    assertThat(compared.regressed()).isTrue();
    assertThat(compared.silent().getFirst().why()).contains("out of memory");
  }

  @Test
  void a_descriptive_figure_or_a_missing_one_is_named() {
    Figured now =
        new Figured(NOW)
            .cell(Map.of("num_ctx", 2048), Map.of("ttft.p50", new double[] {100}))
            .cell(Map.of("num_ctx", 8192), Map.of("itl.p50", around(100, 0.02, 6)));
    Compared compared = compare(run(THEN, 100, 200), now);
    assertThat(compared.statements()).isEmpty();
    assertThat(compared.silent())
        .extracting(Compared.Silent::why)
        .containsExactly(
            "descriptive: one trial, or a quantile of too few values", "the candidate lacks it");
  }

  @Test
  void another_machine_is_told_from_another_build() {
    Compared built =
        compare(run(THEN, 100, 200), run(NOW, 100, 200).fact("server.version", "0.34.0"));
    assertThat(built.grave()).isEmpty();
    assertThat(built.otherwise())
        .extracting(Compared.Otherwise::toString)
        .containsExactly("server.version: 0.33.0 → 0.34.0");
    Compared machine = compare(run(THEN, 100, 200), run(NOW, 100, 200).fact("cpu.model", "B"));
    assertThat(machine.grave()).hasSize(1);
    Compared asked =
        compare(run(THEN, 100, 200), run(NOW, 100, 200).constant("workload.prompt_tokens", 999));
    assertThat(asked.grave())
        .extracting(Compared.Otherwise::what)
        .containsExactly("workload.prompt_tokens");
    Compared set = compare(run(THEN, 100, 200), run(NOW, 100, 200).constant("num_batch", 64));
    assertThat(set.grave()).isEmpty();
    assertThat(set.otherwise()).hasSize(1);
  }

  /** Parts of a request and memory of no card can be zero: a difference, which no margin bounds. */
  @Test
  void a_figure_that_can_be_zero_is_given_no_ratio() {
    double[] zero = {0, 0, 0, 0};
    double[] some = {1, 0, 2, 1};
    Figured before =
        new Figured(THEN)
            .metrics("vram", "prefill")
            .cell(Map.of("a", 1), Map.of("vram", zero, "prefill", some));
    Figured now =
        new Figured(NOW)
            .metrics("vram", "prefill")
            .cell(Map.of("a", 1), Map.of("vram", zero, "prefill", some));
    Compared compared = compare(before, now);
    assertThat(of(compared, "vram", "c01").verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(of(compared, "prefill", "c01").ratio()).isEmpty();
    assertThat(of(compared, "prefill", "c01").beyond()).isEqualTo(Beyond.NO_MARGIN);
    assertThat(compared.counts().noMargin()).isEqualTo(2);
  }

  /** Trials of a run agree to 2 %, runs differ by 10 %: a run 10 % off is one of them. */
  @Test
  void a_run_like_the_earlier_ones_is_no_regression() {
    List<Placed> earlier = new ArrayList<>();
    double[] means = {100, 110, 92, 104, 97, 108, 95, 102};
    for (int i = 0; i < means.length; i++) {
      earlier.add(run("2026-11-1%dT01:00:00Z".formatted(i), means[i], 200).placed("run " + i));
    }
    Compared within = Runs.compare(earlier, run(NOW, 112, 200).placed("now"), USUAL);
    assertThat(of(within, "ttft.p50", "c01").beyond()).isEqualTo(Beyond.UNDECIDED);
    assertThat(within.baseline().runs()).isEqualTo(8);
    Compared beyond = Runs.compare(earlier, run(NOW, 160, 200).placed("now"), USUAL);
    assertThat(of(beyond, "ttft.p50", "c01").beyond()).isEqualTo(Beyond.REGRESSION);
    Compared few = Runs.compare(earlier.subList(0, 2), run(NOW, 112, 200).placed("now"), USUAL);
    assertThat(few.baseline().runs()).as("too few: the last of them").isEqualTo(1);
    assertThat(few.baseline().place()).isEqualTo("run 1");
  }
}
