package dev.paddock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Summary;
import dev.paddock.analysis.SummaryFile;
import dev.paddock.analysis.Synthetic;
import dev.paddock.settings.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    List<Sheet> charts = Charts.of(summary, Sheet.WIDE);
    assertThat(charts.stream().map(Sheet::name))
        .containsExactly(
            "front", "effects", "contrasts", "distributions", "anatomy", "drift", "memory");
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

  @Test
  void a_run_of_one_cell_or_one_request_cannot_be_drawn() throws Exception {
    for (int requests : new int[] {1, 3}) {
      for (int blocks : new int[] {1, 2}) {
        Synthetic run = new Synthetic().factor("num_ctx", 512).blocks(blocks).requests(requests);
        Summary summary = Analysis.of(run.write(results), run.experiment());
        assertThat(Charts.of(summary, Sheet.WIDE))
            .isNotEmpty()
            .allMatch(chart -> chart.png().length > 1000);
      }
    }
  }

  @Test
  void an_interval_that_says_nothing_makes_a_chart_that_is_never_finished() throws Exception {
    Synthetic run = sweep();
    Summary summary = Analysis.of(run.write(results), run.experiment());
    for (double[] ends :
        new double[][] {{1e-9, 1e9}, {Double.NaN, Double.NaN}, {0, Double.POSITIVE_INFINITY}}) {
      Summary wild = wild(summary, ends[0], ends[1]);
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () -> {
            assertThat(Charts.of(wild, Sheet.WIDE)).hasSize(7);
            Charts.of(wild, Sheet.WIDE)
                .forEach(chart -> assertThat(chart.svg()).doesNotContain("NaN"));
          });
    }
  }

  @Test
  void an_interval_is_cut_and_nobody_is_told() throws Exception {
    Synthetic run = sweep();
    Summary summary = wild(Analysis.of(run.write(results), run.experiment()), 1e-9, 1e15);
    assertThat(Charts.of(summary, Sheet.WIDE).stream().filter(ChartsTest::cut).map(Sheet::name))
        .containsExactly("front", "effects", "contrasts", "memory");
  }

  private static boolean cut(Sheet chart) {
    return String.join(" ", chart.caption()).contains("goes on outside the picture");
  }

  /** The summary with other intervals. */
  private static Summary wild(Summary summary, double lo, double hi) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(SummaryFile.write(summary));
    for (JsonNode node : json.findParents("lo")) {
      ObjectNode one = (ObjectNode) node;
      one.put("lo", lo).put("hi", hi);
      if (one.has("lo_adjusted")) {
        one.put("lo_adjusted", lo).put("hi_adjusted", hi);
      }
    }
    return SummaryFile.read(mapper.writeValueAsString(json));
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
