package dev.paddock.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.experiment.AnswerLength;
import dev.paddock.experiment.AttachedSpec;
import dev.paddock.experiment.CheckSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.experiment.WorkloadSpec.Api;
import dev.paddock.experiment.WorkloadSpec.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {
  private static WorkloadSpec read(String workload, String factor) {
    return ExperimentFile.parse(
            "e.yaml",
            """
            name: own
            model: a
            factors: {%s}
            workload: {%s}
            """
                .formatted(factor, workload),
            Map.of())
        .workload();
  }

  @Test
  void what_is_left_out_is_random_words_and_answers_of_an_exact_length() {
    assertThat(read("", "num_ctx: [2048, 4096]"))
        .isEqualTo(WorkloadSpec.drawn(512, 128, Prefix.UNIQUE, Api.GENERATE));
  }

  @Test
  void answers_to_prompts_of_ones_own_are_as_long_as_the_model_makes_them() {
    WorkloadSpec own = read("prompts: mine.jsonl, lengths: long", "num_ctx: [2048, 4096]");
    assertThat(own.prompts())
        .isEqualTo(new PromptSource.Own("mine.jsonl", PromptSource.Length.LONG));
    assertThat(own.answers()).isEqualTo(new AnswerLength.Natural(512));
    assertThat(read("prompts: a.txt, cap: 64", "num_ctx: [2048, 4096]").answers())
        .isEqualTo(new AnswerLength.Natural(64));
    assertThat(read("prompts: a.txt, output_tokens: 32", "num_ctx: [2048, 4096]").answers())
        .isEqualTo(new AnswerLength.Exactly(32));
    assertThat(read("output_tokens: natural, cap: 9", "num_ctx: [2048, 4096]").answers())
        .isEqualTo(new AnswerLength.Natural(9));
  }

  @Test
  void files_of_prompts_can_be_compared() {
    assertThat(read("", "workload.prompts: [a.txt, b.txt]").prompts())
        .isEqualTo(new PromptSource.Own("a.txt", PromptSource.Length.ALL));
  }

  @Test
  void conversations_are_chats_unless_that_is_refused() {
    WorkloadSpec talks = read("turns: 4", "num_ctx: [2048, 4096]");
    assertThat(talks.turns()).isEqualTo(4);
    assertThat(talks.api()).isEqualTo(Api.CHAT);
    assertThat(talks.planned()).isFalse();
    assertThatThrownBy(() -> read("turns: 4, api: raw", "num_ctx: [1, 2]"))
        .hasMessageContaining("workload.api: only a chat has turns");
  }

  private static void parse(String load, int requests, String turns) {
    ExperimentFile.parse(
        "e.yaml",
        """
        name: own
        model: a
        factors: {num_ctx: [2048, 4096]}
        load: {%s}
        workload: {turns: %s}
        design: {requests: %d}
        """
            .formatted(load, turns, requests),
        Map.of());
  }

  @Test
  void a_trial_has_whole_conversations_and_one_for_each_client_at_least() {
    parse("clients: 4", 24, "6");
    assertThatThrownBy(() -> parse("clients: 4", 26, "6"))
        .hasMessageContaining("26 requests is no whole number of conversations of 6 turns")
        .hasMessageContaining("requests: 30");
    assertThatThrownBy(() -> parse("clients: 4", 18, "6"))
        .hasMessageContaining("3 conversations of 6 turns, and 4 clients")
        .hasMessageContaining("requests: 48");
    assertThatThrownBy(() -> parse("schedule: poisson, rate: 2/s", 24, "6"))
        .hasMessageContaining("an open loop waits for none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prompts: a.txt, prompt_tokens: 9 | num_ctx: [1, 2] | workload.prompt_tokens: is of random"
            + " words",
        "prompts: a.txt | workload.prompt_tokens: [9, 99] | workload.prompt_tokens: is of random"
            + " words",
        "lengths: short | num_ctx: [1, 2] | workload.lengths: is of a file of prompts",
        "'' | workload.lengths: [short, long] | workload.lengths: is of a file of prompts",
        "cap: 9 | num_ctx: [1, 2] | workload.cap: cuts answers that are as long as the model makes"
            + " them",
        "output_tokens: netural | num_ctx: [1, 2] | workload.output_tokens: should be a whole"
            + " number",
        "lengths: medium, prompts: a | num_ctx: [1, 2] | there is no medium here",
        "prompts: a.txt | 'workload.prompts: [a.txt, b.txt]' | workload.prompts: is a factor too",
      })
  void keys_that_do_not_go_together_are_told(String workload, String factor, String words) {
    assertThatThrownBy(() -> read(workload, factor))
        .isInstanceOf(ExperimentFileException.class)
        .hasMessageContaining(words);
  }

  @Test
  void a_check_is_what_makes_answers_right_and_a_margin() {
    assertThat(read("prompts: q.jsonl, check: {kind: choice}", "num_ctx: [2048, 4096]").check())
        .hasValue(new CheckSpec(CheckSpec.Kind.CHOICE, 2, Optional.empty(), Optional.empty()));
    assertThat(
            read(
                    "check: {kind: regex, pattern: '\\d+', margin: 1.5 points}",
                    "num_ctx: [2048, 4096]")
                .check())
        .hasValue(new CheckSpec(CheckSpec.Kind.REGEX, 1.5, Optional.of("\\d+"), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check: {kind: exact} | workload.check.kind: is of prompts that every cell gets alike",
        "check: {margin: 2 points} | workload.check.kind: is missing",
        "check: {kind: regex} | workload.check.pattern: is missing: kind regex needs a regular",
        "check: {kind: regex, pattern: '(a'} | workload.check.pattern: is no regular expression",
        "check: {kind: schema} | workload.check.schema: is missing: kind schema needs a file",
        "prompts: a.jsonl, check: {kind: exact, schema: b} | workload.check.schema: is of kind"
            + " schema",
        "prompts: a.jsonl, check: {kind: agree} | prefix: unique puts other words before it",
        "prompts: a.jsonl, turns: 2, check: {kind: exact} | is of single answers of text",
        "prompts: a.jsonl, check: {kind: exact, margin: 0 points} | 0 points are no margin",
      })
  void a_check_that_cannot_be_is_refused(String workload, String says) {
    assertThatThrownBy(() -> read(workload, "num_ctx: [1, 2]")).hasMessageContaining(says);
  }

  @Test
  void what_goes_with_every_prompt_is_named_by_its_files() {
    WorkloadSpec workload =
        read("api: chat, images: [a.png, b.png], tools: t.json, format: f.json", FACTOR);
    assertThat(workload.attached())
        .isEqualTo(
            new AttachedSpec(
                List.of("a.png", "b.png"), Optional.of("t.json"), Optional.of("f.json")));
    assertThat(workload.planned()).as("nobody knows how long a picture is").isFalse();
    assertThat(read("images: a.png", FACTOR).attached().images()).containsExactly("a.png");
    assertThatThrownBy(() -> read("tools: t.json", FACTOR))
        .hasMessageContaining("workload.tools: only a chat calls tools");
  }

  private static final String FACTOR = "num_ctx: [2048, 4096]";
}
