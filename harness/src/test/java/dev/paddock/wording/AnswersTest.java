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
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
  @TempDir Path results;

  @Test
  void a_cell_to_use_is_said_in_settings_and_amounts_that_people_know() throws Exception {
    Summary.Answer answer = answer(json -> {});
    assertThat(answer.headline())
        .isEqualTo(
            "Use num_ctx 2048 with 2 slots (c02): TTFT p50 about a third sooner, 21 to 49 %,"
                + " throughput about a third lower, 21 to 49 %.");
    assertThat(answer.sentences())
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith("Beside the control, num_ctx 2048 with 1 slot (c01), in 5 blocks"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .isEqualTo(
                        "As good as it on TTFT p50, for all that is shown: num_ctx 4096 with 1 slot"
                            + " (c03)."))
        .hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void a_control_of_many_settings_is_named_once() throws Exception {
    Summary.Answer answer =
        answer(
            json ->
                json.get("cells")
                    .forEach(
                        cell -> {
                          for (String name : List.of("top_k", "top_p", "seed", "min_p")) {
                            ((ObjectNode) cell.get("levels")).put(name, 1);
                          }
                        }));
    assertThat(answer.sentences())
        .anySatisfy(one -> assertThat(one).startsWith("Beside the control (c01), in 5 blocks"));
  }

  @Test
  void a_choice_says_whether_fresh_blocks_confirmed_it() throws Exception {
    assertThat(said(answer(json -> {}))).contains("in 5 blocks that were run after it was chosen");
    assertThat(said(answer(json -> condition(json).put("confirmed", false))))
        .contains("that it was chosen by");
  }

  private static ObjectNode condition(ObjectNode json) {
    return (ObjectNode) json.at("/conditions/0");
  }

  private String said(String outcome) throws Exception {
    return answer(
            json ->
                condition(json)
                    .put("outcome", outcome)
                    .put("lo", 0.957)
                    .put("hi", 1.123)
                    .put("detectable", 1.083)
                    .put("blocks_needed", 9))
        .headline();
  }

  @Test
  void a_control_that_nothing_beats_is_kept_and_not_called_the_best() throws Exception {
    String keep = said("keep");
    assertThat(keep)
        .startsWith("Keep what you have: ")
        .endsWith(
            "all differences lie between −4.3 % and +12 %; a true 8.3 % would have been found in"
                + " four of five such runs.")
        .doesNotContain("lowest", "best");
  }

  @Test
  void a_range_that_holds_every_ratio_is_said_to_tell_nothing() throws Exception {
    assertThat(
            answer(
                    json ->
                        condition(json)
                            .put("outcome", "keep")
                            .put("lo", 0.02)
                            .put("hi", 299)
                            .put("detectable", 2000))
                .headline())
        .endsWith("so few blocks, or blocks so unlike, would hide any difference.")
        .doesNotContain("%");
  }

  @Test
  void a_tradeoff_says_what_is_lost() throws Exception {
    assertThat(
            answer(
                    json -> {
                      condition(json).put("outcome", "tradeoff");
                      ((ObjectNode) json.at("/conditions/0/beside/1"))
                          .put("reads", "worse")
                          .put("ratio", 0.88)
                          .put("lo_adjusted", 0.85)
                          .put("hi_adjusted", 0.91);
                    })
                .headline())
        .isEqualTo(
            "A tradeoff: num_ctx 2048 with 2 slots (c02) has TTFT p50 about a third sooner, 21 to"
                + " 49 %, but throughput 12 % lower, 9 to 15 %.");
  }

  @Test
  void what_is_better_without_being_told_apart_has_no_name() throws Exception {
    assertThat(said("which"))
        .isEqualTo(
            "Something here is better than what you have on TTFT p50, but these blocks do not say"
                + " which: about 4 blocks more would.");
    assertThat(said("limited"))
        .startsWith("Keep what you have: num_ctx 2048 with 2 slots (c02) has ")
        .endsWith(", but not shown to meet every objective.");
    assertThat(said("nothing")).startsWith("Keep what you have: ").contains("no difference");
  }

  @Test
  void a_run_before_its_end_gives_no_verdict() throws Exception {
    assertThat(
            answer(json -> json.putObject("so_far").put("blocks", 3).put("least", 5).put("most", 8))
                .headline())
        .isEqualTo(
            "So far, block 3 of 5 to 8: no verdict before the end; what was measured until now"
                + " stands below.");
  }

  @Test
  void the_answer_has_no_bare_p_value_and_no_interval_without_its_blocks() throws Exception {
    Summary.Answer answer = answer(json -> {});
    assertThat(said(answer)).doesNotContainPattern("\\bp ?[=<]");
    assertThat(answer.sentences())
        .filteredOn(one -> one.startsWith("H") || one.contains("instead of"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one).containsPattern("\\d blocks?|depends on"));
    assertThat(answer.figures()).isNotEmpty();
  }

  @Test
  void a_change_keeps_as_many_digits_as_its_interval_needs() {
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
  void a_setting_is_said_in_the_word_that_people_have_for_it() {
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
