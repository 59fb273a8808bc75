package dev.paddock.telemetry.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a planted {@code /proc}; a page is 4 KiB, a tick a hundredth of a second. */
class LinuxTreeTest {
  private static final int LOOKS_AROUND = 10;

  @TempDir private Path root = Path.of("");

  private void process(int pid, String name, int parent, int ticks, int pages) throws IOException {
    Path folder = Files.createDirectories(root.resolve("proc/" + pid));
    Files.writeString(
        folder.resolve("stat"),
        "%d (%s) S %d 1 1 0 -1 4194560 9 9 0 0 %d %d 77 77 20 0 9 0 123 5000000 %d 1844 1 1\n"
            .formatted(pid, name, parent, ticks / 2, ticks - ticks / 2, pages));
    Files.writeString(folder.resolve("statm"), "9999 %d %d 1 0 5 0\n".formatted(pages, pages / 4));
    started(pid);
  }

  private void started(int last) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/loadavg"), "0.5 0.4 0.3 1/99 " + last + "\n");
  }

  /** What the kernel says of a file held open whose process is gone: nothing can be read. */
  private void end(int pid) throws IOException {
    Path folder = root.resolve("proc/" + pid);
    Files.writeString(folder.resolve("stat"), "");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Test
  void a_runner_two_levels_below_the_server_is_counted() throws Exception {
    process(10, "ollama serve)", 1, 100, 1000);
    process(12, "llama) server (x", 11, 500, 8000);
    process(11, "sh", 10, 2, 4);
    process(13, "chrome", 1, 9000, 90_000);
    try (ServerTree tree = LinuxTree.of(root, 10)) {
      tree.read();
      assertThat(tree.cpu()).hasValue(6.02);
      assertThat(tree.memory()).hasValue(9004 * 4096);
      assertThat(tree.mapped()).hasValue((250 + 2000 + 1) * 4096);
    }
  }

  @Test
  void a_runner_that_ends_leaves_its_cpu_time() throws Exception {
    process(10, "ollama", 1, 100, 1000);
    process(11, "llama-server", 10, 500, 8000);
    try (ServerTree tree = LinuxTree.of(root, 10)) {
      tree.read();
      process(11, "llama-server", 10, 900, 8000);
      tree.read();
      end(11);
      process(20, "llama-server", 10, 50, 3000);
      tree.read();
      assertThat(tree.cpu()).hasValue(10.5);
      assertThat(tree.memory()).hasValue(4000 * 4096);
    }
  }

  @Test
  void a_runner_that_starts_later_is_found() throws Exception {
    process(10, "ollama", 1, 100, 1000);
    try (ServerTree tree = LinuxTree.of(root, 10)) {
      tree.read();
      process(20, "llama-server", 10, 50, 3000);
      for (int i = 0; i < LOOKS_AROUND; i++) {
        tree.read();
      }
      assertThat(tree.memory()).hasValue(4000 * 4096);
    }
  }

  @Test
  void not_every_process_of_the_machine_is_read_again_and_again() throws Exception {
    process(10, "ollama", 1, 100, 1000);
    try (ServerTree tree = LinuxTree.of(root, 10)) {
      tree.read();
      process(20, "llama-server", 10, 50, 3000);
      started(10); // as if nothing had started: then nobody looks
      for (int i = 0; i < LOOKS_AROUND; i++) {
        tree.read();
      }
      assertThat(tree.memory()).hasValue(1000 * 4096);
    }
  }

  @Test
  void a_server_that_is_gone_has_no_memory() throws Exception {
    process(10, "ollama", 1, 100, 1000);
    try (ServerTree tree = LinuxTree.of(root, 10)) {
      tree.read();
      end(10);
      tree.read();
      assertThat(tree.memory()).isEmpty();
      assertThat(tree.cpu()).hasValue(1);
    }
  }

  @Test
  void a_process_that_was_never_there_is_not_called_idle() throws Exception {
    started(1);
    try (ServerTree tree = LinuxTree.of(root, 4711)) {
      tree.read();
      assertThat(tree.cpu()).isEmpty();
      assertThat(tree.memory()).isEmpty();
    }
  }
}
