package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.host.LiveServer;
import dev.paddock.settings.parse.Severity;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Models and the memory that they lie in. */
class DoctorModelsTest extends Ailing {
  @Test
  void slots_that_a_family_cannot_have_are_found() {
    machine.process(7, "OLLAMA_NUM_PARALLEL=4").answers(model("qwen3vl", 4096, 262_144, GIB, 0));
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.what()).isEqualTo("OLLAMA_NUM_PARALLEL has no effect on m:latest (qwen3vl)");
  }

  @Test
  void a_context_that_is_cut_to_what_the_model_knows_is_found() {
    machine.process(7, "OLLAMA_CONTEXT_LENGTH=32768").answers(model("llama", 8192, 8192, GIB, 0));
    Finding finding = only();
    assertThat(finding.what()).isEqualTo("a context of 32768 is cut to 8192");
    assertThat(finding.fix()).isEqualTo("OLLAMA_CONTEXT_LENGTH=8192 ollama serve");
  }

  @Test
  void a_context_that_is_not_the_servers_is_noted() {
    machine
        .process(7, "OLLAMA_CONTEXT_LENGTH=32768")
        .answers(
            new LiveServer.Loaded(
                "m:latest", "llama", 2048, 131_072, GIB, 0, OptionalLong.of(2048)));
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.effect()).contains("of its Modelfile outranks");
  }

  @Test
  void a_variable_of_one_server_says_nothing_of_the_model_of_another() {
    machine
        .process(7, "OLLAMA_CONTEXT_LENGTH=32768", "OLLAMA_NUM_PARALLEL=4", "OLLAMA_HOST=:11435")
        .process(8, "OLLAMA_KEEP_ALIVE=-1")
        .answers(model("qwen3vl", 4096, 8192, GIB, 0));
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_model_on_the_cpu_beside_an_idle_gpu_is_found() {
    machine.file("dev/nvidia0", "").process(7).answers(model("llama", 4096, 8192, GIB, 0));
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.what())
        .isEqualTo("m:latest runs on the CPU alone although there is /dev/nvidia0");
  }

  @Test
  void a_model_on_the_cpu_of_a_machine_without_gpu_is_well() {
    machine.process(7).answers(model("llama", 4096, 8192, GIB, 0));
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_model_partly_on_the_gpu_is_found() {
    machine.process(7).answers(model("llama", 4096, 8192, 10 * GIB, 6 * GIB));
    assertThat(only().what()).isEqualTo("m:latest lies only to 60 % on the GPU");
  }

  @Test
  void slots_that_push_a_model_off_the_gpu_are_found() {
    machine
        .process(7, "OLLAMA_NUM_PARALLEL=8")
        .answers(model("llama", 32_768, 131_072, 10 * GIB, 6 * GIB));
    assertThat(machine.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.effect()).contains("= 262144 tokens");
              assertThat(finding.fix()).isEqualTo("OLLAMA_NUM_PARALLEL=1 ollama serve");
            });
  }

  @Test
  void a_model_larger_than_the_memory_is_found() {
    machine.process(7).answers(model("llama", 4096, 8192, 40 * GIB, 0));
    assertThat(only().what()).isEqualTo("m:latest does not fit into the memory");
  }

  @Test
  void a_stored_model_that_can_never_fit_is_noted() {
    machine.answers(
        new LiveServer(
            "http://127.0.0.1:11434", "0.33.0", List.of(), Map.of("big:70b", 43 * GIB, "s", GIB)));
    assertThat(only().what()).isEqualTo("big:70b cannot fit into the memory");
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void a_release_that_the_rules_were_not_made_for_is_noted() {
    machine.answers(new LiveServer("http://127.0.0.1:11434", "0.9.6", List.of(), Map.of()));
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }
}
