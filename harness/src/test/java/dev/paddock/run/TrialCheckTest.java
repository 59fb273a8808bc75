package dev.paddock.run;

import static dev.paddock.run.Measurements.MS;
import static dev.paddock.run.Measurements.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Quantity;
import dev.paddock.record.Request;
import dev.paddock.record.Trouble;
import dev.paddock.record.Trouble.Kind;
import dev.paddock.record.Troubles;
import dev.paddock.record.Validity;
import dev.paddock.run.Measurements.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialCheckTest {
  private static final int PLANNED = 40;

  private static Troubles of(List<Request> requests) {
    CellSetup setup = Measurements.setup(2, "unique");
    return TrialCheck.of(setup, Lengths.of(setup.workload()), PLANNED, requests);
  }

  private static List<String> reasons(List<Request> requests) {
    return of(requests).words();
  }

  /** Answers of an open loop, where nothing takes the place of a short one. */
  private static Troubles ofOpenLoop(List<Request> requests) {
    CellSetup setup = Measurements.open("poisson", "5/s");
    return TrialCheck.of(setup, Lengths.of(setup.workload()), PLANNED, requests);
  }

  /** A good trial, of whose measured requests the first {@code count} are spoilt. */
  private static List<Request> spoilt(int count, UnaryOperator<Draft> how) {
    List<Request> requests = new ArrayList<>(good(PLANNED));
    for (int id = 3; id < 3 + count; id++) {
      requests.set(id - 1, how.apply(new Draft(id)).request());
    }
    return requests;
  }

  @Test
  void a_good_trial_is_valid() {
    assertThat(reasons(good(PLANNED))).isEmpty();
  }

  @Test
  void a_request_that_got_more_vectors_than_it_had_texts_is_no_batch() {
    assertThat(reasons(spoilt(3, draft -> draft.vectors(1)))).isEmpty();
    assertThat(of(spoilt(3, draft -> draft.vectors(2))).all())
        .containsExactly(
            new Trouble(
                Kind.OTHER_VECTORS,
                "3 of 40 requests for 1 vectors got another number of them (2, for example)"));
  }

  @Test
  void a_request_recorded_twice_does_not_hide_one_that_is_lost() {
    List<Request> requests = new ArrayList<>(good(PLANNED));
    requests.set(10, requests.get(20));
    assertThat(reasons(requests))
        .containsExactly("accounting: 40 requests planned, 40 recorded under 39 numbers");
  }

  @Test
  void more_requests_than_were_planned_make_a_trial_void() {
    assertThat(reasons(good(PLANNED + 1)))
        .containsExactly("accounting: 40 requests planned, 41 recorded under 41 numbers");
  }

  @Test
  void requests_that_were_never_sent_are_told() {
    assertThat(reasons(good(PLANNED - 3)))
        .containsExactly("3 of 40 requests were never sent: the server answered no more");
  }

  @Test
  void refusals_that_ended_a_trial_are_told_with_the_servers_words_even_amid_its_warm_up() {
    List<Request> requests =
        IntStream.rangeClosed(1, 2)
            .mapToObj(id -> new Draft(id).phase(Phase.WARMUP).refused("HTTP 429: come later"))
            .map(Draft::request)
            .toList();
    assertThat(reasons(requests))
        .containsExactly(
            "2 of 2 requests failed, 2 of them: HTTP 429: come later",
            "40 of 40 requests were never sent: the server answered no more");
    List<Request> more = new ArrayList<>(good(4));
    for (int id = 7; id < 12; id++) {
      more.add(new Draft(id).refused("HTTP 429: come later").request());
    }
    assertThat(reasons(more))
        .containsExactly(
            "31 of 40 requests were never sent: the server had refused 5 in a row, and refusals are"
                + " no load",
            "5 of 9 requests failed, 5 of them: HTTP 429: come later");
  }

  @Test
  void failed_requests_are_what_the_cell_does_and_cost_its_trial_nothing() {
    Troubles one = of(spoilt(1, draft -> draft.failed(Outcome.TIMEOUT, "no token within 5 s")));
    assertThat(one.words())
        .containsExactly("1 of 40 requests failed, 1 of them: no token within 5 s");
    assertThat(one.validity()).isEqualTo(Validity.WHOLE);
    Troubles many = of(spoilt(9, draft -> draft.failed(Outcome.ERROR, "the runner is gone")));
    assertThat(many.words())
        .containsExactly("9 of 40 requests failed, 9 of them: the runner is gone");
    assertThat(many.lost()).isEmpty();
  }

  @Test
  void a_trial_in_which_nothing_was_answered_is_void() {
    Troubles all = of(spoilt(PLANNED, draft -> draft.failed(Outcome.ERROR, "no")));
    assertThat(all.validity()).isEqualTo(Validity.VOID);
  }

  @Test
  void an_answer_that_was_replaced_leaves_the_trial_whole() {
    List<Request> requests = new ArrayList<>(good(PLANNED + 1));
    requests.set(6, new Draft(7).outputTokens(3).replaced().request());
    assertThat(of(requests).all()).isEmpty();
    assertThat(requests.get(6).endToEnd()).isEmpty();
    assertThat(requests.get(6).timeToFirstToken()).isPresent();
  }

  @Test
  void a_closed_loop_loses_its_lengths_where_over_a_quarter_of_its_answers_were_short() {
    assertThat(of(spoilt(10, draft -> draft.outputTokens(7))).all()).isEmpty();
    Troubles eleven = of(spoilt(11, draft -> draft.outputTokens(7)));
    assertThat(eleven.words()).containsExactly("11 of 40 answers ended before their 8 tokens");
    assertThat(eleven.validity()).isEqualTo(Validity.SCOPED);
    assertThat(eleven.lost())
        .contains(Quantity.E2E, Quantity.GOODPUT, Quantity.THROUGHPUT_REQUESTS)
        .doesNotContain(
            Quantity.TTFT, Quantity.ITL, Quantity.TPOT, Quantity.VRAM, Quantity.THROUGHPUT_TOKENS);
  }

  @Test
  void tokens_a_second_go_as_well_where_under_nine_tenths_of_the_tokens_came() {
    Troubles few = of(spoilt(11, draft -> draft.outputTokens(2)));
    assertThat(few.words().getFirst()).endsWith(": 79 % of the planned tokens came");
    assertThat(few.lost()).contains(Quantity.THROUGHPUT_TOKENS).doesNotContain(Quantity.TTFT);
  }

  @Test
  void an_open_loop_loses_its_lengths_from_a_twentieth_on_since_nothing_replaces_them() {
    assertThat(ofOpenLoop(spoilt(2, draft -> draft.outputTokens(7))).all()).isEmpty();
    assertThat(ofOpenLoop(spoilt(3, draft -> draft.outputTokens(7))).lost())
        .contains(Quantity.E2E)
        .doesNotContain(Quantity.TTFT);
  }

  @Test
  void prompts_a_little_off_their_length_spoil_nothing() {
    assertThat(reasons(spoilt(PLANNED, draft -> draft.promptTokens(65)))).isEmpty();
    assertThat(reasons(spoilt(2, draft -> draft.promptTokens(80)))).isEmpty();
  }

  @Test
  void prompts_of_another_length_cost_what_rests_on_them() {
    Troubles three = of(spoilt(3, draft -> draft.promptTokens(80)));
    assertThat(three.words())
        .containsExactly("3 of 40 prompts had not the 64 tokens that were planned");
    assertThat(three.lost()).contains(Quantity.TTFT, Quantity.PREFILL).doesNotContain(Quantity.ITL);
  }

  @Test
  void a_server_that_counts_cached_tokens_out_is_not_taken_at_its_word() {
    assertThat(reasons(spoilt(4, draft -> draft.promptTokens(9))))
        .singleElement()
        .asString()
        .startsWith("4 of 40 prompts had not the 64 tokens that were planned: the server cut them");
  }

  @Test
  void prompts_from_the_cache_are_not_taken_for_cold_ones() {
    assertThat(reasons(spoilt(3, draft -> draft.prefill(2 * MS))))
        .singleElement()
        .asString()
        .startsWith("3 of 40 prompts were read in under 1/8 of the usual 80.0 ms");
  }

  @Test
  void a_cache_that_was_asked_for_spoils_no_trial() {
    CellSetup shared = Measurements.setup(2, "shared");
    assertThat(
            TrialCheck.of(
                    shared,
                    Lengths.of(shared.workload()),
                    PLANNED,
                    spoilt(3, draft -> draft.prefill(2 * MS)))
                .all())
        .isEmpty();
  }

  @Test
  void prompts_that_were_read_beside_others_set_the_usual_time() {
    assertThat(reasons(spoilt(15, draft -> draft.prefill(20 * MS)))).isEmpty();
  }

  /** Template and opening of 40 tokens, four words more. */
  private static final int ALIKE = 44;

  private static final Lengths WITH_TEMPLATE =
      new Lengths(Measurements.setup(2, "unique").workload(), List.of(), ALIKE);

  private static List<String> withTemplate(List<Request> requests) {
    return TrialCheck.of(Measurements.setup(2, "unique"), WITH_TEMPLATE, PLANNED, requests).words();
  }

  @Test
  void hits_that_the_server_tells_of_cost_what_a_cold_prefill_gives() {
    assertThat(withTemplate(spoilt(2, draft -> draft.cachedTokens(ALIKE + 1))))
        .singleElement()
        .asString()
        .startsWith("the server's prompt cache answered 2 requests, up to 45 tokens of a prompt");
    assertThat(withTemplate(spoilt(1, draft -> draft.cachedTokens(ALIKE + 1)))).isEmpty();
  }

  @Test
  void the_template_that_all_prompts_share_is_no_hit() {
    assertThat(withTemplate(spoilt(PLANNED, draft -> draft.cachedTokens(ALIKE)))).isEmpty();
  }

  @Test
  void within_a_conversation_only_its_first_turn_must_be_cold() {
    List<Request> hits = spoilt(2, draft -> draft.cachedTokens(ALIKE + 1));
    assertThat(withTemplate(hits.stream().map(one -> one.inTurn(2)).toList())).isEmpty();
    assertThat(withTemplate(hits.stream().map(one -> one.inTurn(1)).toList()))
        .singleElement()
        .asString()
        .startsWith("the server's prompt cache answered 2 requests");
  }

  /** Printed by llama-server under Ollama 0.33.0-rc2 for the same prompt twice. */
  private static final String LOG =
      """
      slot   operator(): id  1 | task 0 | cached n_tokens = 0, memory_seq_rm [0, end)
      slot   operator(): id  1 | task 6 | n_past was set to 17
      slot   operator(): id  1 | task 6 | cached n_tokens = 17, memory_seq_rm [17, end)
      slot   operator(): id  1 | task 9 | cached n_tokens = 15, memory_seq_rm [15, end)
      """;

  @Test
  void a_hit_that_only_the_log_tells_of_is_found() {
    CellSetup setup = Measurements.setup(2, "unique");
    Lengths lengths = new Lengths(setup.workload(), List.of(), 9);
    assertThat(CacheCheck.logged(setup, lengths, good(2), LOG).words())
        .singleElement()
        .asString()
        .contains("answered 2 requests, up to 17");
    assertThat(CacheCheck.logged(setup, WITH_TEMPLATE, good(2), LOG).all()).isEmpty();
    assertThat(CacheCheck.logged(Measurements.setup(2, "shared"), lengths, good(2), LOG).all())
        .isEmpty();
  }

  @Test
  void parts_of_a_prompt_that_were_just_read_are_no_cache_hits() {
    CellSetup setup = Measurements.setup(2, "unique");
    assertThat(CacheCheck.logged(setup, WITH_TEMPLATE, good(2), twice(7)).all()).isEmpty();
  }

  @Test
  void a_prompt_read_in_parts_whose_start_was_cached_is_a_hit() {
    CellSetup setup = Measurements.setup(2, "unique");
    assertThat(CacheCheck.logged(setup, WITH_TEMPLATE, good(2), twice(400)).words())
        .singleElement()
        .asString()
        .contains("answered 2 requests, up to 400");
  }

  /** As llama-server logs two prompts of 900 tokens that it reads 256 at a time, after others. */
  private static String twice(int cached) {
    String one =
        """
        slot   operator(): id  0 | task 3 | new prompt, n_ctx_slot = 4096, n_keep = 4, task.n_tokens = 900
        slot   operator(): id  0 | task 3 | cached n_tokens = %d, memory_seq_rm [7, end)
        slot   operator(): id  0 | task 3 | cached n_tokens = 263, memory_seq_rm [263, end)
        slot   operator(): id  0 | task 3 | cached n_tokens = 519, memory_seq_rm [519, end)

        """
            .formatted(cached);
    return one + one.replace("task 3", "task 4");
  }

  @Test
  void a_task_of_a_runner_that_was_started_anew_is_another_prompt() {
    CellSetup setup = Measurements.setup(2, "unique");
    assertThat(CacheCheck.logged(setup, WITH_TEMPLATE, good(2), twice(7) + twice(400)).words())
        .singleElement()
        .asString()
        .contains("answered 2 requests");
  }

  @Test
  void a_short_answer_says_why_its_server_stopped() {
    assertThat(reasons(spoilt(20, draft -> draft.outputTokens(7).finish("content_filter"))))
        .containsExactly(
            "20 of 40 answers ended before their 8 tokens (finish reason of 20: content_filter)");
  }

  @Test
  void a_length_that_nobody_counts_is_proven_by_as_many_chunks_only() {
    assertThat(reasons(spoilt(PLANNED, draft -> draft.uncounted(8)))).isEmpty();
    assertThat(reasons(spoilt(PLANNED, draft -> draft.uncounted(2).finish("stop"))))
        .singleElement()
        .asString()
        .startsWith("length not proven: the server counts no tokens")
        .contains("40 of 40 answers came in another number of chunks (2, for example)")
        .endsWith("(finish reason of 40: stop)");
  }

  @Test
  void answers_that_some_proxy_holds_back_are_told_from_those_that_never_stream() {
    assertThat(reasons(spoilt(3, Draft::inOnePiece)))
        .singleElement()
        .asString()
        .startsWith("3 of 40 answers came in one piece and the others streamed");
    List<Request> none = spoilt(PLANNED, Draft::inOnePiece);
    assertThat(reasons(none)).isEmpty();
    assertThat(TrialCheck.unstreamed(none)).get().asString().startsWith("no: each answer came in");
    assertThat(TrialCheck.unstreamed(good(PLANNED))).isEmpty();
    assertThat(none.getLast().timeToFirstToken()).isEmpty();
    assertThat(none.getLast().endToEnd()).isPresent();
  }

  @Test
  void chunks_that_were_handed_over_in_one_write_are_one_piece_as_well() {
    assertThat(reasons(spoilt(4, Draft::heldBack)))
        .singleElement()
        .asString()
        .startsWith("4 of 40 answers came in one piece and the others streamed");
    List<Request> none = spoilt(PLANNED, Draft::heldBack);
    assertThat(reasons(none)).isEmpty();
    assertThat(TrialCheck.unstreamed(none)).get().asString().contains("holds text back");
    assertThat(none.getLast().stamps().size()).isEqualTo(Measurements.OUTPUT_TOKENS);
    assertThat(none.getLast().gaps()).isEmpty();
    assertThat(none.getLast().timeToFirstToken()).isEmpty();
    assertThat(none.getLast().serviceTimeToFirstToken()).isEmpty();
  }

  @Test
  void a_burst_that_the_client_came_late_to_is_not_blamed_on_what_is_on_the_way() {
    assertThat(reasons(spoilt(4, draft -> draft.heldBack().delay(3 * MS)))).isEmpty();
  }
}
