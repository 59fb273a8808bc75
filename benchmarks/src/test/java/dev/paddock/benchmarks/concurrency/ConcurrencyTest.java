package dev.paddock.benchmarks.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.concurrency.Concurrency.Arrival;
import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConcurrencyTest {
  private static final long MS = 1_000_000;

  /** A clock that stands still but where it is waited for. */
  private static final class Scripted implements Time {
    private long now;

    @Override
    public long now() {
      return now;
    }

    @Override
    public void until(long nanos) {
      now = Math.max(now, nanos);
    }
  }

  @Test
  void all_ways_do_the_same_work() {
    new Concurrency().check();
  }

  @ParameterizedTest
  @EnumSource(WayOfCalling.class)
  void no_way_sends_a_request_before_it_has_arrived(WayOfCalling way) throws Exception {
    try (PaceServer server =
            PaceServer.start("127.0.0.1", 0, Pace.steady(MS / 2, MS / 10), Optional.empty());
        Calling calling = way.open(server.uri(), 8, Concurrency.TOKENS)) {
      Round round = new Round(8, request -> request * MS, Time.SYSTEM, ReceivedAnswer::counting);
      Concurrency.check(way.name(), calling, round);
      for (int request = 0; request < round.size(); request++) {
        assertThat(round.answer(request).firstAt() - round.arrival(request)).isPositive();
      }
    }
  }

  @Test
  void a_way_that_leaves_a_request_out_is_not_timed() throws Exception {
    try (PaceServer server =
            PaceServer.start("127.0.0.1", 0, Pace.steady(MS / 2, MS / 10), Optional.empty());
        JdkCalls calls = new JdkCalls(server.uri(), Concurrency.REQUESTS, Concurrency.TOKENS)) {
      Calling lazy =
          new Calling() {
            @Override
            public void all(Round round) throws IOException, InterruptedException {
              for (int request = 0; request < round.size() - 1; request++) {
                calls.send(request, round.answer(request));
              }
            }

            @Override
            public void close() {
              // The test does.
            }
          };
      assertThatThrownBy(
              () ->
                  Concurrency.check("lazy", lazy, Arrival.TOGETHER.round(ReceivedAnswer::counting)))
          .isInstanceOf(DisagreementException.class)
          .hasMessageContaining("lazy misreads answer 19")
          .hasMessageContaining("[0 lines], which should be [17 lines]");
      assertThatCode(
              () ->
                  Concurrency.check(
                      "honest",
                      new Sequential(calls),
                      Arrival.TOGETHER.round(ReceivedAnswer::counting)))
          .doesNotThrowAnyException();
    }
  }

  private static List<String> sent(int requests, long apart, Batcher<Integer> batcher)
      throws InterruptedException {
    Scripted time = new Scripted();
    Round round = new Round(requests, request -> request * apart, time, ReceivedAnswer::counting);
    round.begin();
    List<String> sent = new ArrayList<>();
    Batched.run(round, batcher, batch -> sent.add(time.now() / MS + " ms: " + batch));
    return sent;
  }

  private static Batcher<Integer> batcher(int size, long millis) {
    return new Batcher<>(size, millis * MS, (_, _) -> 0);
  }

  @Test
  void a_batch_that_does_not_fill_is_sent_when_its_time_is_over() throws Exception {
    assertThat(sent(5, 40 * MS, batcher(4, 50)))
        .containsExactly("50 ms: [0, 1]", "130 ms: [2, 3]", "210 ms: [4]");
    assertThat(sent(4, 40 * MS, batcher(4, 2_000))).containsExactly("120 ms: [0, 1, 2, 3]");
  }

  @Test
  void requests_that_arrive_together_do_not_wait_for_full_batches() throws Exception {
    assertThat(sent(8, 0, batcher(4, 2_000)))
        .containsExactly("0 ms: [0, 1, 2, 3]", "0 ms: [4, 5, 6, 7]");
  }

  @Test
  void the_last_requests_are_sent_although_their_batch_is_not_full() throws Exception {
    assertThat(sent(6, 0, batcher(4, 500))).containsExactly("0 ms: [0, 1, 2, 3]", "500 ms: [4, 5]");
  }

  @Test
  void urgent_requests_of_a_round_go_first() throws Exception {
    assertThat(sent(8, 0, new Batcher<>(4, MS, Round.urgentFirst())))
        .containsExactly("0 ms: [0, 4, 1, 2]", "0 ms: [3, 5, 6, 7]");
  }
}
