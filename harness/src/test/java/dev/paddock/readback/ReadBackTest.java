package dev.paddock.readback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Logs of Ollama 0.33.0-rc2 were printed by real runs of smollm2:135m and shortened; paths and
 * digests are not theirs.
 */
class ReadBackTest {
  private static final String NOW = "0.33.0-rc2";

  static String log(String name) {
    try (InputStream in = ReadBackTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Evidence evidence(String version, String load, String trial) {
    return new Evidence(
        version, Optional.empty(), ServerStart.of(load), load, trial, Duration.ZERO);
  }

  private static ReadBack read(String version, String load) {
    return ReadBack.of(evidence(version, load, ""));
  }

  private static ReadBack api(LoadedModel loaded) {
    return ReadBack.of(
        new Evidence(
            NOW, Optional.of(loaded), ServerStart.UNKNOWN, "", "", Duration.ofMillis(1200)));
  }

  private static LoadedModel loaded(long context, long vram, Duration stays) {
    return new LoadedModel(context, 210_690_374, vram, Optional.of(stays), List.of());
  }

  private static Value.Whole whole(long number) {
    return new Value.Whole(number);
  }

  private static Value.Text text(String text) {
    return new Value.Text(text);
  }

  @Test
  void what_a_cpu_run_says_is_read() {
    assertThat(read(NOW, log("ollama-0.33-cpu-two-slots.log")).got())
        .containsEntry("num_ctx", "512")
        .containsEntry("trained_context", "8192")
        .containsEntry("OLLAMA_NUM_PARALLEL", "2")
        .containsEntry("num_batch", "128")
        .containsEntry("ubatch", "128")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "auto: enabled")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "f16")
        .containsEntry("kv.size", "23592960")
        .containsEntry("num_gpu", "0/31")
        .containsEntry("gpus", "0")
        .containsEntry("num_thread", "2")
        .containsEntry("use_mmap", "false")
        .containsEntry("shift", "true")
        .containsEntry("LLAMA_ARG_CACHE_RAM", "8192")
        .containsEntry("buffer.CPU.weights", "96573850")
        .containsEntry("buffer.CPU.kv", "23592960")
        .containsEntry("buffer.CPU.compute", "3974103")
        .containsEntry("OLLAMA_KEEP_ALIVE", "5m0s")
        .containsEntry("OLLAMA_MAX_QUEUE", "512")
        .containsEntry("OLLAMA_NO_CLOUD", "true")
        .containsEntry("temperature", "0.8")
        .containsEntry("top_k", "40")
        .containsEntry("loads", "1")
        .containsEntry(
            "flags",
            "--no-webui --offline -c 1024 -np 2 --no-log-prefix --no-log-timestamps --no-jinja"
                + " --chat-template chatml --load-mode none --flash-attn auto -b 128 -ub 128 -t 2"
                + " --context-shift --keep 4")
        .doesNotContainKeys("log", "OLLAMA_HOST", "OLLAMA_MODELS", "OLLAMA_DEBUG");
  }

  @Test
  void layers_and_buffers_are_those_of_the_last_load() {
    String log = log("ollama-0.33-vulkan-0-10-31-layers.log");
    assertThat(read(NOW, log).got())
        .containsEntry("num_gpu", "31/31")
        .containsEntry("gpus", "some")
        .containsEntry("buffer.Vulkan0.weights", "96573850")
        .containsEntry("buffer.Vulkan0.kv", "11796480")
        .containsEntry("buffer.CPU_Mapped.weights", "30083645")
        .containsEntry("use_mmap", "true")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "disabled")
        .doesNotContainKey("buffer.CPU.kv");
    String[] loads = log.split("(?=time=\\S+ level=INFO source=llama_server.go:433)", -1);
    assertThat(read(NOW, loads[2]).got())
        .containsEntry("num_gpu", "10/31")
        .containsEntry("buffer.CPU.kv", "8262779")
        .containsEntry("buffer.Vulkan0.kv", "3544187");
    assertThat(read(NOW, loads[1]).got()).containsEntry("num_gpu", "0/31");
  }

  @Test
  void a_size_that_is_no_number_is_passed_over() {
    String log = "load_tensors: CUDA0 model buffer size = 1..5 MiB\n";
    assertThat(read(NOW, log).got()).doesNotContainKey("buffer.CUDA0.weights");
  }

  @Test
  @Timeout(60)
  void a_log_with_a_word_of_two_megabytes_is_read_to_its_end() {
    String log = "x".repeat(1 << 21) + "\nload_tensors: CUDA0 model buffer size = 2.00 MiB\n";
    for (String version : List.of("0.5.11", NOW)) {
      assertThat(read(version, log).got()).containsEntry("buffer.CUDA0.weights", "2097152");
    }
  }

  @Test
  void a_context_that_is_clamped_is_told_with_its_reason() {
    ReadBack readBack = read(NOW, log("ollama-0.33-q8_0-then-clamped.log"));
    assertThat(readBack.got())
        .containsEntry("num_ctx", "8192")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "q8_0")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "enabled")
        .containsEntry("main_gpu", "1");
    assertThat(readBack.differences(Configuration.named(Map.of("num_ctx", whole(16384)))))
        .contains(
            "num_ctx did not take effect: wanted 16384, the server runs with 8192 (the model was"
                + " trained for 8192 tokens, and Ollama clamps the context to that)");
    assertThat(
            readBack.differences(
                Configuration.named(Map.of("OLLAMA_CONTEXT_LENGTH", whole(16384)))))
        .hasSize(2);
  }

  @Test
  void an_option_that_the_server_does_not_know_makes_a_trial_invalid() {
    assertThat(read(NOW, log("ollama-0.33-q8_0-then-clamped.log")).differences(Configuration.NONE))
        .containsExactly(
            "low_vram did not take effect: the server says 'invalid option provided'. Leave it"
                + " out");
  }

  @Test
  void a_batch_that_the_context_cuts_is_told_with_its_reason() {
    String first = log("ollama-0.33-q8_0-then-clamped.log").split("msg=\"loaded runners\"", 2)[0];
    assertThat(read(NOW, first).differences(Configuration.named(Map.of("num_batch", whole(1024)))))
        .contains(
            "num_batch did not take effect: wanted 1024, the server runs with 512 (a batch is no"
                + " larger than the context of all slots)");
  }

  @Test
  void an_argument_of_ollamas_own_that_goes_before_a_variable_is_told() {
    ReadBack readBack = read(NOW, log("ollama-0.33-overwritten-arguments.log"));
    assertThat(readBack.differences(Configuration.named(Map.of("LLAMA_ARG_UBATCH", text("64")))))
        .containsExactly(
            "LLAMA_ARG_UBATCH did not take effect: wanted 64, it is overwritten by Ollama's own"
                + " argument -ub (Ollama sets it itself: use the setting that the argument comes"
                + " from)");
    assertThat(
            readBack.differences(
                Configuration.named(
                    Map.of(
                        "OLLAMA_FLASH_ATTENTION", text("offf"),
                        "OLLAMA_KV_CACHE_TYPE", text("q4_0"),
                        "OLLAMA_KEEP_ALIVE", whole(-1),
                        "temperature", whole(0),
                        "top_k", whole(1),
                        "num_batch", whole(64)))))
        .isEmpty();
  }

  @Test
  void an_argument_that_only_llama_cpp_knows_is_compared_with_its_effect() {
    ReadBack readBack = read(NOW, log("ollama-0.33-overwritten-arguments.log"));
    assertThat(readBack.differences(Configuration.named(Map.of("LLAMA_ARG_THREADS", text("1")))))
        .isEmpty();
    assertThat(readBack.differences(Configuration.named(Map.of("LLAMA_ARG_THREADS", text("-1")))))
        .isEmpty();
    assertThat(readBack.differences(Configuration.named(Map.of("LLAMA_ARG_THREADS", text("4")))))
        .hasSize(1);
  }

  @Test
  void layers_on_a_machine_without_gpu_are_told_with_the_reason() {
    assertThat(
            read(NOW, log("ollama-0.33-cpu-two-slots.log"))
                .differences(Configuration.named(Map.of("num_gpu", whole(10)))))
        .containsExactly(
            "num_gpu did not take effect: wanted 10, the server runs with 0/31 (nothing of the"
                + " model is on a GPU, and the server found none: on this machine it does"
                + " nothing)");
    assertThat(
            api(loaded(512, 0, Duration.ofMinutes(5)))
                .differences(Configuration.named(Map.of("num_gpu", whole(10)))))
        .singleElement()
        .asString()
        .contains("nothing of the model is on a GPU");
  }

  @Test
  void more_layers_than_the_model_has_are_all_of_them() {
    ReadBack all = read(NOW, log("ollama-0.33-vulkan-0-10-31-layers.log"));
    assertThat(all.differences(Configuration.named(Map.of("num_gpu", whole(99))))).isEmpty();
    assertThat(all.differences(Configuration.named(Map.of("num_gpu", whole(10))))).hasSize(1);
    assertThat(all.differences(Configuration.named(Map.of("num_gpu", whole(-1))))).isEmpty();
  }

  @Test
  void every_setting_that_differs_is_told() {
    assertThat(
            read(NOW, log("ollama-0.33-cpu-two-slots.log"))
                .differences(
                    Configuration.named(
                        Map.of(
                            "OLLAMA_FLASH_ATTENTION", new Value.Flag(false),
                            "OLLAMA_NUM_PARALLEL", whole(4),
                            "OLLAMA_KV_CACHE_TYPE", text("q8_0"),
                            "OLLAMA_KEEP_ALIVE", text("30m"),
                            "OLLAMA_MAX_QUEUE", whole(8),
                            "num_batch", whole(512),
                            "num_thread", whole(1),
                            "use_mmap", new Value.Flag(true),
                            "temperature", new Value.Decimal(0.7)))))
        .hasSize(9);
  }

  @Test
  void a_model_below_a_folder_with_a_blank_is_not_taken_for_another_one_there() {
    String begin = "msg=\"starting llama-server\" cmd=\"/l/llama-server --model /my models/";
    ReadBack readBack = read(NOW, begin + "one --port 1\"\n" + begin + "two --port 2\"\n");
    assertThat(readBack.got()).containsEntry("loads", "1");
  }

  @Test
  void a_setting_that_holds_is_no_difference() {
    assertThat(
            read(NOW, log("ollama-0.33-cpu-two-slots.log"))
                .differences(
                    Configuration.named(
                        Map.ofEntries(
                            Map.entry("num_ctx", whole(512)),
                            Map.entry("num_gpu", whole(0)),
                            Map.entry("num_thread", whole(0)),
                            Map.entry("OLLAMA_NUM_PARALLEL", whole(2)),
                            Map.entry("OLLAMA_FLASH_ATTENTION", new Value.Unset()),
                            Map.entry("OLLAMA_KV_CACHE_TYPE", text("F16")),
                            Map.entry("OLLAMA_KEEP_ALIVE", text("5m")),
                            Map.entry("OLLAMA_NO_CLOUD", whole(1)),
                            Map.entry("OLLAMA_SCHED_SPREAD", new Value.Flag(false)),
                            Map.entry("temperature", new Value.Decimal(0.8)),
                            Map.entry("seed", whole(1))))))
        .isEmpty();
  }

  @Test
  void how_long_a_model_stays_is_compared() {
    ReadBack readBack = api(loaded(512, 0, Duration.ofSeconds(1797)));
    assertThat(readBack.got()).containsEntry("keep_alive", "30m");
    assertThat(readBack.differences(Configuration.named(Map.of("keep_alive", text("30m")))))
        .isEmpty();
    assertThat(readBack.differences(Configuration.named(Map.of("keep_alive", whole(1800)))))
        .isEmpty();
    assertThat(readBack.differences(Configuration.named(Map.of("keep_alive", text("5m")))))
        .hasSize(1);
    assertThat(
            api(loaded(512, 0, Duration.ofDays(365 * 290L)))
                .differences(Configuration.named(Map.of("keep_alive", text("-1m")))))
        .isEmpty();
  }

  @Test
  void another_model_that_somebody_loads_does_not_hide_our_own_load() {
    String ours = log("ollama-0.33-cpu-two-slots.log");
    String theirs = log("ollama-0.33-q8_0-then-clamped.log").replace("sha256-941f", "sha256-0000");
    ReadBack readBack = ReadBack.of(evidence(NOW, ours, theirs));
    assertThat(readBack.got())
        .containsEntry("num_ctx", "512")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "f16");
    assertThat(readBack.faults())
        .contains(
            "another model was loaded on the server while the trial ran: somebody else uses it");
  }

  @Test
  void a_load_amid_the_trial_is_the_one_that_is_read() {
    String ours = log("ollama-0.33-cpu-two-slots.log");
    ReadBack readBack = ReadBack.of(evidence(NOW, ours, log("ollama-0.33-q8_0-then-clamped.log")));
    assertThat(readBack.got()).containsEntry("num_ctx", "8192").containsEntry("loads", "3");
  }

  @Test
  void what_could_not_be_read_back_is_not_judged() {
    assertThat(
            read(NOW, "").differences(Configuration.named(Map.of("OLLAMA_NUM_PARALLEL", whole(4)))))
        .isEmpty();
    assertThat(read("vllm 0.11", log("ollama-0.33-cpu-two-slots.log")).got())
        .doesNotContainKey("num_batch");
  }

  @Test
  void a_version_that_nobody_knows_is_read_and_doubted() {
    String log = log("ollama-0.33-cpu-two-slots.log");
    assertThat(read("0.41.2", log).got())
        .containsEntry("num_batch", "128")
        .hasEntrySatisfying(
            "log", doubt -> assertThat(doubt).startsWith("0.41.2 is newer than the versions"));
    assertThat(read("0.5.7", log).got()).containsKey("log");
    assertThat(read("0.30.0", log).got()).doesNotContainKey("log");
    assertThat(read("0.24.0", log).got()).doesNotContainKey("log");
  }

  /** Printed by the embedded engine. */
  @Test
  void the_embedded_engines_own_line_is_read() {
    String log =
        "loaded: context_per_slot=512 kv_cells=1024 slots=2 batch=256 ubatch=128 threads=1"
            + " flash_attention=on cache_k=q8_0 cache_v=q8_0 layers_offloaded=0/13 bytes=5 model=m";
    assertThat(read("0.1.0-paddock-llama", log).got())
        .containsEntry("num_gpu", "0/13")
        .containsEntry("OLLAMA_NUM_PARALLEL", "2")
        .containsEntry("num_batch", "256")
        .containsEntry("ubatch", "128")
        .containsEntry("num_thread", "1")
        .containsEntry("OLLAMA_FLASH_ATTENTION", "enabled")
        .containsEntry("OLLAMA_KV_CACHE_TYPE", "q8_0");
  }
}
