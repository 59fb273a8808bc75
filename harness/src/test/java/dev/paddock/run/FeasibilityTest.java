package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.journal.Event;
import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.record.Fault;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeasibilityTest {
  private static final Instant AT = Instant.EPOCH;
  private static final Fault MEMORY = new Fault(Fault.Kind.OUT_OF_MEMORY, "out of memory");
  private static final Fault CRASH =
      new Fault(Fault.Kind.CRASH, "llama-server process has terminated");

  private static Map<String, Value> levels(Object... pairs) {
    Map<String, Value> levels = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      levels.put(pairs[i].toString(), Value.of(pairs[i + 1]));
    }
    return levels;
  }

  private static Feasibility of(List<Event> events, List<Map<String, Value>> cells) {
    List<Cell> all =
        IntStream.range(0, cells.size())
            .mapToObj(i -> new Cell("c" + (i + 1), Configuration.named(cells.get(i))))
            .toList();
    return new Feasibility(new Plan("night", 1, all, 0, "c1", List.of()), Cell::levels, events);
  }

  private static List<String> outAfter(Fault fault, Map<String, Value> failed, Object... other) {
    return of(List.of(), List.of(failed, levels(other))).ended(AT, "c1", fault).stream()
        .map(Event.Infeasible::cell)
        .toList();
  }

  @Test
  void a_longer_context_is_not_tried_where_a_shorter_one_did_not_fit() {
    assertThat(outAfter(MEMORY, levels("num_ctx", 4096), "num_ctx", 8192))
        .containsExactly("c1", "c2");
  }

  @Test
  void a_cell_that_needs_less_is_not_left_out() {
    assertThat(outAfter(MEMORY, levels("num_ctx", 4096), "num_ctx", 2048)).containsExactly("c1");
    assertThat(
            outAfter(
                MEMORY,
                levels("num_ctx", 4096, "OLLAMA_NUM_PARALLEL", 2),
                "num_ctx",
                8192,
                "OLLAMA_NUM_PARALLEL",
                1))
        .containsExactly("c1");
    assertThat(
            outAfter(MEMORY, levels("OLLAMA_KV_CACHE_TYPE", "f16"), "OLLAMA_KV_CACHE_TYPE", "q8_0"))
        .containsExactly("c1");
  }

  @Test
  void fewer_layers_on_the_gpu_are_still_tried_and_more_are_not() {
    assertThat(outAfter(MEMORY, levels("num_gpu", 10), "num_gpu", 31)).containsExactly("c1", "c2");
    assertThat(outAfter(MEMORY, levels("num_gpu", 31), "num_gpu", 10)).containsExactly("c1");
    // What ran out without a GPU was the machine's memory, of which layers on a GPU need less.
    assertThat(outAfter(MEMORY, levels("num_gpu", 0), "num_gpu", 10)).containsExactly("c1");
  }

  @Test
  void another_model_or_flash_attention_says_nothing_of_a_cell() {
    assertThat(outAfter(MEMORY, levels("model", "a"), "model", "b")).containsExactly("c1");
    assertThat(
            outAfter(
                MEMORY, levels("OLLAMA_FLASH_ATTENTION", false), "OLLAMA_FLASH_ATTENTION", true))
        .containsExactly("c1");
  }

  @Test
  void more_clients_do_not_make_a_model_fit() {
    assertThat(outAfter(MEMORY, levels("load.clients", 4), "load.clients", 1))
        .containsExactly("c1", "c2");
  }

  @Test
  void one_crash_is_no_proof_and_two_are() {
    Feasibility cells = of(List.of(), List.of(levels("num_ctx", 1), levels("num_ctx", 2)));
    assertThat(cells.ended(AT, "c1", CRASH)).isEmpty();
    assertThat(cells.excludes("c1")).isFalse();
    assertThat(cells.ended(AT, "c1", CRASH))
        .extracting(Event.Infeasible::cell)
        .containsExactly("c1");
    assertThat(cells.excludes("c1")).isTrue();
    assertThat(cells.excludes("c2")).isFalse();
  }

  @Test
  void what_was_learned_before_a_run_was_killed_is_not_forgotten() {
    List<Map<String, Value>> two = List.of(levels("num_ctx", 1), levels("num_ctx", 2));
    Event crashed =
        new Event.Fault(
            AT, "trial 1", "it ended", Optional.of(Fault.Kind.CRASH), Optional.of("c1"));
    assertThat(of(List.of(crashed), two).ended(AT, "c1", CRASH)).hasSize(1);
    Event out = new Event.Infeasible(AT, "c2", "out of memory", Optional.empty());
    assertThat(of(List.of(out), two).excludes("c2")).isTrue();
  }
}
