package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** R: {@code quantile(x, p, type = 1)}. */
class SpreadTest {
  @Test
  void half_of_the_times_do_not_exceed_the_median() {
    assertThat(Spread.of(9, 1, 5, 3)).contains(new Spread(4, 3, 9, 9));
    assertThat(Spread.of(9, 1, 5)).contains(new Spread(3, 5, 9, 9));
    assertThat(Spread.of(-7)).contains(new Spread(1, -7, -7, -7));
  }

  @Test
  void the_99_percent_quantile_is_the_largest_below_100_times_and_not_from_there() {
    assertThat(Spread.of(LongStream.rangeClosed(1, 99).toArray()))
        .contains(new Spread(99, 50, 99, 99));
    assertThat(Spread.of(LongStream.rangeClosed(1, 100).toArray()))
        .contains(new Spread(100, 50, 99, 100));
    assertThat(Spread.of(LongStream.rangeClosed(1, 1000).toArray()))
        .contains(new Spread(1000, 500, 990, 1000));
  }

  @Test
  void the_times_are_left_in_their_order() {
    long[] nanos = {3, 1, 2};
    Spread.of(nanos);
    assertThat(nanos).containsExactly(3, 1, 2);
  }

  @Test
  void nothing_has_no_spread() {
    assertThat(Spread.of()).isEmpty();
    assertThatThrownBy(() -> new Spread(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
