package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SketchTest {
  private static Sketch sketch(long... nanos) {
    return Sketch.of(nanos).orElseThrow();
  }

  @Property(tries = 100)
  void a_time_is_read_to_a_two_thousandth_of_what_was_put_in(
      @ForAll @LongRange(min = 2048, max = 3_600_000_000_000L) long nanos) {
    Histogram read = sketch(nanos).decoded();
    double middle =
        read.getValueAtPercentile(50) - (read.sizeOfEquivalentValueRange(nanos) - 1) / 2;
    assertThat(middle).isCloseTo((double) nanos, Percentage.withPercentage(0.05));
  }

  @Test
  void times_below_2_048_ns_and_the_longest_are_exact() {
    Sketch sketch = sketch(1, 700, 2047, 123_456_789_013L);
    assertThat(sketch.n()).isEqualTo(4);
    assertThat(sketch.max()).isEqualTo(123_456_789_013L);
    Histogram read = sketch.decoded();
    assertThat(List.of(1L, 700L, 2047L)).allMatch(one -> read.getCountAtValue(one) == 1);
    assertThat(read.getCountAtValue(699)).isZero();
  }

  @Test
  void sketches_that_are_added_are_the_sketch_of_all_times() {
    long[] some = LongStream.rangeClosed(1, 500).map(i -> i * i * 1000).toArray();
    long[] others = LongStream.rangeClosed(1, 300).map(i -> i * 777_777).toArray();
    Histogram pooled = Sketch.empty();
    pooled.add(sketch(some).decoded());
    pooled.add(sketch(others).decoded());
    long[] all = LongStream.concat(Arrays.stream(some), Arrays.stream(others)).toArray();
    assertThat(pooled).isEqualTo(sketch(all).decoded());
  }

  @Test
  void a_negative_time_counts_as_0() {
    Sketch sketch = sketch(-5, 10);
    assertThat(sketch.n()).isEqualTo(2);
    assertThat(sketch.decoded().getCountAtValue(0)).isEqualTo(1);
  }

  @Test
  void nothing_has_no_sketch() {
    assertThat(Sketch.of()).isEmpty();
    assertThatThrownBy(() -> new Sketch(0, 0, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_torn_sketch_is_refused() {
    String whole = sketch(1, 2_000_000, 3).histogram();
    byte[] bytes = Base64.getDecoder().decode(whole);
    bytes[bytes.length - 6] ^= 0x55;
    Sketch torn = new Sketch(3, 2_000_000, Base64.getEncoder().encodeToString(bytes));
    assertThatThrownBy(torn::decoded).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(new Sketch(3, 3, "not base64!")::decoded)
        .isInstanceOf(IllegalArgumentException.class);
  }
}
