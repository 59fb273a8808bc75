package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On real processes of this machine. */
class VariableCheckTest {
  private static final Configuration WANTED =
      Configuration.of(Known.OLLAMA_NUM_PARALLEL, new Value.Whole(3))
          .with(Settings.named("env.SOME_SWITCH"), new Value.Text("on"))
          .with(Settings.named("env.LEFT_ALONE"), new Value.Unset());

  private static VariableCheck of(String command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command + "; :");
    builder.environment().put("OLLAMA_NUM_PARALLEL", "3");
    builder.environment().put("SOME_SWITCH", "on");
    builder.environment().put("OLLAMA_MAX_QUEUE", "7");
    builder.environment().put("OF_SOMEBODY", "else");
    Process process = builder.start();
    try {
      for (int tries = 0; tries < 1000 && process.descendants().findAny().isEmpty(); tries++) {
        Thread.onSpinWait();
        boolean _ = process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      return VariableCheck.of(OptionalLong.of(process.pid()), WANTED);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void what_a_server_has_is_read_back_and_nothing_that_is_somebody_elses() throws Exception {
    VariableCheck check = of("sleep 30");
    assertThat(check.reasons()).isEmpty();
    assertThat(check.got())
        .containsEntry("OLLAMA_NUM_PARALLEL", "3")
        .containsEntry("env.SOME_SWITCH", "on")
        .containsEntry("OLLAMA_MAX_QUEUE", "7")
        .doesNotContainKey("OF_SOMEBODY");
  }

  @Test
  void a_variable_that_the_command_sets_otherwise_is_a_reason() throws Exception {
    assertThat(of("env SOME_SWITCH=off LEFT_ALONE=1 sleep 30").reasons())
        .containsExactly(
            "env.LEFT_ALONE was to be unset, and the server's environment has 1",
            "env.SOME_SWITCH did not reach the server: wanted on, its environment has off");
  }

  @Test
  void of_a_process_that_cannot_be_seen_nothing_is_known() {
    assertThat(VariableCheck.of(OptionalLong.empty(), WANTED).got()).isEmpty();
    assertThat(VariableCheck.of(OptionalLong.of(Integer.MAX_VALUE), WANTED).reasons()).isEmpty();
  }
}
