package dev.paddock.readback.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines as Ollama 0.33 and its llama-server printed them, paths left out. */
class LoadFailureTest {
  private static final String TOO_LARGE =
      """
      time=2026-11-22T11:13:50.208Z level=INFO source=sched.go:620 msg="gpu memory" id=0 library=Vulkan available="1.6 GiB"
      common_params_fit_impl: getting device memory data for initial parameters:
      ggml-backend.cpp:1081: pre-allocated tensor (cache_k_l0) in a buffer (Vulkan0) that cannot run the operation (NONE)
      #2  0x00007f0a9be037ee in ggml_abort () from libggml-base.so.0
      time=2026-11-22T11:14:31.465Z level=INFO source=sched.go:641 msg="Load failed" error="llama-server process has terminated: signal: aborted"
      """;

  @Test
  void a_model_that_does_not_fit_is_told_by_the_line_that_says_so() {
    assertThat(LoadFailure.in(TOO_LARGE)).get().asString().contains("in a buffer (Vulkan0)");
  }

  @Test
  void what_the_api_says_already_is_no_news_of_the_log() {
    assertThat(
            LoadFailure.in(
                "time=2026 level=ERROR source=llama_server.go:1023 msg=\"llama-server terminated\""
                    + " error=\"exit status 1\" exit=1\n"))
        .isEmpty();
  }

  @Test
  void a_log_without_trouble_explains_no_failure() {
    assertThat(LoadFailure.in("load_tensors: offloaded 31/31 layers to GPU\n")).isEmpty();
  }
}
