package dev.paddock.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Decided;
import dev.paddock.analysis.Synthetic;
import dev.paddock.experiment.Objective;
import dev.paddock.journal.Json;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Metric;
import dev.paddock.report.chart.ChartsTest;
import dev.paddock.report.markup.Glossary;
import dev.paddock.report.markup.Html;
import dev.paddock.settings.Value;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person meets on a page, and where. */
class PageTest {
  /** Heads of columns that need no explanation. */
  private static final Set<String> PLAIN =
      Set.of(
          "why",
          "value",
          "all cells",
          "flags",
          "memory",
          "of it mapped",
          "swapped",
          "energy",
          "ok",
          "error",
          "timeout",
          "unfinished",
          "never sent",
          "ok without a token",
          "model",
          "server",
          "over its cell's median",
          "rule, and how often it errs",
          "time to first token",
          "the last time, because");

  private static final Pattern OWN = Pattern.compile("<svg class=\"\\w+\"|id=\"([^\"]*)\"");

  private static Summary decided;
  private static String markdown;
  private static String html;

  @BeforeAll
  static void drawn(@TempDir Path results) throws Exception {
    Synthetic run = ChartsTest.sweep();
    decided = Decided.of(Analysis.of(run.write(results), run.experiment()));
    Map<String, byte[]> files =
        Reports.files(decided, "index.html", Optional.empty(), Optional.of("../glossary"));
    markdown = text(files, "report.md");
    html = text(files, "index.html");
  }

  @Test
  void answer_lines_to_paste_a_chart_and_what_is_not_known_stand_first() {
    assertThat(headings(above(markdown)))
        .containsExactly(
            "What to paste", "Latency against throughput, and the front", "What is not known");
    assertThat(above(html)).doesNotContain("<details>");
  }

  @Test
  void all_else_is_folded_under_its_headings() {
    List<String> folded = headings(markdown.substring(above(markdown).length()));
    assertThat(folded).contains("Every cell", "How it was measured", "Environment");
    assertThat(html.split("<details><summary>\\s*<h2 id=", -1)).hasSize(folded.size() + 1);
    assertThat(html.split("</details>", -1)).hasSize(folded.size() + 1);
  }

  @Test
  void settings_to_paste_stand_where_their_scope_puts_them() {
    assertThat(markdown)
        .contains("```json\n{\"options\":{\"num_ctx\":2048}}\n```")
        .contains("\nPARAMETER num_ctx 2048\n")
        .contains("```sh\nOLLAMA_NUM_PARALLEL=1\nOLLAMA_FLASH_ATTENTION=true\n```");
  }

  @Test
  void a_batch_is_no_option_but_so_many_texts_of_a_request() throws Exception {
    Summary embedding =
        Json.mapper()
            .readValue(
                Json.mapper()
                    .writeValueAsString(decided)
                    .replace("\"num_ctx\"", "\"workload.batch\""),
                Summary.class);
    Map<String, byte[]> files =
        Reports.files(embedding, "index.html", Optional.empty(), Optional.of("../glossary"));
    assertThat(text(files, "report.md"))
        .contains("With each request 2048 of your texts, a list of them as its `input`.")
        .doesNotContain("PARAMETER");
  }

  @Test
  void where_nothing_is_better_there_is_nothing_to_paste(@TempDir Path results) throws Exception {
    Synthetic run = new Synthetic().factor("num_ctx", 2048, 4096).blocks(2).requests(20);
    RunDirectory directory = run.write(results);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(directory.path().resolve("report.md"))
        .content()
        .contains("## What to paste\n\nNothing: ")
        .doesNotContain("PARAMETER");
  }

  /** A time to the first token that grows with the clients, from two on half as fast with slots. */
  private static double crowded(Map<String, Value> levels) {
    double clients = levels.getOrDefault("load.clients", new Value.Whole(1)).asNumber().orElse(1);
    double slots =
        levels.getOrDefault("OLLAMA_NUM_PARALLEL", new Value.Whole(1)).asNumber().orElse(1);
    return clients / (slots > 1 && clients > 2 ? 2 : 1);
  }

  @Test
  void a_configuration_that_bears_more_load_can_be_pasted_and_is_drawn_as_one_line(
      @TempDir Path results) throws Exception {
    Synthetic run =
        new Synthetic()
            .factor("OLLAMA_NUM_PARALLEL", 1, 4)
            .factor("load.clients", 1, 2, 8)
            .slowdown(PageTest::crowded)
            .blocks(5)
            .requests(40);
    double first = ttft(run.write(results.resolve("once")), run);
    run.objective(new Objective.AtMost(Metric.named("ttft.p50").orElseThrow(), 3 * first));
    RunDirectory directory = run.write(results);
    Summary summary = Analysis.of(directory, run.experiment());
    Reports.write(directory, summary);
    assertThat(summary.curves().getLast().beside().orElseThrow().lo()).isBetween(1.2, 2.0);
    assertThat(directory.path().resolve("report.md"))
        .content()
        .contains("it serves [", "times as many")
        .contains("The settings of 4 slots, to bear more load:")
        .contains("OLLAMA_NUM_PARALLEL=4");
    assertThat(directory.path().resolve("charts/front.svg"))
        .content()
        .contains("4 slots", "<title>c06  np=4  clients=8</title>");
  }

  private static double ttft(RunDirectory directory, Synthetic run) {
    return Analysis.of(directory, run.experiment())
        .cells()
        .getFirst()
        .metric("ttft.p50")
        .orElseThrow()
        .value();
  }

  @Test
  void what_is_not_known_names_what_was_left_open() {
    String part = markdown.substring(markdown.indexOf("## What is not known"));
    assertThat(part.substring(0, part.indexOf("\n---\n")))
        .contains("How c04 would have done", "on this machine alone")
        .containsPattern("- Which way \\d+ of \\d+ differences");
  }

  @Test
  void no_column_is_headed_by_a_word_that_nothing_explains() {
    List<String> lines = markdown.lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).startsWith("| --- |")) {
        String head = lines.get(i - 1);
        assertThat(Stream.of(head.substring(2, head.length() - 2).split(" \\| ", -1)))
            .as(head)
            .allMatch(
                column ->
                    column.matches("\\[.*]\\(\\.\\./glossary\\.md#.*\\)")
                        || PLAIN.contains(column)
                        || column.matches("[A-Za-z]*[_.][A-Za-z_.]*(, MiB)?|size, MiB"));
      }
    }
  }

  @Test
  void every_word_that_is_linked_is_explained() {
    String glossary = Html.of("Words", Glossary.page(), Map.of());
    List<String> linked = all(html, "glossary\\.html#([^\"]*)\"");
    assertThat(linked).contains("block", "adjusted", "whole-plot", "ttft");
    assertThat(linked).allSatisfy(word -> assertThat(glossary).contains("id=\"" + word + "\""));
  }

  @Test
  void a_page_that_comes_alone_explains_its_own_words() throws IOException {
    Map<String, byte[]> files = Reports.files(decided, "report.html");
    String alone = text(files, "report.html");
    assertThat(all(alone, "href=\"#([^\"]*)\""))
        .contains("block", "adjusted")
        .allSatisfy(word -> assertThat(alone).contains("id=\"" + word + "\""));
    assertThat(alone).doesNotContain("glossary.md", "glossary.html");
  }

  @Test
  void a_word_is_linked_once_in_a_text_and_never_within_a_link_or_code() {
    assertThat(Glossary.linked("A block, [a block](x), `block`, the blocks.\n", "g.md"))
        .isEqualTo("A [block](g.md#block), [a block](x), `block`, the blocks.\n");
    assertThat(Glossary.linked("```\nblock\n```\n", "g.md")).isEqualTo("```\nblock\n```\n");
  }

  @Test
  void two_drawings_of_a_page_share_no_name() {
    List<String> names = OWN.matcher(html).results().map(PageTest::name).toList();
    assertThat(names.stream().filter(name -> !name.isEmpty()).toList()).doesNotHaveDuplicates();
    assertThat(all(html, "[}>]\\.([wn]\\d+s0)\\{")).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    assertThat(html).doesNotContain("class=\"s0\"", "url(#clip");
  }

  private static String name(MatchResult found) {
    return Optional.ofNullable(found.group(1)).orElse("");
  }

  private static String above(String page) {
    int rule = page.contains("\n---\n") ? page.indexOf("\n---\n") : page.indexOf("<hr />");
    assertThat(rule).isPositive();
    return page.substring(0, rule);
  }

  private static List<String> headings(String page) {
    return page.lines().filter(one -> one.startsWith("## ")).map(one -> one.substring(3)).toList();
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(one -> one.group(1)).toList();
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }
}
