package dev.paddock.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.experiment.file.ExperimentFile;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManagedDefaultsTest {
  private static Map<String, String> of(String more) {
    return ManagedDefaults.of(
            ExperimentFile.parse(
                "e.yaml",
                "name: e\ntarget: {kind: ollama, command: ollama serve}\nmodel: m\nfactors: {num_ctx: [512]%s\n"
                    .formatted(more),
                Map.of()))
        .texts(Scope.SERVER);
  }

  @Test
  void a_server_that_paddock_does_not_start_gets_no_variables() {
    assertThat(
            ManagedDefaults.of(
                ExperimentFile.parse(
                    "e.yaml",
                    "name: e\ntarget: {kind: ollama}\nmodel: m\nfactors: {num_ctx: [512]}\n",
                    Map.of())))
        .isEqualTo(Configuration.NONE);
  }

  @Test
  void a_cold_prefill_turns_the_hosts_prompt_cache_off() {
    assertThat(of("}"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("OLLAMA_NO_CLOUD", "1", "LLAMA_ARG_CACHE_RAM", "0"));
    assertThat(of(", workload.prefix: [shared, unique]}")).containsKey("LLAMA_ARG_CACHE_RAM");
  }

  @Test
  void a_cache_that_is_wanted_is_left_on() {
    assertThat(of("}\nworkload: {prefix: shared}")).containsOnlyKeys("OLLAMA_NO_CLOUD");
    assertThat(of(", workload.prefix: [shared]}")).containsOnlyKeys("OLLAMA_NO_CLOUD");
  }

  @Test
  void what_the_file_says_is_left_to_it() {
    assertThat(of(", LLAMA_ARG_CACHE_RAM: [\"0\", \"1024\"]}")).containsOnlyKeys("OLLAMA_NO_CLOUD");
  }
}
