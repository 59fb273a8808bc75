package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DialectTest {
  private static final URI HERE = URI.create("http://127.0.0.1:8123");

  /** Names and forms of {@code vllm serve --help}: dashes, and --no- before a flag that is off. */
  @Test
  void arguments_of_vllm_stand_on_its_command_line() {
    Dialect.Launch launch =
        Dialect.OPENAI.launch(
            "vllm serve m --port $PORT",
            new TreeMap<>(
                Map.of(
                    "vllm.max_num_seqs",
                    "64",
                    "vllm.enable_prefix_caching",
                    "false",
                    "vllm.served_model_name",
                    "it's mine",
                    "CUDA_VISIBLE_DEVICES",
                    "0")),
            HERE);
    assertThat(launch.command())
        .isEqualTo(
            "vllm serve m --port $PORT --no-enable-prefix-caching --max-num-seqs '64'"
                + " --served-model-name 'it'\\''s mine'");
    assertThat(launch.environment())
        .containsEntry("PORT", "8123")
        .containsEntry("LLAMA_ARG_PORT", "8123")
        .containsEntry("CUDA_VISIBLE_DEVICES", "0")
        .doesNotContainKey("vllm.max_num_seqs");
  }

  @Test
  void ollama_is_told_where_to_listen() {
    assertThat(Dialect.OLLAMA.launch("ollama serve", new TreeMap<>(), HERE).environment())
        .containsEntry("OLLAMA_HOST", "127.0.0.1:8123");
  }
}
