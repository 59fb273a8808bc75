package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.Eventually;
import dev.paddock.record.Instrument;
import dev.paddock.record.Outcome;
import dev.paddock.record.Pauses;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.telemetry.meter.Cards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchTest {
  private static final long MS = 1_000_000;

  @TempDir private Path root = Path.of("");

  /** A collector whose pauses are planted. */
  private record Planted(List<CollectorPause> pauses) implements PauseLog {
    @Override
    public void collect() {}

    @Override
    public void close() {}
  }

  /** So often the client's clock is read until a probe stream has written down two delays. */
  private final CountDownLatch probed = new CountDownLatch(3);

  private Gauges gauges(CollectorPause... pauses) {
    return new Gauges(
        root,
        () -> 2,
        () -> new Planted(List.of(pauses)),
        () -> {
          probed.countDown();
          return System.nanoTime() + 500 * MS;
        },
        () -> Cards.all(List.of()),
        TreeMap::new);
  }

  /** One that is intended at {@code from}, sent 3 ms later, and ends at {@code to}. */
  private static Request request(Phase phase, long from, long to) {
    return new Request(
        1,
        phase,
        from,
        from + 3 * MS,
        OptionalLong.empty(),
        Stamps.of(MS, 2 * MS),
        Stamps.of(40, 90),
        OptionalInt.of(0),
        StampClock.KERNEL,
        OptionalLong.empty(),
        OptionalLong.of(to - from - 3 * MS),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private static Instrument record(Watch watch, long from, long to) {
    return watch
        .over(List.of(request(Phase.WARMUP, 0, from), request(Phase.MEASURED, from, to)))
        .orElseThrow();
  }

  @Test
  void a_pause_in_the_warm_up_or_after_the_last_answer_does_not_count() {
    Watch watch =
        Watch.begin(
            gauges(
                new CollectorPause(90 * MS, 20 * MS),
                new CollectorPause(110 * MS, 15 * MS),
                new CollectorPause(150 * MS, 4 * MS),
                new CollectorPause(240 * MS, 30 * MS)),
            OptionalLong.empty(),
            Optional.empty());
    watch.close();
    assertThat(record(watch, 100 * MS, 200 * MS).pauses())
        .isEqualTo(new Pauses(2, 15 * MS, 19 * MS));
  }

  @Test
  void the_delay_of_chunks_and_the_lag_are_kept() {
    Watch watch = Watch.begin(gauges(), OptionalLong.empty(), Optional.empty());
    watch.close();
    Instrument instrument = record(watch, 100 * MS, 200 * MS);
    assertThat(instrument.chunkDelay().orElseThrow().max()).isEqualTo(90);
    assertThat(instrument.lag().orElseThrow().p50()).isEqualTo(3 * MS);
    assertThat(instrument.probeDelay()).isEmpty();
    assertThat(instrument.unstamped()).isEmpty();
  }

  @Test
  void a_slow_client_without_kernel_stamps_is_noticed() throws Exception {
    long from = System.nanoTime();
    Watch watch = Watch.begin(gauges(), OptionalLong.empty(), Optional.of("TLS"));
    try (watch) {
      probed.await();
    }
    Instrument instrument = record(watch, from, System.nanoTime() + 60_000 * MS);
    assertThat(instrument.probeDelay().orElseThrow().p50()).isGreaterThan(500 * MS);
    assertThat(instrument.unstamped()).contains("TLS");
  }

  @Test
  void a_counter_that_moved_is_noticed() throws Exception {
    Path counter = root.resolve("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count");
    Files.createDirectories(counter.getParent());
    Files.writeString(counter, "3\n");
    Watch watch = Watch.begin(gauges(), OptionalLong.empty(), Optional.empty());
    try (watch) {
      await(watch, 1);
      Files.writeString(counter, "5\n");
    }
    long from = watch.samples().getFirst().at();
    long to = watch.samples().getLast().at();
    Instrument instrument = record(watch, from, to);
    assertThat(instrument.thermal()).hasValue(2);
    assertThat(instrument.quota()).isEmpty();
  }

  @Test
  void other_load_is_not_taken_for_the_servers() throws Exception {
    stat(0);
    Files.writeString(root.resolve("proc/loadavg"), "0.1 0.1 0.1 1/2 4711\n");
    Files.createDirectories(root.resolve("proc/4711"));
    Files.writeString(
        root.resolve("proc/4711/stat"),
        "4711 (ollama) S 1 0 0 0 0 0 0 0 0 0 5 5 0 0 20 0 9 0 0 0 100\n");
    Watch watch = Watch.begin(gauges(), OptionalLong.of(4711), Optional.empty());
    try (watch) {
      await(watch, 1);
      stat(10_000_000); // a hundred thousand seconds, on two cores
      await(watch, 13);
    }
    Instrument instrument =
        record(watch, watch.samples().getFirst().at(), watch.samples().getLast().at());
    assertThat(instrument.otherCpu().orElseThrow()).isGreaterThan(100);
    assertThat(instrument.clientCpu()).isPresent();
  }

  @Test
  void a_phase_too_short_to_tell_is_not_called_quiet() {
    Watch watch = Watch.begin(gauges(), OptionalLong.empty(), Optional.empty());
    watch.close();
    assertThat(record(watch, 0, Long.MAX_VALUE / 2).clientCpu()).isEmpty();
  }

  @Test
  void a_trial_without_a_measured_request_has_no_record() {
    Watch watch = Watch.begin(gauges(), OptionalLong.empty(), Optional.empty());
    watch.close();
    assertThat(watch.over(List.of(request(Phase.WARMUP, 0, MS)))).isEmpty();
  }

  private void stat(long user) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(
        root.resolve("proc/stat"),
        "cpu  %d 0 0 5 0 0 0 0 0 0\ncpu0 0 0\ncpu1 0 0\n".formatted(user));
  }

  private static void await(Watch watch, int samples) throws IOException, InterruptedException {
    Eventually.holds(samples + " samples", () -> watch.samples().size() >= samples);
  }
}
