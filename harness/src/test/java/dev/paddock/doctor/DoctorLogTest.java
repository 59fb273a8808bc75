package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server's log tells. */
class DoctorLogTest extends Ailing {
  @Test
  void a_server_that_found_no_gpu_is_found() {
    machine
        .unit()
        .file("dev/nvidia0", "")
        .journal(
            "level=INFO source=types.go:50 msg=\"inference compute\" id=cpu library=cpu"
                + " compute=\"\"\n");
    assertThat(only().what()).startsWith("Ollama found no GPU although there is /dev/nvidia0");
  }

  /** Lines in the form that Ollama 0.33 gives them: printed by a run, or read in its source. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "error=\"llama-server process has terminated: signal: illegal instruction\"",
        "error while handling argument \"--cache-type-k\": Unsupported cache type: q6_k",
        "llama_init_from_model: quantized V cache requires flash_attn to be enabled",
        "level=WARN source=types.go:1007 msg=\"invalid option provided\" option=low_vram",
        "warn: LLAMA_ARG_BATCH environment variable is set, but will be overwritten by command line"
            + " argument -b",
        "level=WARN source=llama_server.go:317 msg=\"truncating input prompt\" limit=4096"
            + " prompt=9000 keep=4 new=2050",
        "level=WARN source=server.go:114 msg=\"requested context size too large for model\""
            + " num_ctx=16384 n_ctx_train=8192",
        "level=WARN source=sched.go:510 msg=\"model architecture does not currently support"
            + " parallel requests\" architecture=qwen3vl",
        "level=WARN source=config.go:263 msg=\"invalid environment variable, using default\""
            + " key=OLLAMA_NUM_PARALLEL value=4x default=1",
        "load_tensors: offloaded 10/31 layers to GPU",
      })
  void a_line_of_the_log_that_tells_of_trouble_is_found(String line) {
    machine.unit().journal("one line\n" + line + "\n" + line + "\nanother\n");
    Finding finding = only();
    assertThat(finding.evidence()).startsWith("journal of ollama.service: ");
    assertThat(finding.fix()).isNotEmpty();
  }

  @Test
  void what_was_logged_before_the_last_start_is_not_found() {
    machine
        .unit()
        .journal(
            """
            msg="invalid option provided" option=low_vram
            msg="server config" env="map[OLLAMA_NUM_PARALLEL:1]"
            """);
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_variable_that_is_misread_is_found_though_the_start_is_logged_after_it() {
    machine
        .unit()
        .journal(
            """
            msg="invalid environment variable, using default" key=OLLAMA_MAX_QUEUE value=9k default=512
            msg="server config" env="map[OLLAMA_MAX_QUEUE:512]"
            """);
    assertThat(only().what()).contains("OLLAMA_MAX_QUEUE");
  }

  @Test
  void a_runner_of_the_processor_is_no_trouble_where_no_layer_is_planned_elsewhere() {
    machine
        .unit()
        .journal("cmd=\"/tmp/o/runners/cpu_avx2/ollama_llama_server --model /m --threads 4\"\n");
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_log_that_is_handed_over_is_read() {
    machine.file("home/me/server.log", "load_tensors: offloaded 10/31 layers to GPU\n");
    Subject.Order order =
        new Subject.Order(new Subject.Everything(), Optional.of(Path.of("server.log")));
    assertThat(Doctor.diagnose(order, machine.here()).findings())
        .extracting(Finding::what)
        .containsExactly("only 10 of 31 layers lie on the GPU");
  }
}
