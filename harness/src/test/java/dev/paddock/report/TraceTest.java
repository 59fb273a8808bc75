package dev.paddock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Decided;
import dev.paddock.analysis.Synthetic;
import dev.paddock.report.chart.Chart;
import dev.paddock.report.chart.Charts;
import dev.paddock.report.chart.ChartsTest;
import dev.paddock.report.page.Page;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a figure on a page to the line of summary.json that has it, with what it rests on. */
class TraceTest {
  private static final Pattern LINK =
      Pattern.compile("\\[((?:[^\\[\\]\\\\]|\\\\.|\\[[^\\[\\]]*])*)]\\(summary\\.json#([^)]+)\\)");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?:,\\d{3})*(?:\\.\\d+)?");
  private static final Pattern CELL = Pattern.compile("\\bc\\d\\d\\b");
  private static final Pattern ESTIMATE =
      Pattern.compile("/(cells/\\d+/metrics|contrasts|effects|interactions|hypotheses|drift)/.*");

  /** These tables say what was set and seen, word for word, and estimate nothing. */
  private static final Set<String> WORD_FOR_WORD =
      Set.of("Settings, wanted beside got", "Environment", "The instrument itself");

  @TempDir Path results;

  @Test
  void every_figure_of_a_page_is_in_the_record_that_it_leads_to() throws Exception {
    Summary summary = decided();
    JsonNode json = json(summary);
    String page = page(summary);
    assertThat(untraced(page, json)).isEmpty();
    assertThat(links(page)).hasSizeGreaterThan(150);
    assertThat(untraced(page.replaceFirst("\\[0\\.\\d\\d\\d]", "[0.777]"), json)).hasSize(1);
    assertThat(untraced(page.replace("#/effects/1) |", "#/effects/2) |"), json)).isNotEmpty();
    assertThat(untraced(page.replace("#/contrasts/0) |", "#/contrasts/999) |"), json)).isNotEmpty();
  }

  @Test
  void every_estimate_on_a_page_says_what_it_rests_on() throws Exception {
    Summary summary = decided();
    JsonNode json = json(summary);
    int estimates = 0;
    for (Map.Entry<String, String> link : links(page(summary))) {
      if (ESTIMATE.matcher(link.getValue()).matches()) {
        JsonNode record = json.at(link.getValue());
        estimates++;
        assertThat(record.has("trials") || record.has("blocks") || record.has("moments"))
            .as("n of %s", link)
            .isTrue();
        assertThat(record.has("requests") || record.has("moments")).as("%s", link).isTrue();
        assertThat(record.path("estimator").asText()).as("estimator of %s", link).isNotEmpty();
        assertThat(record.has("lo") && record.has("hi"))
            .as("interval of %s, %s", link, record)
            .isEqualTo(!record.path("estimator").asText().equals("descriptive"));
      }
    }
    assertThat(estimates).isGreaterThan(100);
  }

  @Test
  void every_figure_of_the_answer_leads_to_its_record() throws Exception {
    Summary summary = decided();
    JsonNode json = json(summary);
    List<String> answer = Page.answer(summary.answer());
    assertThat(answer.getFirst()).startsWith("Use num\\_ctx 2048".replace("\\_", "_"));
    for (String sentence : answer) {
      String unlinked = LINK.matcher(sentence).replaceAll("");
      assertThat(unlinked)
          .as("unlinked in: %s", sentence)
          .doesNotContainPattern("\\d ?(%|×|ms\\b|s\\b|tokens/s|MiB|GiB)");
      for (Map.Entry<String, String> link : links(sentence)) {
        Set<String> known = new HashSet<>();
        changes(json.at(link.getValue()), known);
        Matcher numbers = NUMBER.matcher(link.getKey());
        while (numbers.find()) {
          assertThat(known).as("%s", link).contains(numbers.group());
        }
      }
    }
  }

  @Test
  void every_chart_says_what_it_rests_on() throws Exception {
    Summary summary = decided();
    for (int width : new int[] {Chart.WIDE, Chart.NARROW}) {
      for (Chart chart : Charts.of(summary, width)) {
        assertThat(String.join(" ", chart.caption()))
            .as(chart.name())
            .contains("n = 60 valid trials in 5 blocks", "Machine: Example CPU")
            .containsPattern("Numbers: summary\\.json, \\w+");
      }
    }
  }

  @Test
  void a_page_fetches_nothing_from_elsewhere() throws Exception {
    Summary summary = decided();
    String html =
        new String(
            Reports.files(summary, "report.html").get("report.html"), StandardCharsets.UTF_8);
    assertThat(html)
        .contains("default-src 'none'", "prefers-color-scheme: dark", "@media print")
        .contains("<svg class=\"wide\" aria-label=", "<svg class=\"narrow\" aria-label=")
        .contains("href=\"charts/front.svg\"")
        .contains("href=\"summary.json#/effects/0\"")
        .doesNotContainPattern("(src|href|srcset)=\"(https?:)?//");
    assertThat(html.split("<span class=\"chart\">", -1))
        .hasSize(1 + Charts.of(summary, Chart.WIDE).size());
  }

  @Test
  void a_chart_has_colours_for_a_dark_screen() throws Exception {
    for (Chart chart : Charts.of(decided(), Chart.NARROW)) {
      assertThat(chart.svg())
          .contains("viewBox=\"0 0 470 ", "@media screen and (prefers-color-scheme: dark)")
          .containsOnlyOnce("viewBox");
    }
  }

  private Summary decided() throws Exception {
    Synthetic run = ChartsTest.sweep();
    return Decided.of(Analysis.of(run.write(results), run.experiment()));
  }

  private static String page(Summary summary) {
    return Page.of(summary, Charts.of(summary, Chart.WIDE), Optional.empty());
  }

  private static JsonNode json(Summary summary) throws Exception {
    return new ObjectMapper().readTree(SummaryFile.write(summary));
  }

  private static List<Map.Entry<String, String>> links(String text) {
    List<Map.Entry<String, String>> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      links.add(Map.entry(link.group(1), link.group(2)));
    }
    return links;
  }

  /** Rows of a table that have a number which is not in a record that the row leads to. */
  private static List<String> untraced(String page, JsonNode json) {
    List<String> untraced = new ArrayList<>();
    String section = "";
    String before = "";
    for (String line : page.lines().toList()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      }
      boolean row = line.startsWith("| ") && before.startsWith("| ") && !line.startsWith("| --- |");
      if (row && !WORD_FOR_WORD.contains(section)) {
        untraced.addAll(unknown(line, json));
      }
      before = line;
    }
    return untraced;
  }

  private static List<String> unknown(String row, JsonNode json) {
    Set<String> known = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    List<Map.Entry<String, String>> links = links(row);
    if (links.isEmpty()) {
      unknown.add("leads nowhere: " + row);
    }
    for (Map.Entry<String, String> link : links) {
      JsonNode record = json.at(link.getValue());
      if (record.isMissingNode()) {
        unknown.add("no such record: " + link);
      }
      ReportsTest.collect(record, known);
    }
    for (JsonNode cell : json.path("cells")) {
      if (CELL.matcher(row).results().anyMatch(id -> id.group().equals(cell.path("id").asText()))) {
        ReportsTest.collect(cell.path("levels"), known);
      }
    }
    String read = LINK.matcher(row).replaceAll("$1").replaceAll("claim-?\\S*", "");
    Matcher numbers = NUMBER.matcher(read);
    while (numbers.find()) {
      if (!known.contains(numbers.group())) {
        unknown.add("%s: %s".formatted(numbers.group(), row));
      }
    }
    return unknown;
  }

  /** Each number of a record as a sentence may say it. */
  private static void changes(JsonNode record, Set<String> known) {
    ReportsTest.collect(record, known);
    record.forEach(
        value -> {
          if (value.isNumber()) {
            for (int decimals = 0; decimals <= 2; decimals++) {
              known.add(
                  String.format(
                      Locale.ROOT, "%." + decimals + "f", 100 * Math.abs(value.doubleValue() - 1)));
            }
          }
        });
  }
}
