package dev.paddock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Decided;
import dev.paddock.analysis.Synthetic;
import dev.paddock.report.chart.ChartsTest;
import dev.paddock.report.page.Page;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsPageTest {
  private static final String TURNS =
      """
      [{"cell": "c01", "turn": 1, "first_token": 506.4, "lo": 394, "hi": 649,
        "prompt_tokens": 100, "cached_tokens": 4.6, "trials": 2},
       {"cell": "c01", "turn": 2, "first_token": 803, "prompt_tokens": 248, "trials": 1}]
      """;

  private static ObjectNode json(Path results) throws Exception {
    Synthetic run = ChartsTest.sweep();
    Summary summary = Decided.of(Analysis.of(run.write(results), run.experiment()));
    return (ObjectNode) new ObjectMapper().readTree(SummaryFile.write(summary));
  }

  private static String page(ObjectNode json) {
    return Page.of(SummaryFile.read(json.toString()), List.of(), Optional.empty());
  }

  @Test
  void a_page_says_turn_by_turn_how_long_it_waits_and_what_was_cached(@TempDir Path results)
      throws Exception {
    ObjectNode json = json(results);
    assertThat(page(json)).doesNotContain("Turn by turn");
    json.set("turns", new ObjectMapper().readTree(TURNS));
    ((ObjectNode) json.path("method")).put("turns", 2);
    String page = page(json);
    assertThat(page.substring(page.indexOf("## Turn by turn")))
        .containsPattern("\\| c01 [^|]* \\| 1 \\| 100 \\| 5 \\| \\[506 ms \\[394, 649]]")
        .containsPattern("\\| c01 [^|]* \\| 2 \\| 248 \\| – \\| \\[803 ms \\(");
    assertThat(page).contains("conversations of 2 turns: each turn's own prompts of ");
  }

  @Test
  void prompts_of_ones_own_are_named_with_their_lengths_and_without_their_folder(
      @TempDir Path results) throws Exception {
    ObjectNode json = json(results);
    ((ObjectNode) json.path("method")).put("prompts", "mine.jsonl").put("natural", true);
    assertThat(page(json))
        .contains("prompts of mine.jsonl")
        .contains("answers as long as the model made them, ");
  }

  @Test
  void cells_with_prompts_of_other_lengths_are_not_told_by_those_of_the_control(
      @TempDir Path results) throws Exception {
    ObjectNode json = json(results);
    ((ObjectNode) json.path("method")).put("prompts", "mine.jsonl");
    int half = 40;
    for (var cell : json.path("cells")) {
      ((ObjectNode) cell.path("metrics"))
          .set(
              "tokens.prompt.p50",
              ((ObjectNode) cell.path("metrics").path("ttft.p50").deepCopy()).put("value", half));
      half = 1840;
    }
    assertThat(page(json)).contains("mine.jsonl (by cell half of them over 40 to 1,840 tokens)");
  }
}
