package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.engine.EngineException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What slots remember, and what is then left to be read; nothing here sleeps. */
class PaceMemoryTest {
  private static final long MS = 1_000_000;
  private static final String MODEL = "pace:latest";

  private static final Pace PACE =
      new Pace(
          new Gap.Fixed(20 * MS),
          MS,
          new Gap.Fixed(10 * MS),
          1,
          Freeze.NEVER,
          1,
          OptionalInt.empty(),
          0,
          List.of());

  private static PaceRequest request(PaceRequest.Form form, ObjectNode body)
      throws EngineException {
    return PaceRequest.of(form, body.toString().getBytes(UTF_8));
  }

  private static PaceRequest prompt(String prompt) throws EngineException {
    return request(
        PaceRequest.Form.GENERATE, new ObjectMapper().createObjectNode().put("prompt", prompt));
  }

  /** What a request finds cached, which leaves its prompt and an answer behind. */
  private static int cached(PaceMemory memory, PaceRequest request, String answer) {
    PaceMemory.Slot slot = memory.take(MODEL, request.text());
    slot.giveBack(request.with(answer));
    return request.cached(slot.words());
  }

  private static long first(PaceRequest request, int cached) {
    return new PaceSchedule(PACE, 0, request.promptTokens() - cached, 1, 7).nextLong();
  }

  @Test
  void a_prompt_that_begins_like_the_last_one_reads_only_the_rest() throws Exception {
    PaceMemory memory = new PaceMemory(1);
    assertThat(cached(memory, prompt("a b c d"), " one two")).isZero();
    PaceRequest next = prompt("a b c d one two e f");
    int cached = cached(memory, next, " one");
    assertThat(cached).isEqualTo(PaceRequest.TEMPLATE + 6);
    assertThat(first(next, cached)).isEqualTo(22 * MS);
    PaceRequest other = prompt("z b c d one two e f");
    assertThat(cached(memory, other, "")).isZero();
    assertThat(first(other, 0)).isEqualTo(20 * MS + (PaceRequest.TEMPLATE + 8) * MS);
  }

  @Test
  void of_a_prompt_that_is_remembered_as_a_whole_one_token_is_read() throws Exception {
    PaceMemory memory = new PaceMemory(1);
    assertThat(cached(memory, prompt("a b c"), " one")).isZero();
    assertThat(cached(memory, prompt("a b c"), " one")).isEqualTo(PaceRequest.TEMPLATE + 2);
    assertThat(cached(memory, prompt("a b"), "")).isEqualTo(PaceRequest.TEMPLATE + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = PaceRequest.Form.class,
      names = {"CHAT", "OPENAI_CHAT"})
  void a_conversation_finds_its_last_answer_cached_whatever_roles_it_has(PaceRequest.Form form)
      throws Exception {
    ObjectNode body = new ObjectMapper().createObjectNode();
    ArrayNode messages = body.putArray("messages");
    PaceMemory memory = new PaceMemory(1);
    int known = 0;
    messages.addObject().put("role", "system").put("content", "");
    for (String role : List.of("system", "user", "tool", "assistant", "developer", "user")) {
      messages.addObject().put("role", role).put("content", "said by\n " + role + " ");
      messages
          .addObject()
          .put("role", role)
          .putArray("content")
          .add(body.objectNode().put("type", "text").put("text", "in"))
          .add(body.objectNode().put("type", "text").put("text", "parts "));
      PaceRequest request = request(form, body);
      String answer = "{\"one\": 1}\n\n two ";
      assertThat(cached(memory, request, answer)).as(role).isEqualTo(known);
      messages.addObject().put("role", "assistant").put("content", answer);
      known = PaceRequest.TEMPLATE + PaceRequest.count(request.text()) + 3;
      assertThat(request(form, body).text()).isEqualTo(request.with(answer));
    }
  }

  @Test
  void an_answer_that_does_not_come_back_word_by_word_is_read_again() throws Exception {
    PaceMemory memory = new PaceMemory(1);
    cached(memory, prompt("a b c"), " one two");
    assertThat(cached(memory, prompt("a b c one too d"), "")).isEqualTo(PaceRequest.TEMPLATE + 4);
  }

  /** The client puts the answer behind the prompt as it came, and so does the memory. */
  @Test
  void an_answer_that_begins_amid_a_word_is_one_word_with_it() throws Exception {
    PaceMemory memory = new PaceMemory(1);
    cached(memory, prompt("a b"), "yes c");
    assertThat(cached(memory, prompt("a byes c d"), "")).isEqualTo(PaceRequest.TEMPLATE + 3);
  }

  /** How many words of a prompt are remembered, which then takes the place of that. */
  private static int known(PaceMemory memory, String model, String prompt) {
    PaceMemory.Slot slot = memory.take(model, prompt);
    slot.giveBack(prompt);
    return slot.words();
  }

  @Test
  void a_request_takes_the_free_slot_that_remembers_most() {
    PaceMemory memory = new PaceMemory(2);
    PaceMemory.Slot one = memory.take(MODEL, "a b c");
    PaceMemory.Slot other = memory.take(MODEL, "a b x y");
    assertThat(other.words()).as("the first is not free").isZero();
    one.giveBack("a b c");
    other.giveBack("a b x y");
    assertThat(memory.take(MODEL, "a b x y z").words()).isEqualTo(4);
    assertThat(memory.take(MODEL, "a b x y z").words()).as("what is left").isEqualTo(2);
  }

  @Test
  void a_slot_that_is_given_back_twice_is_one_slot() {
    PaceMemory memory = new PaceMemory(1);
    PaceMemory.Slot slot = memory.take(MODEL, "a");
    slot.giveBack("a");
    slot.giveBack("b");
    assertThat(known(memory, MODEL, "b")).isZero();
    assertThat(known(memory, MODEL, "a")).as("overwritten by b").isZero();
  }

  @Test
  void a_prompt_that_no_slot_remembers_takes_a_fresh_one_and_then_the_one_used_longest_ago() {
    PaceMemory memory = new PaceMemory(2);
    for (String prompt : List.of("a a", "b b", "c c")) {
      assertThat(known(memory, MODEL, prompt)).isZero();
    }
    assertThat(known(memory, MODEL, "b b")).isEqualTo(2);
    assertThat(known(memory, MODEL, "a a")).as("overwritten by c").isZero();
  }

  @Test
  void with_slots_for_all_the_last_prompts_are_remembered_and_the_oldest_goes_first() {
    PaceMemory memory = new PaceMemory(Integer.MAX_VALUE);
    for (int i = 0; i < PaceMemory.MOST; i++) {
      assertThat(known(memory, MODEL, i + " x")).isZero();
    }
    PaceMemory.Slot slot = memory.take(MODEL, "0 x");
    assertThat(slot.words()).isEqualTo(2);
    assertThat(memory.take(MODEL, "0 x").words()).as("at the same time").isEqualTo(2);
    slot.giveBack("one more");
    assertThat(memory.take(MODEL, "0 x").words()).isZero();
    assertThat(memory.take(MODEL, "1 x").words()).isEqualTo(2);
  }

  @Test
  void models_have_nothing_in_common_and_one_that_is_unloaded_is_forgotten() {
    for (int slots : new int[] {2, Integer.MAX_VALUE}) {
      PaceMemory memory = new PaceMemory(slots);
      assertThat(known(memory, "one", "a b")).isZero();
      assertThat(known(memory, "other", "a b")).isZero();
      memory.forget("one");
      assertThat(known(memory, "one", "a b")).isZero();
      assertThat(known(memory, "other", "a b")).isEqualTo(2);
    }
  }

  @Test
  void words_are_common_as_a_whole_and_whatever_parts_them() {
    assertThat(PaceMemory.common("a  b\nc d", " a b c x")).isEqualTo(3);
    assertThat(PaceMemory.common("a bc", "a bcd")).isEqualTo(1);
    assertThat(PaceMemory.common("a bcd", "a bc")).isEqualTo(1);
    assertThat(PaceMemory.common("", "a")).isZero();
    assertThat(PaceMemory.common("a b ", "a b")).isEqualTo(2);
  }
}
