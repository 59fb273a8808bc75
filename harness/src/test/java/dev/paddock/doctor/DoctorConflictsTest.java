package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.parse.Severity;
import org.junit.jupiter.api.Test;

/** Settings that other settings make void, or that together break the server. */
class DoctorConflictsTest extends Ailing {
  @Test
  void a_quantised_cache_without_flash_attention_is_found() {
    machine.process(7, "OLLAMA_FLASH_ATTENTION=0", "OLLAMA_KV_CACHE_TYPE=q8_0");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.what()).contains("needs flash attention");
    assertThat(finding.fix()).isEqualTo("OLLAMA_FLASH_ATTENTION=true ollama serve");
  }

  @Test
  void an_argument_that_ollama_overwrites_is_found() {
    machine.process(7, "LLAMA_ARG_CTX_SIZE=8192", "LLAMA_ARG_THREADS=4");
    Finding finding = only();
    assertThat(finding.what()).startsWith("LLAMA_ARG_CTX_SIZE=8192 is overwritten");
    assertThat(finding.fix()).isEqualTo("OLLAMA_CONTEXT_LENGTH=8192 ollama serve");
  }

  @Test
  void a_key_that_locks_ollama_out_is_found_and_not_printed() {
    machine.process(7, "LLAMA_API_KEY=hunter2");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.HARM);
    assertThat(finding.toString()).doesNotContain("hunter2");
  }
}
