package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.journal.RunDirectory;
import dev.paddock.settings.Value;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisTest {
  @TempDir Path results;

  @Test
  void a_planted_slowdown_of_a_fifth_is_found_and_its_size_is_right() {
    Synthetic run =
        new Synthetic()
            .factor("num_ctx", 2048, 4096)
            .blocks(6)
            .slowdown(levels -> levels.containsValue(new Value.Whole(4096)) ? 1.2 : 1);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    Contrast contrast = contrast(summary, "ttft.p50", "c02");
    assertThat(contrast.verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(contrast.reads()).isEqualTo(Reads.WORSE);
    assertThat(contrast.plain().lo().orElseThrow()).isLessThan(1.2);
    assertThat(contrast.plain().hi().orElseThrow()).isGreaterThan(1.15);
    assertThat(contrast.blocks()).isEqualTo(6);
  }

  @Test
  void the_same_files_give_the_same_bytes() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(3).requests(40);
    RunDirectory directory = run.write(results);
    String once = SummaryFile.write(Analysis.of(directory, run.experiment()));
    assertThat(SummaryFile.write(Analysis.of(directory, run.experiment()))).isEqualTo(once);
    assertThat(SummaryFile.write(SummaryFile.read(once))).isEqualTo(once);
  }

  /** R: qt(0.975, df = 5) is 2.570582. */
  @Test
  void the_spread_of_a_cell_is_that_of_its_interval() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(6).requests(10);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    Estimate one = summary.cells().getFirst().metric("ttft.p50").orElseThrow();
    double half = 2.570582 * one.spread().orElseThrow() / Math.sqrt(6);
    assertThat(one.bounds().hi().orElseThrow())
        .isCloseTo(one.value() * Math.exp(half), within(1e-4));
    assertThat(one.geometric()).isTrue();
    assertThat(summary.cells().getFirst().metric("ttft.p99").orElseThrow().spread())
        .as("a descriptive quantile")
        .isEmpty();
  }

  @Test
  void what_was_asked_and_what_was_set_in_every_cell_are_in_the_summary() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(2).requests(10).clients(3);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    assertThat(summary.method().metrics()).startsWith("ttft.p50", "ttft.p95");
    assertThat(summary.method().constants())
        .containsEntry("load.clients", 3L)
        .containsEntry("workload.prompt_tokens", 128L)
        .doesNotContainKey("num_ctx");
  }

  @Test
  void two_cells_that_are_the_same_are_not_called_different() {
    int falseWords = 0;
    for (int seed = 1; seed <= 20; seed++) {
      Synthetic run =
          new Synthetic().named("aa-" + seed).factor("num_ctx", 2048, 4096).seed(100L * seed);
      run.requests(40).metrics("ttft.p50");
      Summary summary = Analysis.of(run.write(results), run.experiment());
      Verdict verdict = contrast(summary, "ttft.p50", "c02").verdict();
      falseWords += verdict == Verdict.LOWER || verdict == Verdict.HIGHER ? 1 : 0;
    }
    // At a true 5 % more than 4 of 20 happen once in 400 times; the seeds are fixed.
    assertThat(falseWords).isLessThanOrEqualTo(4);
  }

  @Test
  void an_invalid_trial_is_left_out_of_the_statistics() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(4).invalid(1);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    assertThat(summary.invalid()).isEqualTo(1);
    assertThat(summary.excluded().getFirst().reasons()).contains("other load on the machine");
    String cell = summary.excluded().getFirst().cell();
    OfCell hit =
        summary.cells().stream().filter(c -> c.id().equals(cell)).findFirst().orElseThrow();
    assertThat(hit.invalid()).isEqualTo(1);
    Estimate ttft = hit.metric("ttft.p50").orElseThrow();
    assertThat(ttft.trials()).isEqualTo(3);
    assertThat(ttft.value()).as("the bad trial took a hundred times as long").isLessThan(100);
    assertThat(contrast(summary, "ttft.p50", "c02").blocks()).isEqualTo(3);
  }

  @Test
  void a_contrast_uses_no_block_that_only_one_of_two_cells_has() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(4).missing(2).missing(3);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    assertThat(summary.trials()).isEqualTo(6);
    assertThat(contrast(summary, "ttft.p50", "c02").blocks()).isEqualTo(2);
  }

  @Test
  void one_block_is_given_no_interval_of_a_ratio_and_no_verdict() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(1);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    Contrast contrast = contrast(summary, "ttft.p50", "c02");
    assertThat(contrast.plain().lo()).isEmpty();
    assertThat(contrast.adjusted().lo()).isEmpty();
    assertThat(contrast.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(contrast.estimator()).isEqualTo("descriptive");
    OfCell cell = summary.cells().getFirst();
    assertThat(cell.metric("throughput.tokens").orElseThrow().bounds().lo()).isEmpty();
    assertThat(cell.metric("ttft.p50").orElseThrow().estimator()).contains("order-statistic");
  }

  @Test
  void a_quantile_of_too_few_requests_is_given_no_interval() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).requests(35).metrics("ttft.p90");
    Summary summary = Analysis.of(run.write(results), run.experiment());
    Estimate estimate = summary.cells().getFirst().metric("ttft.p90").orElseThrow();
    assertThat(estimate.bounds().lo()).isEmpty();
    assertThat(estimate.estimator()).isEqualTo("descriptive");
    assertThat(contrast(summary, "ttft.p90", "c02").plain().lo()).isEmpty();
  }

  @Test
  void the_parts_of_a_request_sum_to_its_end_to_end_time() {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(1);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    OfCell cell = summary.cells().getFirst();
    double parts = cell.anatomy().values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(parts).isCloseTo(cell.metric("e2e.mean").orElseThrow().value(), within(1e-6));
  }

  private static Contrast contrast(Summary summary, String metric, String cell) {
    List<Contrast> found =
        summary.contrasts().stream()
            .filter(c -> c.metric().equals(metric) && c.cell().equals(cell))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
