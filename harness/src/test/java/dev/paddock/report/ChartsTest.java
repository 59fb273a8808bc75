package dev.paddock.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Summary;
import dev.paddock.analysis.Synthetic;
import dev.paddock.settings.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
  @TempDir Path results;

  @Test
  void a_chart_that_people_expect_is_missing() throws Exception {
    Synthetic run = sweep();
    Summary summary = Analysis.of(run.write(results), run.experiment());
    List<Sheet> charts = Charts.of(summary);
    assertThat(charts.stream().map(Sheet::name))
        .containsExactly("front", "effects", "distributions", "anatomy", "drift", "memory");
    for (Sheet chart : charts) {
      assertThat(chart.svg()).isEqualTo(chart.svg()).contains("Machine: Example CPU");
      assertThat(chart.png()).hasSizeGreaterThan(1000);
      String look = System.getProperty("charts", "");
      if (!look.isEmpty()) {
        Files.createDirectories(Path.of(look));
        Files.write(Path.of(look, chart.name() + ".png"), chart.png());
        Files.writeString(Path.of(look, chart.name() + ".svg"), chart.svg());
      }
    }
  }

  static Synthetic sweep() {
    return new Synthetic()
        .factor("num_ctx", 2048, 4096, 8192)
        .factor("OLLAMA_NUM_PARALLEL", 1, 2)
        .factor("OLLAMA_FLASH_ATTENTION", "false", "true")
        .blocks(5)
        .clients(2)
        .requests(80)
        .slowdown(ChartsTest::slow);
  }

  private static double slow(Map<String, Value> levels) {
    double slow = 1;
    slow *= levels.containsValue(new Value.Whole(4096)) ? 1.2 : 1;
    slow *= levels.containsValue(new Value.Whole(8192)) ? 1.6 : 1;
    slow *= levels.containsValue(new Value.Text("true")) ? 0.85 : 1;
    return slow;
  }
}
