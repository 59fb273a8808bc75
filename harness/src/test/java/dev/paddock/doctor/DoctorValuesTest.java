package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.parse.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that Ollama takes for something else. */
class DoctorValuesTest extends Ailing {
  @Test
  void a_boolean_that_says_off_and_means_on_is_found() {
    machine.unit().dropIn("override.conf", "Environment=OLLAMA_FLASH_ATTENTION=off");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.what()).isEqualTo("OLLAMA_FLASH_ATTENTION=off counts as on");
    assertThat(finding.evidence()).isEqualTo(DROP_IN + ":2");
    assertThat(finding.fix()).endsWith("Environment=\"OLLAMA_FLASH_ATTENTION=false\"");
  }

  @Test
  void vram_that_is_not_kept_free_is_found() {
    machine.process(7, "OLLAMA_GPU_OVERHEAD=1073741824");
    assertThat(only().fix()).isEqualTo("LLAMA_ARG_FIT_TARGET=2048 ollama serve");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OLLAMA_NUM_PARALLEL=0",
        "OLLAMA_MAX_QUEUE=4",
        "OLLAMA_KEEP_ALIVE=0",
        "OLLAMA_DEBUG=1",
        "CUDA_VISIBLE_DEVICES=-1"
      })
  void a_value_with_a_meaning_of_its_own_is_a_note(String variable) {
    machine.process(7, variable);
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void a_queue_of_no_length_is_found() {
    machine.process(7, "OLLAMA_MAX_QUEUE=0");
    assertThat(only().severity()).isEqualTo(Severity.HARM);
  }
}
