package dev.paddock.benchmarks.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private static final Comparator<String> AS_THEY_COME = (_, _) -> 0;

  /** Those with an exclamation mark first. */
  private static final Comparator<String> LOUD =
      Comparator.comparing((String request) -> !request.endsWith("!"));

  @Test
  void a_batch_is_sent_when_it_is_full_or_due() {
    Batcher<String> batcher = new Batcher<>(3, 100, AS_THEY_COME);
    assertThat(batcher.deadline()).isEmpty();
    assertThat(batcher.due(1_000)).isEmpty();
    batcher.add("a", 1_000);
    batcher.add("b", 1_050);
    assertThat(batcher.deadline()).hasValue(1_100);
    assertThat(batcher.due(1_099)).isEmpty();
    assertThat(batcher.due(1_100)).containsExactly("a", "b");
    assertThat(batcher.deadline()).isEmpty();
  }

  @Test
  void a_full_batch_does_not_wait() {
    Batcher<String> batcher = new Batcher<>(2, 100, AS_THEY_COME);
    batcher.add("a", 0);
    assertThat(batcher.due(0)).isEmpty();
    batcher.add("b", 1);
    batcher.add("c", 2);
    assertThat(batcher.due(2)).containsExactly("a", "b");
    assertThat(batcher.due(2)).isEmpty();
    assertThat(batcher.deadline()).hasValue(102);
  }

  @Test
  void a_wait_counts_from_the_oldest_request() {
    Batcher<String> batcher = new Batcher<>(2, 100, LOUD);
    batcher.add("a", 0);
    batcher.add("b!", 10);
    batcher.add("c!", 20);
    assertThat(batcher.due(20)).containsExactly("b!", "c!");
    assertThat(batcher.deadline()).hasValue(100);
    assertThat(batcher.due(100)).containsExactly("a");
  }

  @Test
  void an_urgent_request_goes_first() {
    Batcher<String> batcher = new Batcher<>(4, 100, LOUD);
    for (String request : List.of("a", "b!", "c", "d!")) {
      batcher.add(request, 0);
    }
    assertThat(batcher.due(0)).containsExactly("b!", "d!", "a", "c");
  }

  @Test
  void a_request_that_is_never_urgent_is_not_overtaken_for_ever() {
    Batcher<String> batcher = new Batcher<>(1, 100, LOUD);
    batcher.add("patient", 0);
    for (int now = 0; now < 100; now += 50) {
      batcher.add("now!", now);
      assertThat(batcher.due(now)).containsExactly("now!");
    }
    batcher.add("now!", 100);
    assertThat(batcher.due(100)).containsExactly("patient");
  }

  @Test
  void equal_requests_are_each_sent() {
    Batcher<String> batcher = new Batcher<>(2, 100, AS_THEY_COME);
    for (int i = 0; i < 4; i++) {
      batcher.add("same", 0);
    }
    assertThat(batcher.due(0)).hasSize(2);
    assertThat(batcher.due(0)).hasSize(2);
    assertThat(batcher.due(0)).isEmpty();
  }

  @Test
  void a_batch_of_nothing_is_refused() {
    assertThatThrownBy(() -> new Batcher<>(0, 1, AS_THEY_COME))
        .hasMessageContaining("at least one request");
    assertThatThrownBy(() -> new Batcher<>(1, -1, AS_THEY_COME))
        .hasMessageContaining("at least 0 ns");
  }
}
