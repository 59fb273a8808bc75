package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.analysis.Summary.Contrast;
import dev.paddock.analysis.Summary.Verdict;
import dev.paddock.journal.RunDirectory;
import dev.paddock.settings.Value;
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
    assertThat(contrast.reads()).isEqualTo("worse");
    assertThat(contrast.lo().orElseThrow()).isLessThan(1.2);
    assertThat(contrast.hi().orElseThrow()).isGreaterThan(1.15);
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

  private static Contrast contrast(Summary summary, String metric, String cell) {
    List<Contrast> found =
        summary.contrasts().stream()
            .filter(c -> c.metric().equals(metric) && c.cell().equals(cell))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
