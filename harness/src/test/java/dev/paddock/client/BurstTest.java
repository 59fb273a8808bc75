package dev.paddock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which answers streamed and which were held back, told by their stamps in nanoseconds. */
class BurstTest {
  private static final long US = 1_000;
  private static final long MS = 1_000_000;

  /** So many chunks, the first of them after {@code first}, each {@code gap} after the other. */
  private static long[] every(long gap, int chunks, long first) {
    return LongStream.range(0, chunks).map(i -> first + i * gap).toArray();
  }

  private static boolean burst(long[] stamps) {
    return Burst.is(stamps, stamps.length, Optional.empty());
  }

  private static boolean burst(long[] stamps, long decode) {
    return Burst.is(stamps, stamps.length, Optional.of(decode));
  }

  @Test
  void one_write_of_all_chunks_is_a_burst() {
    assertThat(burst(every(0, 8, 90 * MS))).isTrue();
    assertThat(burst(every(0, 128, 2_000 * MS))).isTrue();
  }

  @Test
  void a_long_body_in_segments_of_a_slow_network_is_a_burst() {
    assertThat(burst(every(12 * US, 256, 900 * MS))).isTrue();
  }

  @Test
  void few_chunks_in_one_read_are_none() {
    assertThat(burst(every(0, 7, 90 * MS))).isFalse();
    assertThat(burst(new long[0])).isFalse();
  }

  @Test
  void the_fastest_stream_is_none() {
    assertThat(burst(every(60 * US, 200, 5_000 * MS))).isFalse();
    assertThat(burst(every(300 * US, 1_000, 5_000 * MS))).isFalse();
  }

  @Test
  void a_stream_whose_chunks_share_reads_by_fours_is_none() {
    long[] stamps = LongStream.range(0, 64).map(i -> 80 * MS + i / 4 * 2 * MS).toArray();
    assertThat(burst(stamps)).isFalse();
  }

  @Test
  void a_server_that_took_no_longer_before_than_in_between_is_quick_and_none() {
    assertThat(burst(every(20 * US, 20, 600 * US))).isFalse();
    assertThat(burst(every(20 * US, 20, 6 * MS))).isTrue();
  }

  @Test
  void one_chunk_in_ten_may_stand_apart_at_either_end() {
    long[] first = every(0, 20, 700 * MS);
    first[0] = 30 * MS;
    first[1] = 45 * MS;
    assertThat(burst(first)).isTrue();
    long[] last = every(0, 20, 700 * MS);
    last[19] = 760 * MS;
    assertThat(burst(last)).isTrue();
    long[] three = first.clone();
    three[2] = 60 * MS;
    assertThat(burst(three)).isFalse();
    long[] half = new long[20];
    Arrays.setAll(half, i -> i < 10 ? 700 * MS : 900 * MS);
    assertThat(burst(half)).isFalse();
  }

  @Test
  void a_server_that_says_how_long_it_made_them_decides() {
    assertThat(burst(every(0, 16, 300 * MS), 160 * MS)).isTrue();
    assertThat(burst(every(10 * US, 16, 300 * MS), 155 * US)).isFalse();
    assertThat(burst(every(0, 16, 300 * MS), 0)).as("a zero says nothing").isTrue();
  }
}
