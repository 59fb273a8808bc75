package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessIT {
  @TempDir private Path folder = Path.of("");

  private ServerProcess start(String command) {
    return ServerProcess.start(
        command, Set.of(), Map.of("MARK", "given"), folder.resolve("log"), ProcessBuilder::start);
  }

  /** The processes of a group, zombies apart. */
  private static long group(long id) throws IOException {
    long members = 0;
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      for (ProcessHandle one : all.toList()) {
        Path stat = Path.of("/proc/" + one.pid() + "/stat");
        if (Files.exists(stat)) {
          String text = Files.readString(stat);
          String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
          members += !fields[0].equals("Z") && Long.parseLong(fields[2]) == id ? 1 : 0;
        }
      }
    }
    return members;
  }

  private void awaitWords(String words) throws Exception {
    Path log = folder.resolve("log");
    Eventually.holds(
        "it says " + words, () -> Files.exists(log) && Files.readString(log).contains(words));
  }

  private static void awaitEmpty(long group) throws Exception {
    Eventually.holds("nothing is left of the group", () -> group(group) == 0);
  }

  @Test
  void a_command_line_is_read_as_a_shell_reads_it() throws Exception {
    try (ServerProcess server = start("echo \"two words\" $MARK; exec sleep 300")) {
      awaitWords("two words given");
      assertThat(server.alive()).isTrue();
    }
  }

  @Test
  void children_do_not_outlive_a_server_that_was_ended() throws Exception {
    ServerProcess server = start("sleep 300 & sleep 301 & echo up; wait");
    awaitWords("up");
    assertThat(group(server.pid())).isGreaterThanOrEqualTo(3);
    server.close();
    assertThat(group(server.pid())).isZero();
  }

  @Test
  void children_do_not_outlive_a_server_that_was_killed() throws Exception {
    try (ServerProcess server = start("sleep 300 & echo up; wait")) {
      awaitWords("up");
      assertThat(ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly()).isTrue();
      awaitEmpty(server.pid());
      assertThat(server.alive()).isFalse();
    }
  }

  @Test
  void a_server_that_will_not_end_is_killed() throws Exception {
    ServerProcess server = start("trap '' TERM; echo up; while true; do sleep 1; done");
    awaitWords("up");
    server.close();
    assertThat(group(server.pid())).isZero();
  }

  /** The kernel closes the pipe of a process that was killed, which is all that is left of it. */
  @Test
  void a_server_does_not_outlive_the_one_who_started_it() throws Exception {
    CompletableFuture<Process> watchdog = new CompletableFuture<>();
    ServerProcess server =
        ServerProcess.start(
            "echo up; exec sleep 300",
            Set.of(),
            Map.of(),
            folder.resolve("log"),
            builder -> {
              Process process = builder.start();
              watchdog.complete(process);
              return process;
            });
    awaitWords("up");
    watchdog.get().getOutputStream().close();
    assertThat(watchdog.get().waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(group(server.pid())).isZero();
  }
}
