package dev.paddock.readback.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Wordings as the sources of Ollama and llama.cpp have them, with values of our own. */
class TelltaleTest {
  private static List<Told> told(String log) {
    return LogTrouble.in(PlainLog.lines(log));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "OUT_OF_MEMORY ~ CUDA1 ~ ggml_gallocr_reserve_n: failed to allocate CUDA1 buffer of size"
            + " 77",
        "OUT_OF_MEMORY ~ ROCm ~ ROCm error: out of memory",
        "OUT_OF_MEMORY ~ '' ~ ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9.00 MiB on"
            + " device 1: cudaMalloc failed: out of memory",
        "OUT_OF_MEMORY ~ '' ~ ggml_vulkan: Device memory allocation of size 4096 failed.",
        "OUT_OF_MEMORY ~ '' ~ ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory",
        "OUT_OF_MEMORY ~ Metal ~ alloc_tensor_range: failed to allocate Metal buffer of size 11",
        "OUT_OF_MEMORY ~ '' ~ error: Insufficient Memory"
            + " (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)",
        "OUT_OF_MEMORY ~ CPU ~ alloc_tensor_range: failed to allocate CPU buffer of size 12",
        "OUT_OF_MEMORY ~ '' ~ ggml_aligned_malloc: insufficient memory (attempted to allocate 7"
            + " MB)",
        "MODEL_TOO_LARGE ~ 30.1 GiB ~ error=\"model requires more system memory (30.1 GiB) than is"
            + " available (7.5 GiB)\"",
        "MODEL_TOO_LARGE ~ '' ~ msg=\"model request too large for system\" requested=\"9.1 GiB\"",
        "KILLED ~ llama-server ~ Memory cgroup out of memory: Killed process 41 (llama-server)",
        "KILLED ~ ollama ~ Out of memory: Killed process 42 (ollama) total-vm:1kB",
        "KILLED ~ '' ~ ollama.service: A process of this unit has been killed by the OOM killer.",
        "KILLED ~ '' ~ ollama.service: Failed with result 'oom-kill'.",
        "DIED ~ signal: aborted ~ error=\"llama runner process has terminated: signal: aborted\"",
        "DIED ~ ABRT ~ SIGABRT: abort",
        "ADDRESS_IN_USE ~ 0.0.0.0:11434 ~ Error: listen tcp 0.0.0.0:11434: bind: Only one usage of"
            + " each socket address (protocol/network address/port) is normally permitted.",
        "BAD_ORIGIN ~ only one * is allowed ~ panic: bad origin: only one * is allowed",
        "CACHE_WITHOUT_FLASH ~ '' ~ llama_init_from_model: V cache quantization requires"
            + " flash_attn",
        "FLASH_REFUSED ~ model ~ msg=\"flash attention enabled but not supported by model\"",
        "CACHE_TYPE_NOT_OF_MODEL ~ q4_0 ~ msg=\"kv cache type not supported by model\" type=q4_0",
        "CACHE_TYPE_IGNORED ~ q6_k ~ msg=\"unsupported OLLAMA_KV_CACHE_TYPE\" type=q6_k",
        "CLAMPED ~ 4096 ~ msg=\"requested context size too large for model\" num_ctx=9000"
            + " num_parallel=2 n_ctx_train=4096",
        "PROMPT_CUT ~ 3000 ~ msg=\"truncating input prompt\" limit=3000 prompt=9 numKeep=4",
        "PROMPT_CUT ~ 1024 ~ {\"function\":\"update_slots\",\"msg\":\"input"
            + " truncated\",\"n_ctx\":1024}",
        "GPU_UNSUPPORTED ~ gfx1035 ~ msg=\"amdgpu is not supported\" gpu=0 gpu_type=gfx1035",
        "GPU_NOT_SEEN ~ no nvidia devices detected ~ msg=\"no nvidia devices detected\" library=x",
        "GPU_NOT_SEEN ~ filtering device which didn't fully initialize ~ msg=\"filtering device"
            + " which didn't fully initialize\" id=1 library=ROCm",
        "GPU_DENIED ~ /dev/kfd ~ error=\"open /dev/kfd: permission denied\"",
        "CPU_RUNNER ~ cpu_avx ~ cmd=\"/tmp/o/runners/cpu_avx/ollama_llama_server --model /m"
            + " --n-gpu-layers 17\"",
        "OUT_OF_MEMORY ~ '' ~ CUDA error: the resource allocation failed",
        "LOAD_TIMEOUT ~ llama-server ~ error=\"timed out waiting for llama-server to start - \"",
        "LOAD_TIMEOUT ~ llama runner ~ error=\"timed out waiting for llama runner to start -"
            + " progress 0.30\"",
        "GPU_LOST ~ Vulkan1 ~ E ggml_vulkan: device lost on Vulkan1",
        "GPU_LOST ~ METAL ~ msg=\"mlx runner failed\" error=\"[METAL] Command buffer execution"
            + " failed: Impacting Interactivity\"",
        "DIED ~ signal: bus error ~ msg=\"llama-server process has terminated\" error=\"signal: bus"
            + " error\"",
        "DIED ~ no such array ~ msg=\"mlx runner failed\" error=\"mlx runner failed: no such"
            + " array\"",
        "OFFLOADED ~ 3 ~ load_tensors: offloaded 3/17 layers to GPU",
      })
  void a_line_tells_of_its_kind_and_what_it_names(Telltale kind, String named, String line) {
    assertThat(told(line)).extracting(Told::kind, Told::named).containsExactly(kindOf(kind, named));
  }

  /** Each letter of the line was once the start of a search through all of it. */
  @Test
  @Timeout(60)
  void a_line_of_two_megabytes_is_read_to_its_end() {
    assertThat(told("model \tcmd=" + "\t ".repeat(1 << 20) + "\nSIGSEGV: x"))
        .extracting(Told::kind)
        .containsExactly(Telltale.DIED);
    assertThat(LoadFailure.in("prompt=" + " \t".repeat(1 << 20))).isEmpty();
  }

  private static Tuple kindOf(Telltale kind, String named) {
    return tuple(kind, named);
  }

  static Stream<Arguments> wrapped() {
    String line =
        "time=T level=WARN source=a.go:1 msg=\"truncating input prompt\" limit=77 prompt=99";
    return Stream.of(
        Arguments.of("compose", "ollama-1  | " + line),
        Arguments.of("kubectl", "[pod/llm-6d/ollama] " + line),
        Arguments.of("a node of Kubernetes", "2026-03-04T05:06:07.8Z stderr F " + line),
        Arguments.of("journald", "Mar 04 05:06:07 box ollama[9]: " + line),
        Arguments.of("syslog", "<30>2026-03-04T05:06:07+01:00 box ollama[9]: " + line),
        Arguments.of("docker logs -t", "2026-03-04T05:06:07.123456789Z " + line),
        Arguments.of(
            "json-file",
            "{\"log\":\"" + line.replace("\"", "\\\"") + "\\n\",\"stream\":\"stderr\"}"),
        Arguments.of(
            "journald's JSON",
            "{\"MESSAGE\":\"" + line.replace("\"", "\\\"") + "\",\"PRIORITY\":\"6\"}"),
        Arguments.of("colours", "\u001B[33m" + line + "\u001B[0m"),
        Arguments.of("written colours", "\\u001b[33m" + line),
        Arguments.of("quotes of a collector", line.replace("\"", "\\\"")),
        Arguments.of("Windows", line + "\r"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrapped")
  void who_hands_a_line_on_changes_nothing_of_it(String by, String line) {
    assertThat(told(line))
        .extracting(Told::kind, Told::named, Told::line)
        .containsExactly(
            tuple(
                Telltale.PROMPT_CUT,
                "77",
                "time=T level=WARN source=a.go:1 msg=\"truncating input prompt\" limit=77"
                    + " prompt=99"));
  }

  @Test
  void a_log_that_powershell_wrote_is_read() {
    byte[] bytes = "\uFEFFpanic: bad origin: x\r\n".getBytes(StandardCharsets.UTF_16LE);
    assertThat(told(PlainLog.decoded(bytes)))
        .extracting(Told::kind)
        .containsExactly(Telltale.BAD_ORIGIN);
  }

  @Test
  void a_first_try_without_memory_is_no_trouble_where_the_model_was_loaded() {
    String tried = "ggml_gallocr_reserve_n: failed to allocate CUDA0 buffer of size 9\n";
    assertThat(told(tried + "msg=\"llama runner started in 3.10 seconds\"")).isEmpty();
    assertThat(
            told(tried + "compute buffer allocation failed, retrying without pipeline parallelism"))
        .isEmpty();
    assertThat(
            told(tried + "msg=\"llama runner terminated\"\nmsg=\"llama runner started in 3.10\""))
        .extracting(Told::kind)
        .contains(Telltale.OUT_OF_MEMORY);
  }

  @Test
  void of_a_load_the_last_word_on_its_layers_counts_and_layers_asked_for_are_no_trouble() {
    String begin = "msg=\"starting llama-server\" cmd=\"/l/llama-server --model /m -c 4096\"\n";
    String half = "load_tensors: offloaded 8/17 layers to GPU\n";
    assertThat(told(begin + half + "load_tensors: offloaded 17/17 layers to GPU")).isEmpty();
    assertThat(told(begin + half + begin.replace("-c", "-ngl 8 -c") + half)).hasSize(1);
    assertThat(told("load_tensors: offloaded 0/17 layers to GPU")).isEmpty();
  }

  @Test
  void a_gpu_that_is_left_aside_is_no_trouble_where_another_is_used() {
    String aside = "msg=\"amdgpu is not supported\" gpu_type=gfx1036\n";
    assertThat(told(aside + "msg=\"inference compute\" id=0 library=rocm compute=gfx1100"))
        .isEmpty();
    assertThat(told(aside + "msg=\"inference compute\" id=0 library=cpu")).hasSize(1);
  }

  @Test
  void how_a_process_died_is_told_only_where_nothing_tells_why() {
    String died = "error=\"llama-server process has terminated: signal: aborted\"\n";
    assertThat(told("CUDA error: out of memory\n" + died))
        .extracting(Told::kind)
        .containsExactly(Telltale.OUT_OF_MEMORY);
  }
}
