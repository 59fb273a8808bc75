package dev.paddock.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.client.Exchange;
import dev.paddock.client.Reply;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.workload.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time is made up: a look at the clock takes 10 ns, and who sleeps moves it on. */
@Timeout(60)
class OpenLoopTest {
  private static final OptionalInt OK = OptionalInt.of(200);
  private static final OptionalInt NO_LIMIT = OptionalInt.empty();
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(5 * SECOND);
  private final AtomicInteger slept = new AtomicInteger();

  private long look() {
    return now.addAndGet(10);
  }

  private OpenLoop loop(Schedule schedule, OptionalInt most) {
    return new OpenLoop(
        schedule,
        most,
        this::look,
        nanos -> {
          slept.incrementAndGet();
          now.addAndGet(nanos);
        });
  }

  private static List<Request> run(
      Loop loop, int warmup, int measured, IntFunction<Exchange> answer) {
    return loop.run(warmup, measured, () -> new Connection(answer), request -> {});
  }

  private Exchange ok(int id) {
    return Scripted.exchange(look(), Outcome.OK, OK);
  }

  private static class Connection implements Sender {
    private final IntFunction<Exchange> answer;
    private volatile boolean connected;

    Connection(IntFunction<Exchange> answer) {
      this.answer = answer;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public Reply send(int id) {
      assertThat(connected).as("connected ahead").isTrue();
      return Scripted.reply(answer.apply(id));
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
  }

  @Test
  void a_request_that_has_to_wait_for_an_answer_makes_no_open_loop() {
    int all = 200;
    CountDownLatch sent = new CountDownLatch(all);
    List<Request> requests =
        run(
            loop(new Schedule.Constant(1000), NO_LIMIT),
            0,
            all,
            id -> {
              // Nobody is answered before everybody has asked.
              sent.countDown();
              await(sent);
              return ok(id);
            });
    assertThat(requests).hasSize(all);
  }

  @Test
  void intended_is_the_schedules_time_and_not_that_of_sending() {
    AtomicInteger answered = new AtomicInteger();
    List<Request> requests =
        run(
            loop(new Schedule.Constant(10), OptionalInt.of(1)),
            0,
            6,
            id -> {
              Exchange exchange = ok(id);
              // The third answer takes a second.
              now.addAndGet(answered.incrementAndGet() == 3 ? SECOND : 0);
              return exchange;
            });
    long start = requests.getFirst().intended();
    for (Request request : requests) {
      assertThat(request.intended() - start).isEqualTo((request.id() - 1) * SECOND / 10);
    }
    assertThat(requests.subList(0, 3)).allMatch(request -> request.lag() < 10_000);
    assertThat(requests.subList(0, 3)).allMatch(request -> request.lag() >= 0);
    assertThat(requests.get(3).lag()).isBetween(9 * SECOND / 10, 91 * SECOND / 100);
    assertThat(requests.get(5).lag()).isBetween(7 * SECOND / 10, 71 * SECOND / 100);
  }

  @Test
  void a_capped_request_is_never_dropped_silently_nor_overtaken() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    List<Request> requests =
        run(
            loop(new Schedule.Constant(1000), OptionalInt.of(1)),
            3,
            50,
            id -> {
              order.add(id);
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              now.addAndGet(SECOND);
              underWay.decrementAndGet();
              return ok(id);
            });
    assertThat(requests).extracting(Request::id).hasSize(53).doesNotHaveDuplicates();
    assertThat(requests.stream().filter(r -> r.phase() == Phase.WARMUP)).hasSize(3);
    assertThat(most.get()).isEqualTo(1);
    assertThat(List.copyOf(order)).isSorted();
  }

  @Test
  void the_limit_of_requests_under_way_is_never_exceeded() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    List<Request> requests =
        run(
            loop(new Schedule.Constant(1000), OptionalInt.of(4)),
            0,
            100,
            id -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              four.countDown();
              await(four);
              underWay.decrementAndGet();
              return ok(id);
            });
    assertThat(requests).hasSize(100);
    assertThat(most.get()).isEqualTo(4);
  }

  @Test
  void a_server_that_is_gone_does_not_take_the_night() {
    AtomicInteger sent = new AtomicInteger();
    List<Request> requests =
        run(
            loop(new Schedule.Constant(1000), NO_LIMIT),
            0,
            5000,
            id -> {
              sent.incrementAndGet();
              return Scripted.exchange(look(), Outcome.ERROR, OptionalInt.empty());
            });
    assertThat(requests).hasSize(sent.get()).hasSizeBetween(2, 100);
  }

  @Test
  void stopping_does_not_wait_for_a_departure_that_is_far_away() {
    List<Request> requests = new ArrayList<>();
    OpenLoop[] loop = new OpenLoop[1];
    loop[0] = loop(new Schedule.Constant(0.001), NO_LIMIT);
    requests.addAll(
        run(
            loop[0],
            0,
            10,
            id -> {
              Exchange exchange = ok(id);
              loop[0].stop();
              return exchange;
            }));
    assertThat(requests).hasSize(1);
    assertThat(now.get()).as("the second was due after 1000 s").isLessThan(900 * SECOND);
  }

  @Test
  void stopping_cuts_off_what_is_under_way() {
    OpenLoop loop = loop(new Schedule.Constant(1000), NO_LIMIT);
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    List<Request> requests =
        loop.run(
            0,
            100,
            () ->
                new Connection(
                    id -> {
                      if (id == 20 && stopped.compareAndSet(false, true)) {
                        loop.stop();
                      }
                      await(cancelled);
                      return Scripted.exchange(look(), Outcome.UNFINISHED, OK);
                    }) {
                  @Override
                  public void cancel() {
                    cancelled.countDown();
                  }
                },
            request -> {});
    assertThat(requests).hasSizeLessThan(100).isNotEmpty();
    assertThat(requests).allMatch(request -> request.outcome() == Outcome.UNFINISHED);
  }

  @Test
  void a_trace_that_ends_early_ends_the_loop() {
    OptionalInt none = OptionalInt.empty();
    Trace trace =
        new Trace(List.of(new Trace.Entry(0, none, none), new Trace.Entry(9, none, none)));
    assertThat(run(loop(new Schedule.Replay(trace), NO_LIMIT), 0, 10, this::ok)).hasSize(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
