package dev.paddock.benchmarks.balancers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.paddock.benchmarks.balancers.Balancers.WayOfChoosing;
import dev.paddock.benchmarks.suite.DisagreementException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalancersTest {
  @Test
  void all_balancers_do_the_same_work() {
    new Balancers().check();
  }

  private static void check(Chooser chooser) {
    Balancers.check("planted", seed -> chooser, new Health(3), true);
  }

  @Test
  void a_balancer_that_chooses_a_server_that_is_down_is_not_timed() {
    AtomicInteger turns = new AtomicInteger();
    assertThatThrownBy(() -> check(() -> turns.getAndIncrement() % 3))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("which is down");
  }

  @Test
  void a_balancer_that_forgets_a_server_is_not_timed() {
    AtomicInteger turns = new AtomicInteger();
    assertThatThrownBy(() -> check(() -> 1 - turns.getAndIncrement() % 2))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("server 2 of 3");
  }

  @Test
  void a_balancer_that_chooses_a_server_that_does_not_exist_is_not_timed() {
    assertThatThrownBy(() -> check(() -> 3))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("from 0 to 2");
  }

  @Test
  void a_counter_that_overflows_chooses_no_server_below_zero() {
    Chooser turns = new RoundRobin(new Health(3), new AtomicInteger(Integer.MAX_VALUE - 2));
    for (int i = 0; i < 6; i++) {
      assertThat(turns.choose()).isBetween(0, 2);
    }
  }

  @Test
  void no_server_is_busy_once_its_requests_are_done() throws Exception {
    for (OpenRequests load : List.of(OpenRequests.atomic(3), OpenRequests.adders(3))) {
      Balancer shared = new LeastConnections(new Health(3), load);
      Callable<Integer> work =
          () -> {
            Chooser chooser = shared.chooser(1);
            for (int i = 0; i < 10_000; i++) {
              chooser.done(chooser.choose());
            }
            return 0;
          };
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        List<Future<Integer>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          ends.add(threads.submit(work));
        }
        for (Future<Integer> end : ends) {
          end.get();
        }
      }
      assertThat(List.of(load.of(0), load.of(1), load.of(2))).containsOnly(0L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16})
  void the_simulation_finds_the_queue_that_is_known(int servers) {
    SplittableRandom random = new SplittableRandom(5);
    Queues.Outcome drawn = Queues.simulate(seed -> () -> random.nextInt(servers), servers);
    assertThat(drawn.time()).isCloseTo(Queues.drawn(), withinPercentage(5));
    assertThat(drawn.queue()).isCloseTo(4, withinPercentage(5));
    assertThat(drawn.most()).isCloseTo(1, within(0.03));
  }

  /** Erlang's C for 3 servers with 2.4 offered is 0.6472 (tables; also by hand). */
  @Test
  void one_queue_for_all_is_what_erlang_says() {
    assertThat(Queues.oneQueue(3)).isCloseTo(1 + 0.6472 / 0.6, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16})
  void a_way_that_looks_at_queues_is_better_than_drawing(int servers) {
    double least = time(WayOfChoosing.LEAST_CONNECTIONS, servers);
    double two = time(WayOfChoosing.TWO_CHOICES, servers);
    assertThat(least).isBetween(0.97 * Queues.oneQueue(servers), 0.98 * two);
    assertThat(two).isLessThan(0.8 * Queues.drawn());
    assertThat(time(WayOfChoosing.LEAST_CONNECTIONS_ADDER, servers)).isEqualTo(least);
    assertThat(time(WayOfChoosing.ROUND_ROBIN, servers)).isBetween(least, Queues.drawn());
  }

  private static double time(WayOfChoosing way, int servers) {
    return Queues.simulate(way.over(new Health(servers)), servers).time();
  }

  @Test
  void a_queue_that_never_ends_is_not_given_a_mean() {
    assertThat(Queues.simulate(WayOfChoosing.PRIORITY.over(new Health(3)), 3).endless()).isTrue();
    assertThat(Queues.simulate(WayOfChoosing.ROUND_ROBIN.over(new Health(3)), 3).endless())
        .isFalse();
    assertThat(Queues.table()).contains("| 3 | priority | grows without end |");
  }
}
