package dev.paddock.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.paddock.benchmarks.limits.PermitQueues.Queue;
import dev.paddock.benchmarks.suite.DisagreementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {
  @Test
  void all_limiters_do_the_same_work() {
    new RateLimits().check();
  }

  @Test
  void a_limiter_that_never_refuses_is_not_timed() {
    assertThatThrownBy(() -> RateLimits.check("planted", () -> true))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("planted misreads 5 permits a second");
  }

  @Test
  void a_limiter_that_gives_one_permit_in_three_is_not_timed() {
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> RateLimits.check("planted", () -> asked.getAndIncrement() % 3 == 0))
        .isInstanceOf(DisagreementException.class);
  }

  @Test
  void a_limiter_that_refuses_the_first_is_not_timed() {
    assertThatThrownBy(() -> RateLimits.check("planted", () -> false))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("the first permit");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20})
  void waits_at_even_distances_agree_with_the_queue_they_are_said_to_be(int rate) {
    for (double load : PermitQueues.LOADS) {
      assertThat(PermitQueues.simulate(Queue.BUCKET4J_ONE, rate, load).mean())
          .as("%s permits a second, load %s", rate, load)
          .isCloseTo(PermitQueues.truth(rate, load), withinPercentage(12));
    }
  }

  @Test
  void no_limiter_forgets_its_rate_over_a_minute() {
    for (Queue queue : Queue.values()) {
      double mean = PermitQueues.simulate(queue, 10, 2).mean();
      assertThat(mean).as(queue.name()).isCloseTo(30, withinPercentage(5));
    }
  }

  @Test
  void room_for_more_permits_shortens_the_wait() {
    for (double load : PermitQueues.LOADS) {
      assertThat(PermitQueues.simulate(Queue.BUCKET4J_SECOND, 10, load).mean())
          .isLessThan(PermitQueues.simulate(Queue.BUCKET4J_ONE, 10, load).mean());
    }
  }

  @Test
  void every_limiter_goes_by_the_clock_that_it_is_given() {
    long[] now = {0};
    for (Queue queue : Queue.values()) {
      now[0] = 0;
      LongSupplier limiter = queue.open(5, () -> now[0]);
      long waits = 0;
      for (int i = 0; i < 6; i++) {
        waits = limiter.getAsLong();
      }
      assertThat(waits).as(queue.name()).isPositive();
      now[0] = 10_000_000_000L;
      assertThat(limiter.getAsLong()).as(queue.name()).isZero();
    }
  }

  @Test
  void the_same_waits_come_from_the_same_seed() {
    assertThat(PermitQueues.simulate(Queue.RESILIENCE4J_ATOMIC, 20, 1))
        .isEqualTo(PermitQueues.simulate(Queue.RESILIENCE4J_ATOMIC, 20, 1));
  }
}
