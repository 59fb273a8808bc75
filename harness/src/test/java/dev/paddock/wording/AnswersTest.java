package dev.paddock.wording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Decided;
import dev.paddock.analysis.Synthetic;
import dev.paddock.journal.Json;
import dev.paddock.record.Numerals;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
  @TempDir Path results;

  @Test
  void a_recommendation_is_not_said_in_settings_that_people_know() throws Exception {
    Summary.Answer answer = answer(json -> {});
    assertThat(answer.headline())
        .startsWith("Use num_ctx 2048 with 2 slots (c02): TTFT p50 ")
        .endsWith(".");
    assertThat(answer.sentences())
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith("Beside the control, num_ctx 2048 with 1 slot (c01), in 5 blocks"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .isEqualTo("Not told from it on TTFT p50: num_ctx 4096 with 1 slot (c03)."))
        .hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void a_choice_that_no_fresh_block_confirmed_passes_for_confirmed() throws Exception {
    assertThat(said(answer(json -> {}))).contains("in 5 blocks that were run after it was chosen");
    assertThat(
            said(answer(json -> ((ObjectNode) json.at("/recommendation")).put("confirmed", false))))
        .contains("not confirmed yet in fresh ones");
  }

  @Test
  void a_control_that_nothing_beats_is_called_the_best() throws Exception {
    Summary.Answer answer =
        answer(
            json -> {
              ObjectNode recommendation = (ObjectNode) json.at("/recommendation");
              recommendation.put("cell", "c01").putArray("beside");
            });
    assertThat(answer.headline())
        .startsWith(
            "Keep the control, num_ctx 2048 with 1 slot (c01): no other is shown to have a lower"
                + " TTFT p50 than its ")
        .doesNotContain("lowest", "best");
  }

  @Test
  void the_answer_has_a_bare_p_value_or_an_interval_without_its_blocks() throws Exception {
    Summary.Answer answer = answer(json -> json.remove("recommendation"));
    assertThat(said(answer)).doesNotContainPattern("\\bp ?[=<]");
    assertThat(answer.sentences())
        .filteredOn(one -> one.startsWith("H") || one.contains("instead of"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one).containsPattern("\\d blocks?|depends on"));
    assertThat(answer.figures()).isNotEmpty();
  }

  @Test
  void a_change_is_rounded_until_its_interval_is_gone() {
    assertThat(Numerals.change(1.1234, of(1.0912), of(1.1543))).isEqualTo("+12 % [9, 15]");
    assertThat(Numerals.change(0.6405, of(0.512), of(0.7944))).isEqualTo("−36 % [−49, −21]");
    assertThat(Numerals.change(1.0361, of(1.0301), of(1.0429))).isEqualTo("+3.6 % [3.0, 4.3]");
    assertThat(Numerals.change(1.00012, of(0.99952), of(1.0006)))
        .isEqualTo("+0.01 % [−0.05, 0.06]");
    assertThat(Numerals.change(1.8, of(1.7512), of(1.8634))).isEqualTo("1.80× [1.75, 1.86]");
    assertThat(Numerals.change(1.2, OptionalDouble.empty(), OptionalDouble.empty()))
        .isEqualTo("+20 % (descriptive)");
    assertThat(Numerals.change(1.2, of(1e-9), of(1e9)))
        .isEqualTo("+20 % (interval too wide to say)");
    assertThat(Numerals.bracketed(481, of(110), of(2103), "ms")).isEqualTo("481 ms [110, 2103]");
  }

  @Test
  void a_setting_is_said_as_a_variable_where_people_have_a_word() {
    assertThat(Spoken.instead("OLLAMA_NUM_PARALLEL", "2", "1"))
        .isEqualTo("2 slots instead of 1 slot");
    assertThat(Spoken.instead("OLLAMA_FLASH_ATTENTION", "true", "false"))
        .isEqualTo("flash attention on instead of off");
    assertThat(Spoken.instead("num_ctx", "4096", "2048")).isEqualTo("num_ctx 4096 instead of 2048");
    assertThat(Spoken.instead("temperature", "1", "0"))
        .isEqualTo("temperature=1 instead of temperature=0");
    assertThat(Spoken.levels(Map.of("OLLAMA_FLASH_ATTENTION", "unset")))
        .isEqualTo("flash attention left to the server");
  }

  private static OptionalDouble of(double value) {
    return OptionalDouble.of(value);
  }

  private static String said(Summary.Answer answer) {
    return answer.headline() + " " + String.join(" ", answer.sentences());
  }

  private Summary.Answer answer(Consumer<ObjectNode> change) throws Exception {
    Synthetic run =
        new Synthetic()
            .factor("num_ctx", 2048, 4096)
            .factor("OLLAMA_NUM_PARALLEL", 1, 2)
            .blocks(5)
            .requests(40);
    Path directory = Files.createTempDirectory(results, "run");
    Summary decided = Decided.of(Analysis.of(run.write(directory), run.experiment()));
    ObjectNode json = (ObjectNode) Json.mapper().readTree(SummaryFile.write(decided));
    change.accept(json);
    return Answers.of(SummaryFile.read(json.toString()));
  }
}
