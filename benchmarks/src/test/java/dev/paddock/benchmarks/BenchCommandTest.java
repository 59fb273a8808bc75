package dev.paddock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  void a_misspelled_suite_is_answered_with_the_nearest_one() {
    assertThat(execute("jsn-in")).isEqualTo(2);
    assertThat(err.toString()).contains("no suite jsn-in").contains("Did you mean json-in?");
  }

  @Test
  void a_directory_that_is_no_run_is_not_resumed() {
    assertThat(execute("--resume", "src")).isEqualTo(2);
  }

  @Test
  void a_budget_of_nothing_is_refused_without_a_run_to_resume() {
    assertThat(execute("json-in", "--budget", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("a suite needs a minute at least");
    assertThat(execute("--resume", "src", "--budget", "-1")).isEqualTo(2);
  }

  @Test
  void every_suite_is_on_the_list() {
    assertThat(execute("--list")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(Suites.words());
  }

  private int execute(String... args) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new CommandLine(new BenchCommand(stream, stream))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
