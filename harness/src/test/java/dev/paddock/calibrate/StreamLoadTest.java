package dev.paddock.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Calibration.Phase;
import org.junit.jupiter.api.Test;

class StreamLoadTest {
  private static final long MS = 1_000_000;

  @Test
  void a_slow_rung_does_not_take_minutes() {
    StreamLoad slow = StreamLoad.steady(2_000, 200 * MS, Phase.OUT, 3);
    assertThat(slow.tokens()).isEqualTo(15);
    assertThat(slow.each()).isEqualTo(2);
    assertThat(slow.tokensPerSecond()).isEqualTo(10_000);
  }

  @Test
  void a_fast_rung_is_not_over_before_it_is_measured() {
    StreamLoad fast = StreamLoad.steady(32, 400_000, Phase.OUT, 3);
    double seconds = (fast.each() - 1) * (0.02 + fast.tokens() * 0.0004);
    assertThat(seconds).isBetween(2.9, 3.1);
  }

  @Test
  void streams_out_of_phase_do_not_begin_together() {
    StreamLoad out = StreamLoad.steady(4, 10 * MS, Phase.OUT, 1);
    assertThat(out.offset(0)).isZero();
    assertThat(out.offset(1)).isEqualTo((20 + 1_000) * MS / 4);
    assertThat(StreamLoad.steady(4, 10 * MS, Phase.IN, 1).offset(1)).isZero();
    assertThat(StreamLoad.flatOut(4, Phase.OUT, 10, 2).offset(1)).isZero();
  }

  @Test
  void streams_in_phase_are_asked_of_the_server() {
    assertThat(StreamLoad.steady(32, 1_600_000, Phase.IN, 1).options())
        .containsExactly("--ttft", "20ms", "--itl", "ticks:1600us");
    assertThat(StreamLoad.steady(32, 1_600_000, Phase.OUT, 1).options())
        .containsExactly("--ttft", "20ms", "--itl", "1600us");
    assertThat(StreamLoad.flatOut(8, Phase.OUT, 10, 1).options())
        .containsExactly("--ttft", "20ms", "--itl", "0");
  }
}
