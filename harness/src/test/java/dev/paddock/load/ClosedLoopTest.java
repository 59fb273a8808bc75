package dev.paddock.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.client.Exchange;
import dev.paddock.client.Reply;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicLong slept = new AtomicLong();

  private ClosedLoop loop(int clients, Duration think) {
    return new ClosedLoop(
        new LoadSpec.Closed(clients, think),
        now::incrementAndGet,
        nanos -> {
          slept.addAndGet(nanos);
          now.addAndGet(nanos);
        });
  }

  private Exchange exchange(Outcome outcome, OptionalInt status) {
    return Scripted.exchange(now.incrementAndGet(), outcome, status);
  }

  private static Sender sender(IntFunction<Exchange> answer, Runnable cancelled) {
    return new Sender() {
      @Override
      public void connect() {}

      @Override
      public Reply send(int id) {
        return Scripted.reply(answer.apply(id));
      }

      @Override
      public void cancel() {
        cancelled.run();
      }

      @Override
      public void close() {}
    };
  }

  private Exchange ok(int id) {
    return exchange(Outcome.OK, OptionalInt.of(200));
  }

  @Test
  void no_number_is_sent_twice_or_left_out_by_several_clients() {
    List<Request> requests =
        loop(4, Duration.ZERO).run(3, 50, () -> sender(this::ok, () -> {}), request -> {});
    assertThat(requests).extracting(Request::id).hasSize(53).doesNotHaveDuplicates();
    assertThat(requests.stream().filter(r -> r.phase() == Phase.WARMUP)).hasSize(3);
    assertThat(requests.subList(0, 3)).allMatch(r -> r.phase() == Phase.WARMUP);
  }

  private List<Request> replacing(int clients, int most, IntUnaryOperator wanted) {
    ClosedLoop loop =
        new ClosedLoop(
            new LoadSpec.Closed(clients, Duration.ZERO),
            now::incrementAndGet,
            now::addAndGet,
            new Replacement(wanted, most),
            1);
    return loop.run(2, 10, () -> sender(this::ok, () -> {}), request -> {});
  }

  /** Every answer has two tokens. */
  @Test
  void a_short_answer_is_kept_and_another_request_takes_its_place() {
    for (int clients : new int[] {1, 4, 16}) {
      List<Request> requests = replacing(clients, 5, id -> id == 4 || id == 11 ? 3 : 2);
      assertThat(requests).extracting(Request::id).hasSize(14).doesNotHaveDuplicates();
      assertThat(requests.stream().filter(Request::replaced).map(Request::id))
          .containsExactly(5, 12);
    }
  }

  @Test
  void a_client_that_knows_of_fewer_numbers_gives_none_back_that_another_took() {
    AtomicInteger added = new AtomicInteger(2);
    ClosedLoop.Numbers numbers = new ClosedLoop.Numbers(2, 3, added::get);
    assertThat(numbers.next()).hasValue(2);
    assertThat(numbers.next()).hasValue(3);
    assertThat(numbers.next()).hasValue(4);
    added.set(1); // as one saw it that asked before
    assertThat(numbers.next()).isEmpty();
    added.set(2);
    assertThat(numbers.next()).isEmpty();
  }

  @Test
  void more_clients_than_numbers_leave_none_of_those_out_that_are_added() {
    ClosedLoop.Numbers numbers = new ClosedLoop.Numbers(9, 3, () -> 1);
    assertThat(numbers.first(8)).isEmpty();
    assertThat(numbers.next()).hasValue(3);
  }

  @Test
  void a_short_answer_of_warm_up_is_nobodys_loss() {
    assertThat(replacing(2, 5, id -> id < 2 ? 3 : 2)).hasSize(12).noneMatch(Request::replaced);
  }

  @Test
  void a_model_that_always_ends_early_does_not_take_the_night() {
    List<Request> requests = replacing(4, 3, id -> 3);
    assertThat(requests).hasSize(15);
    assertThat(requests.stream().filter(Request::replaced)).hasSize(3);
  }

  @Test
  void a_client_has_its_conversation_to_the_end_before_it_begins_another() {
    List<List<Integer>> sent = Collections.synchronizedList(new ArrayList<>());
    ClosedLoop loop =
        new ClosedLoop(
            new LoadSpec.Closed(3, Duration.ZERO),
            now::incrementAndGet,
            now::addAndGet,
            Replacement.none(),
            4);
    List<Request> requests =
        loop.run(
            4,
            20,
            () -> {
              List<Integer> own = new ArrayList<>();
              sent.add(own);
              return sender(
                  id -> {
                    own.add(id);
                    return ok(id);
                  },
                  () -> {});
            },
            request -> {});
    assertThat(requests).extracting(Request::id).hasSize(24).doesNotHaveDuplicates();
    assertThat(sent).hasSize(3);
    for (List<Integer> own : sent) {
      assertThat(own.size() % 4).isZero();
      for (int i = 0; i < own.size(); i++) {
        assertThat(own.get(i) % 4).as("turn of request %d of %s", i, own).isEqualTo(i % 4);
      }
    }
  }

  @Test
  void think_time_passes_between_requests_and_not_before_the_first() {
    loop(1, Duration.ofMillis(10)).run(0, 5, () -> sender(this::ok, () -> {}), request -> {});
    assertThat(slept.get()).isEqualTo(4 * 10_000_000L);
  }

  @Test
  void think_time_is_no_schedule_lag() {
    List<Request> requests =
        loop(1, Duration.ofMillis(10)).run(0, 5, () -> sender(this::ok, () -> {}), request -> {});
    assertThat(requests).allMatch(request -> request.lag() < 1000);
  }

  @Test
  void a_server_that_hangs_does_not_take_the_night() {
    AtomicInteger sent = new AtomicInteger();
    List<Request> requests =
        loop(2, Duration.ZERO)
            .run(
                0,
                1000,
                () ->
                    sender(
                        id -> {
                          sent.incrementAndGet();
                          return exchange(Outcome.TIMEOUT, OptionalInt.empty());
                        },
                        () -> {}),
                request -> {});
    assertThat(sent.get()).isBetween(2, 4);
    assertThat(requests).hasSize(sent.get());
  }

  @Test
  void errors_amid_answers_do_not_end_the_trial() {
    List<Request> requests =
        loop(2, Duration.ZERO)
            .run(
                0,
                20,
                () -> sender(id -> exchange(Outcome.ERROR, OptionalInt.of(200)), () -> {}),
                request -> {});
    assertThat(requests).hasSize(20);
  }

  @Test
  void a_server_that_refuses_everything_is_not_sent_the_whole_plan() {
    List<Request> requests =
        loop(1, Duration.ZERO).run(0, 300, () -> sender(this::refused, () -> {}), request -> {});
    assertThat(requests).hasSize(Refusals.FEW);
    assertThat(slept.get()).as("a client that is refused waits").isPositive();
  }

  @Test
  void one_that_is_served_in_between_begins_the_count_of_refusals_anew() {
    AtomicInteger served = new AtomicInteger();
    List<Request> requests =
        loop(1, Duration.ZERO)
            .run(
                0,
                60,
                () -> sender(id -> id % 5 == 4 ? served(served, id) : refused(id), () -> {}),
                request -> {});
    assertThat(requests).hasSize(60);
    assertThat(served).hasValue(12);
  }

  @Test
  void refusals_beside_a_request_that_is_being_served_do_not_end_the_trial() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    AtomicInteger refused = new AtomicInteger();
    List<Request> requests =
        loop(2, Duration.ZERO)
            .run(
                0,
                40,
                () ->
                    sender(
                        id -> {
                          if (id == 0) {
                            await(enough);
                            return ok(id);
                          }
                          if (refused.incrementAndGet() == 20) {
                            enough.countDown();
                          }
                          return refused(id);
                        },
                        () -> {}),
                request -> {});
    assertThat(requests.stream().filter(request -> request.outcome() == Outcome.ERROR))
        .as("as many as it takes, since somebody is served")
        .hasSizeGreaterThanOrEqualTo(20);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Exchange served(AtomicInteger served, int id) {
    served.incrementAndGet();
    return ok(id);
  }

  private Exchange refused(int id) {
    return exchange(Outcome.ERROR, OptionalInt.of(503));
  }

  @Test
  void stopping_cuts_off_the_request_in_hand_and_sends_no_other() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    ClosedLoop loop = loop(1, Duration.ZERO);
    Thread stopper =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    inHand.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  loop.stop();
                });
    List<Request> requests =
        loop.run(
            0,
            10,
            () ->
                sender(
                    id -> {
                      inHand.countDown();
                      try {
                        cancelled.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return exchange(Outcome.UNFINISHED, OptionalInt.of(200));
                    },
                    cancelled::countDown),
            request -> {});
    stopper.join();
    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst().outcome()).isEqualTo(Outcome.UNFINISHED);
  }
}
