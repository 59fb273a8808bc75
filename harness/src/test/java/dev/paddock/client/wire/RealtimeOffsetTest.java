package dev.paddock.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RealtimeOffsetTest {
  @Test
  void a_reading_that_was_interrupted_does_not_spoil_the_offset() {
    PrimitiveIterator.OfLong monotonic = LongStream.of(100, 9_000, 10_000, 10_100).iterator();
    PrimitiveIterator.OfLong real = LongStream.of(1_000_200, 1_010_050).iterator();
    RealtimeOffset offset = RealtimeOffset.measure(monotonic::nextLong, real::nextLong, 2);
    assertThat(offset).isEqualTo(new RealtimeOffset(1_000_000, 100));
    assertThat(offset.monotonic(1_000_500)).isEqualTo(500);
  }

  @Test
  void a_wall_clock_that_was_set_meanwhile_is_noticed_either_way() {
    RealtimeOffset before = new RealtimeOffset(1_000_000, 200);
    assertThat(before.steppedBefore(new RealtimeOffset(1_000_150, 200))).isFalse();
    assertThat(before.steppedBefore(new RealtimeOffset(1_050_000, 200))).isTrue();
    assertThat(before.steppedBefore(new RealtimeOffset(950_000, 200))).isTrue();
  }

  @Test
  void a_wide_bracket_is_no_step() {
    assertThat(new RealtimeOffset(0, 100).steppedBefore(new RealtimeOffset(40_000, 90_000)))
        .isFalse();
  }
}
