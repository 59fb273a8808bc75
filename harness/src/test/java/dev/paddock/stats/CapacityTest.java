package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private static final double[] LOADS = {1, 2, 4, 8};

  private static double[][] twice(double... logs) {
    return new double[][] {logs, logs};
  }

  @Test
  void the_first_crossing_counts_between_the_loads_that_bracket_it() {
    Capacity capacity = Capacity.of(LOADS, twice(0, 1, 3, 4), 2, 0.95);
    assertThat(capacity.load()).isCloseTo(3, within(1e-12));
    assertThat(capacity.low()).isCloseTo(3, within(1e-12));
  }

  @Test
  void beyond_the_loads_that_were_run_it_is_only_known_to_be_less_or_more() {
    Capacity below = Capacity.of(LOADS, twice(3, 4, 5, 6), 2, 0.95);
    assertThat(below.below(below.load())).isTrue();
    Capacity above = Capacity.of(LOADS, twice(0, 0, 1, 1), 2, 0.95);
    assertThat(above.above(above.high())).isTrue();
    assertThat(above.below(above.low())).isFalse();
  }

  @Test
  void a_dip_is_no_second_capacity() {
    // 0 1.5 1.5 4: the dip at 4 is pooled with its neighbour.
    Capacity capacity = Capacity.of(LOADS, twice(0, 2, 1, 4), 2.75, 0.95);
    assertThat(capacity.load()).isCloseTo(6, within(1e-12));
  }

  /**
   * On pace in a closed loop with constant times and S slots, TTFT is ttft for N ≤ S clients and
   * ttft + (N − S)/S × (ttft + tokens × itl) above.
   */
  private static double truth(double clients, int slots) {
    return Math.log(0.1 + Math.max(0, clients - slots) / slots * (0.1 + 64 * 0.02));
  }

  /** 2,000 runs of 5 blocks, each with an effect of its own on all loads (5 %) and 5 % a trial. */
  @Test
  void its_interval_covers_the_crossing() {
    double[] loads = {1, 2, 4, 8, 16, 32};
    double[] curve = new double[loads.length];
    for (int l = 0; l < loads.length; l++) {
      curve[l] = truth(loads[l], 4);
    }
    Random random = new Random(7);
    int covered = 0;
    int runs = 2000;
    for (int run = 0; run < runs; run++) {
      double limit = Math.log(0.12 + 4 * random.nextDouble());
      double[][] logs = new double[5][loads.length];
      for (double[] block : logs) {
        double shift = 0.05 * random.nextGaussian();
        for (int l = 0; l < loads.length; l++) {
          block[l] = curve[l] + shift + 0.05 * random.nextGaussian();
        }
      }
      Capacity capacity = Capacity.of(loads, logs, limit, 0.95);
      double crossing = Capacity.crossing(loads, curve, limit);
      covered += capacity.low() <= crossing && crossing <= capacity.high() ? 1 : 0;
    }
    assertThat((double) covered / runs).isGreaterThan(0.93);
  }
}
