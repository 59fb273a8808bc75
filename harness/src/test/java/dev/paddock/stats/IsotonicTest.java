package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IsotonicTest {
  /** R: isoreg(c(1, 3, 2, 4, 3.5, 3, 7, 6))$yf. */
  @Test
  void neighbours_in_the_wrong_order_become_their_mean() {
    assertThat(Isotonic.nonDecreasing(new double[] {1, 3, 2, 4, 3.5, 3, 7, 6}))
        .containsExactly(new double[] {1, 2.5, 2.5, 3.5, 3.5, 3.5, 6.5, 6.5}, within(1e-12));
  }

  @Test
  void what_rises_stays_as_it_is() {
    assertThat(Isotonic.nonDecreasing(new double[] {1, 1, 2})).containsExactly(1, 1, 2);
    assertThat(Isotonic.nonDecreasing(new double[0])).isEmpty();
  }

  @Test
  void what_only_falls_is_its_mean() {
    assertThat(Isotonic.nonDecreasing(new double[] {3, 2, 1})).containsExactly(2, 2, 2);
  }
}
