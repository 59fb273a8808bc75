package dev.paddock.readback.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.readback.trouble.StartFailure.Cause;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {
  private static final String WRAPPER =
      """
      (APIServer pid=70) Traceback (most recent call last):
      (APIServer pid=70)   File "/opt/vllm/v1/engine/utils.py", line 980, in wait
      (APIServer pid=70)     raise RuntimeError("Engine core initialization failed. "
      (APIServer pid=70) RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {'EngineCore': 1}
      """;

  private static String engine(String words) {
    String at = "(EngineCore pid=88) ERROR 12-03 10:20:41 [core.py:1155] ";
    return at
        + "EngineCore failed to start.\n"
        + at
        + "Traceback (most recent call last):\n"
        + at
        + "  File \"/opt/vllm/v1/worker/worker.py\", line 77, in init_device\n"
        + at
        + "    raise ValueError(\n"
        + at
        + words
        + "\n"
        + WRAPPER;
  }

  @Test
  void the_root_cause_of_vllm_is_named_and_not_what_passes_it_on() {
    String words =
        "ValueError: Available memory on node 0 (3.1/7.7 GiB) on startup is less than desired CPU"
            + " memory utilization (0.9, 6.9 GiB). Decrease it.";
    StartFailure failure = StartFailure.in(engine(words)).orElseThrow();
    assertThat(failure.line()).isEqualTo(words);
    assertThat(failure.cause()).contains(Cause.SHARE);
    assertThat(failure.words()).startsWith(words).contains("Lower vllm.gpu_memory_utilization");
  }

  @Test
  void a_cause_of_no_known_kind_is_still_the_first_exception() {
    String words = "KeyError: 'some layer of a checkpoint'";
    StartFailure failure = StartFailure.in(engine(words)).orElseThrow();
    assertThat(failure.line()).isEqualTo(words);
    assertThat(failure.cause()).isEmpty();
    assertThat(failure.words()).isEqualTo(words);
  }

  @Test
  void of_a_refused_model_the_sentence_counts_and_not_the_number_of_errors() {
    assertThat(
            StartFailure.in(
                """
                pydantic_core._pydantic_core.ValidationError: 1 validation error for ModelConfig
                  Value error, No supported config format found in /srv/empty.
                    For further information visit https://errors.pydantic.dev/2.14/v/value_error
                """))
        .hasValueSatisfying(
            failure ->
                assertThat(failure.words())
                    .isEqualTo("Value error, No supported config format found in /srv/empty."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vllm: error: unrecognized arguments: --max-seqs 3 | ARGUMENT
          vllm serve: error: argument --dtype: invalid choice: 'int5' (choose from 'auto', 'half') | ARGUMENT
          error: invalid argument: --slots-of-mine | ARGUMENT
          error while handling environment variable "LLAMA_ARG_N_GPU_LAYERS": stoi | ARGUMENT
          error while handling argument "--cache-type-v": Unsupported cache type: q7 | ARGUMENT
          OSError: [Errno 98] Address already in use | PORT
          0.00.090.557 E srv         start: couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 9009 | PORT
          Error: listen tcp 127.0.0.1:9009: bind: address already in use | PORT
            Value error, User-specified max_model_len (70000) is greater than the derived max_model_len (max_position_embeddings=4096 or model_max_length=None in model's config.json). | LENGTH
          ValueError: To serve at least one request with the models's max seq len (9216), 1.5 GiB KV cache is needed, which is larger than the available KV cache memory (0.4 GiB). | CACHE
          ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization` when initializing the engine. | CACHE
          ValueError: Free memory on device cuda:0 (5.0/23.6 GiB) on startup is less than desired GPU memory utilization (0.92, 21.7 GiB). | SHARE
          torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.20 GiB. | MEMORY
          ValueError: Bfloat16 is only supported on GPUs with compute capability of at least 8.0. | TYPE
          0.00.089.934 E gguf_init_from_file: failed to open GGUF file '/srv/none.gguf' (No such file or directory) | MODEL
          OSError: acme/none is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models' | MODEL
          huggingface_hub.errors.HFValidationError: Repo id must be in the form 'repo_name' or 'namespace/repo_name': '/srv/none'. | MODEL
          """)
  void what_ends_a_start_is_known_by_its_words(String line, Cause cause) {
    StartFailure failure =
        StartFailure.in("INFO 12-03 10:20:41 [x.py:1] Loading weights\n" + line + "\n" + WRAPPER)
            .orElseThrow();
    assertThat(failure.cause()).contains(cause);
    assertThat(failure.line()).doesNotContain("root cause").doesNotContain("0.00.0");
  }

  @Test
  void of_llama_servers_errors_the_first_one_counts() {
    assertThat(
            StartFailure.in(
                """
                0.00.136.722 I srv    load_model: loading model '/srv/a'
                0.00.137.080 E llama_model_load: error loading model: tensor 'x' has wrong shape
                0.00.137.176 E cmn  common_init_: failed to load model '/srv/a'
                0.00.171.309 E srv  llama_server: exiting due to model loading error
                """))
        .map(StartFailure::line)
        .contains("llama_model_load: error loading model: tensor 'x' has wrong shape");
  }

  @Test
  void a_log_without_any_failure_names_none() {
    assertThat(
            StartFailure.in(
                """
                INFO 12-03 10:20:41 [kernel.py:467] Final IR op priority
                (EngineCore pid=9) WARNING 12-03 10:20:42 [system_utils.py:255] This can cause fd limit errors like `OSError: [Errno 24] Too many open files`.
                0.03.536.382 I srv  llama_server: listening on http://127.0.0.1:9009
                """))
        .isEqualTo(Optional.empty());
  }
}
