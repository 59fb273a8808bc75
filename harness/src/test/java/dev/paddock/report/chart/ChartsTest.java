package dev.paddock.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Synthetic;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.settings.Value;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ChartsTest {
  @TempDir Path results;

  @Test
  void every_chart_that_people_expect_is_drawn_alike_each_time_and_is_small() throws Exception {
    Synthetic run = sweep();
    Summary summary = Analysis.of(run.write(results), run.experiment());
    List<Chart> charts = Charts.of(summary, Chart.WIDE);
    assertThat(charts.stream().map(Chart::name))
        .containsExactly(
            "front", "effects", "contrasts", "distributions", "anatomy", "drift", "memory");
    for (Chart chart : charts) {
      assertThat(chart.svg())
          .isEqualTo(chart.svg())
          .contains("Machine: Example CPU")
          .hasSizeLessThan(60_000);
      String look = System.getProperty("charts", "");
      if (!look.isEmpty()) {
        Files.createDirectories(Path.of(look));
        Files.writeString(Path.of(look, chart.name() + ".svg"), chart.svg());
      }
    }
  }

  @Test
  void a_point_says_which_cell_it_is_of() throws Exception {
    Synthetic run = sweep();
    Summary summary = Analysis.of(run.write(results), run.experiment());
    for (String name : List.of("front", "contrasts", "memory")) {
      String svg = chart(summary, name, Chart.WIDE).svg();
      assertThat(svg)
          .contains("<title>c05  ctx=4096  np=1  fa=false</title>\n<circle cx=")
          .doesNotContain("<title></title>");
    }
  }

  /** Digits that no eye sees are cut from places; of a number that is read none is. */
  @Test
  void the_ticks_of_an_axis_are_text_with_all_their_digits() {
    Axis ticks = Axis.numbers(new Scale(0.9, 0.05, 4, false), "ratio");
    Panel panel = Panel.rows(Chart.WIDE, List.of("np 2 / 1"), ticks);
    panel.upright(1);
    String svg =
        new Chart(Chart.WIDE, "ticks", "Ticks", List.of(panel), List.of(), List.of("p = 0.0123"))
            .svg();
    assertThat(svg)
        .contains(">0.9</text>", ">0.95</text>", ">1</text>", ">1.05</text>", ">1.1</text>")
        .contains(">p = 0.0123</text>")
        .doesNotContainPattern("[\"' ,][0-9]+\\.[0-9]{2}[^<]*>");
  }

  @Test
  void a_run_of_one_cell_or_one_request_is_drawn() throws Exception {
    for (int requests : new int[] {1, 3}) {
      for (int blocks : new int[] {1, 2}) {
        Synthetic run = new Synthetic().factor("num_ctx", 512).blocks(blocks).requests(requests);
        Summary summary = Analysis.of(run.write(results), run.experiment());
        assertThat(Charts.of(summary, Chart.WIDE))
            .isNotEmpty()
            .allMatch(chart -> chart.svg().length() > 1000);
      }
    }
  }

  @Test
  void charts_of_intervals_that_say_nothing_are_finished() throws Exception {
    Synthetic run = sweep();
    Summary summary = Analysis.of(run.write(results), run.experiment());
    for (double[] ends :
        new double[][] {{1e-9, 1e9}, {Double.NaN, Double.NaN}, {0, Double.POSITIVE_INFINITY}}) {
      Summary wild = wild(summary, ends[0], ends[1]);
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () -> {
            assertThat(Charts.of(wild, Chart.WIDE)).hasSize(7);
            Charts.of(wild, Chart.WIDE)
                .forEach(chart -> assertThat(chart.svg()).doesNotContain("NaN"));
          });
    }
  }

  @Test
  void a_chart_says_where_an_interval_is_cut() throws Exception {
    Synthetic run = sweep();
    Summary summary = wild(Analysis.of(run.write(results), run.experiment()), 1e-9, 1e15);
    assertThat(Charts.of(summary, Chart.WIDE).stream().filter(ChartsTest::cut).map(Chart::name))
        .containsExactly("front", "effects", "contrasts", "memory");
  }

  @Test
  void every_row_has_its_name_however_long_one_is() throws Exception {
    Synthetic run =
        new Synthetic()
            .factor("proxy.stream_buffer_size", 2048, 4096, 16384)
            .factor("proxy.connection_keep_alive", 30, 60)
            .factor("proxy", "direct", "olla")
            .blocks(2)
            .requests(20);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    List<String> names = summary.effects().stream().map(ShortNames::brief).distinct().toList();
    assertThat(names).anyMatch(name -> name.length() > 35).anyMatch(name -> name.length() < 20);
    String wide = chart(summary, "effects", Chart.WIDE).svg();
    assertThat(names).allSatisfy(name -> assertThat(wide).contains(">" + name + "</text>"));
    List<String> heights =
        Pattern.compile(" y=\"([0-9.]+)\">proxy")
            .matcher(wide)
            .results()
            .map(one -> one.group(1))
            .limit(names.size())
            .toList();
    assertThat(heights).as("each in its row").doesNotHaveDuplicates().hasSameSizeAs(names);
    String narrow = chart(summary, "effects", Chart.NARROW).svg();
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(narrow)
                    .contains(">" + Lettering.fitting(name, Chart.NARROW / 2) + "</text>"));
  }

  /** A library that looks at the wrong axis puts them into the middle of a low and wide plot. */
  @Test
  void names_of_few_columns_stand_on_their_points() throws Exception {
    Synthetic run = new Synthetic().factor("num_ctx", 512, 1024).blocks(2).requests(20);
    Summary summary = Analysis.of(run.write(results), run.experiment());
    for (int width : new int[] {Chart.WIDE, Chart.NARROW}) {
      Matcher name =
          Pattern.compile(" y=\"([0-9.]+)\">c02</text>")
              .matcher(chart(summary, "memory", width).svg());
      assertThat(name.find()).isTrue();
      assertThat(Double.parseDouble(name.group(1))).isBetween(225.0, 250.0);
    }
  }

  private static Chart chart(Summary summary, String name, int width) {
    return Charts.of(summary, width).stream()
        .filter(chart -> chart.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void names_that_differ_at_their_ends_do_so_when_shortened() {
    List<String> shortened =
        List.of("proxy.stream_buffer_size 4 KB / 2 KB", "proxy.stream_buffer_size 16 KB / 2 KB")
            .stream()
            .map(name -> Lettering.fitting(name, 150))
            .toList();
    assertThat(shortened).doesNotHaveDuplicates().allMatch(name -> name.contains("…"));
    assertThat(Lettering.widest(shortened)).isBetween(100, 150);
    assertThat(Lettering.fitting("np 2 / 1", 150)).isEqualTo("np 2 / 1");
  }

  private static boolean cut(Chart chart) {
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

  /** Three factors, of which each moves the figures in its own way. */
  public static Synthetic sweep() {
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
