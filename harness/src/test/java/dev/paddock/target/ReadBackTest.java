package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadBackTest {
  /** Printed by Ollama 0.33.0-rc2 with OLLAMA_FLASH_ATTENTION unset and num_ctx 512. */
  private static final String AUTO =
      """
      llama_context: n_ctx_seq             = 512
      llama_context: n_batch               = 256
      llama_context: n_ubatch              = 256
      llama_context: flash_attn            = auto
      llama_kv_cache: size =   22.50 MiB (   512 cells,  30 layers,  2/2 seqs), K (f16):   11.25 MiB, V (f16):   11.25 MiB
      resolve_fused_ops: Flash Attention enabled
      cmn          init: llama threadpool init, n_threads = 1
      srv    load_model: initializing, n_slots = 2, n_ctx_slot = 512, kv_unified = 'false'
      """;

  private static final Control.Loaded ON_CPU = new Control.Loaded(512, 210_690_374, 0);

  @Test
  void what_auto_became_is_read_from_the_log() {
    ReadBack readBack = ReadBack.of(Optional.of(ON_CPU), AUTO);
    assertThat(readBack.got())
        .containsEntry("OLLAMA_FLASH_ATTENTION", "auto: enabled")
        .containsEntry("num_ctx", "512")
        .containsEntry("OLLAMA_NUM_PARALLEL", "2")
        .containsEntry("num_batch", "256")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "f16")
        .containsEntry("num_thread", "1")
        .containsEntry("vram", "0");
  }

  /** Printed by the embedded engine. */
  @Test
  void the_embedded_engines_own_line_is_read() {
    String log =
        "loaded: context_per_slot=512 kv_cells=1024 slots=2 batch=256 ubatch=256 threads=1"
            + " flash_attention=on cache_k=q8_0 cache_v=q8_0 layers_offloaded=0/13 bytes=5 model=m";
    assertThat(ReadBack.of(Optional.empty(), log).got())
        .containsEntry("num_gpu", "0/13")
        .containsEntry("OLLAMA_NUM_PARALLEL", "2")
        .containsEntry("num_batch", "256")
        .containsEntry("num_thread", "1")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "enabled")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "q8_0");
  }

  @Test
  void the_last_of_several_loads_counts() {
    String log =
        "load_tensors: offloaded 3/31 layers to GPU\nload_tensors: offloaded 10/31 layers to GPU\n";
    assertThat(ReadBack.of(Optional.empty(), log).got()).containsEntry("num_gpu", "10/31");
  }

  @Test
  void a_context_that_was_clamped_is_told() {
    assertThat(
            ReadBack.of(Optional.of(ON_CPU), "")
                .differences(Map.of("num_ctx", new Value.Whole(4096))))
        .containsExactly("num_ctx did not take effect: wanted 4096, the server runs with 512");
  }

  @Test
  void layers_on_a_machine_without_gpu_are_told_to_be_void() {
    assertThat(
            ReadBack.of(Optional.of(ON_CPU), AUTO)
                .differences(Map.of("num_gpu", new Value.Whole(10))))
        .containsExactly("num_gpu 10 did not take effect: nothing of the model is on a GPU");
  }

  @Test
  void more_layers_than_the_model_has_are_all_of_them() {
    String log = "load_tensors: offloaded 31/31 layers to GPU";
    assertThat(
            ReadBack.of(Optional.empty(), log).differences(Map.of("num_gpu", new Value.Whole(99))))
        .isEmpty();
  }

  @Test
  void each_setting_that_differs_is_told() {
    ReadBack readBack =
        ReadBack.of(
            Optional.of(ON_CPU), AUTO.replace("= auto", "= disabled").replace("ops: Flash", ""));
    assertThat(
            readBack.differences(
                Map.of(
                    "OLLAMA_FLASH_ATTENTION", new Value.Text("true"),
                    "OLLAMA_NUM_PARALLEL", new Value.Whole(4),
                    "OLLAMA_KV_CACHE_TYPE", new Value.Text("q8_0"),
                    "num_batch", new Value.Whole(512),
                    "num_thread", new Value.Whole(2))))
        .hasSize(5);
  }

  @Test
  void what_could_not_be_read_back_is_not_judged() {
    assertThat(
            ReadBack.of(Optional.empty(), "")
                .differences(Map.of("OLLAMA_NUM_PARALLEL", new Value.Whole(4))))
        .isEmpty();
  }

  @Test
  void settings_that_hold_are_no_difference() {
    assertThat(
            ReadBack.of(Optional.of(ON_CPU), AUTO)
                .differences(
                    Map.of(
                        "num_ctx", new Value.Whole(512),
                        "num_gpu", new Value.Whole(0),
                        "OLLAMA_NUM_PARALLEL", new Value.Whole(2),
                        "OLLAMA_FLASH_ATTENTION", new Value.Unset(),
                        "OLLAMA_KV_CACHE_TYPE", new Value.Text("f16"))))
        .isEmpty();
  }
}
