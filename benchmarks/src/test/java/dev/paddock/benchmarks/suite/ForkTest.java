package dev.paddock.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.buffers.StreamBuffers;
import dev.paddock.record.Figure;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkTest {
  private static final Effort GLANCE = new Effort(1, 1, 2, Duration.ofMillis(20));

  @TempDir Path directory;

  @Test
  void a_fork_comes_back_with_both_figures_and_a_log() {
    Path log = directory.resolve("0001").resolve("jmh.log");
    Measurement measured =
        Fork.measure(
            new StreamBuffers(),
            Configuration.named(
                Map.of(
                    "bench.framer", new Value.Text("own"),
                    "bench.buffer", new Value.Text("4096"),
                    "bench.arrival", new Value.Text("full-buffers"),
                    "bench.chunk", new Value.Text("line"),
                    "bench.until", new Value.Text("answer"))),
            GLANCE,
            directory,
            log);
    Map<String, Figure> figures = measured.figures();
    assertThat(figures).containsOnlyKeys("time.mean", "alloc");
    assertThat(figures.values()).allSatisfy(figure -> assertThat(figure.n()).isEqualTo(2));
    assertThat(measured.got())
        .containsEntry("bench.buffer", "4096")
        .containsEntry("bench.arrival", "full-buffers");
    assertThat(log)
        .content()
        .contains("FULL_BUFFERS", "4096", "-Dbench.run=" + directory.toAbsolutePath());
  }

  @Test
  void two_benchmarks_at_once_are_told_of_each_other() throws Exception {
    Path lock = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      assertThatThrownBy(
              () ->
                  Fork.measure(
                      new StreamBuffers(),
                      Configuration.NONE,
                      GLANCE,
                      directory,
                      directory.resolve("log")))
          .isInstanceOf(ForkException.class)
          .hasMessageContaining("other benchmarks run on this machine")
          .hasMessageContaining("paddock bench --resume " + directory);
    }
  }

  @Test
  void bookkeeping_of_jmh_itself_is_not_taken_for_an_allocation() {
    Duration iteration = Duration.ofMillis(150);
    // 7 KB over 40,000 operations.
    assertThat(Fork.bytes(0.17, 3700, iteration)).isZero();
    assertThat(Fork.bytes(0.0012, 100, iteration)).isZero();
    assertThat(Fork.bytes(0.14, 100, iteration)).isEqualTo(0.14);
    assertThat(Fork.bytes(24, 100, iteration)).isEqualTo(24);
    assertThat(Fork.bytes(50_000, 1e6, iteration)).isEqualTo(50_000);
  }
}
