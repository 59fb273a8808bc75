package dev.paddock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @ParameterizedTest
  @CsvSource({
    "num_ctxx, num_ctx",
    "OLLAMA_NUM_PARALEL, OLLAMA_NUM_PARALLEL",
    "flash_attention, ''",
    "load.client, load.clients",
    "tempreature, temperature",
    "zzz, ''"
  })
  void a_mistyped_name_suggests_the_one_that_was_meant(String name, String meant) {
    assertThat(Settings.nearest(name).orElse("")).isEqualTo(meant);
  }

  @Test
  void no_name_is_both_known_and_said_never_to_have_existed() {
    assertThat(Settings.all())
        .hasSizeGreaterThan(50)
        .noneMatch(setting -> Settings.neverExisted(setting.name()).isPresent());
    assertThat(Settings.neverExisted("OLLAMA_GPU_MEMORY_FRACTION")).isPresent();
    assertThat(Settings.neverExisted("num_ctx")).isEmpty();
  }

  @Test
  void any_name_of_an_open_family_is_a_setting() {
    assertThat(Settings.find("LLAMA_ARG_CACHE_RAM").map(Setting::scope)).contains(Scope.SERVER);
    assertThat(Settings.find("bench.size").map(Setting::scope)).contains(Scope.BENCH);
    assertThat(Settings.find("bench.")).isEmpty();
  }

  @Test
  void two_spellings_of_a_level_are_one_level() {
    Setting flag = Settings.find("OLLAMA_FLASH_ATTENTION").orElseThrow();
    assertThat(flag.canonical(new Value.Text("true"))).isEqualTo(new Value.Flag(true));
    assertThat(flag.canonical(new Value.Whole(1))).isEqualTo(new Value.Flag(true));
    assertThat(flag.canonical(new Value.Text("yes"))).isEqualTo(new Value.Text("yes"));
    assertThat(flag.objection(new Value.Text("yes"))).isPresent();
    Setting number = Settings.find("temperature").orElseThrow();
    assertThat(number.canonical(new Value.Decimal(0.0))).isEqualTo(new Value.Whole(0));
    assertThat(number.objection(new Value.Decimal(-0.5))).contains("at least 0");
  }

  @ParameterizedTest
  @CsvSource({
    "OLLAMA_ORIGIN, ''",
    "OLLAMA_HOSTS, ''",
    "OLLAMA_COR, ''",
    "OLLAMA_XYZ, ''",
    "OLLAMA_KEEPALIVE, OLLAMA_KEEP_ALIVE",
    "ollama_host, OLLAMA_HOST",
  })
  void a_suggestion_compares_the_rest_and_opens_no_server(String name, String meant) {
    assertThat(Settings.nearest(name, Envconfig.names()).orElse("")).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "LLAMA_ARG_THREAD, LLAMA_ARG_THREADS",
    "LLAMA_ARG_N_GPU_LAYER, LLAMA_ARG_N_GPU_LAYERS",
    "LLAMA_ARG_UBATCHES, LLAMA_ARG_UBATCH",
    "LLAMA_ARG_NO_KV_OFFLOAD, ''",
    "LLAMA_ARG_KV_UNIFIED, ''",
    "LLAMA_ARG_SOMETHING_NEW, ''",
    "LLAMA_ARG_MMAP, ''",
  })
  void what_is_nearly_an_argument_of_llama_cpp_suggests_it(String name, String meant) {
    assertThat(Settings.meantArgument(name).orElse("")).isEqualTo(meant);
  }

  @Test
  void only_an_argument_that_llama_cpp_does_not_document_is_doubted() {
    assertThat(Settings.doubt(Settings.named("LLAMA_ARG_THREADS"))).isEmpty();
    assertThat(Settings.doubt(Settings.named("LLAMA_ARG_NO_KV_OFFLOAD"))).isEmpty();
    assertThat(Settings.doubt(Settings.named("LLAMA_ARG_SOMETHING_NEW"))).isPresent();
    assertThat(Settings.doubt(Settings.named("LLAMA_ARG_MMAP")))
        .hasValueSatisfying(doubt -> assertThat(doubt).contains("LLAMA_ARG_LOAD_MODE"));
    assertThat(Settings.doubt(Settings.named("env.WHATEVER"))).isPresent();
    assertThat(Settings.doubt(Known.OLLAMA_NUM_PARALLEL)).isEmpty();
    assertThat(Settings.doubt(Known.NUM_CTX)).isEmpty();
  }

  @Test
  void any_other_variable_is_a_setting_of_the_server_and_is_sent_without_its_prefix() {
    Setting any = Settings.find("env.GGML_SCHED_DEBUG").orElseThrow();
    assertThat(any.scope()).isEqualTo(Scope.SERVER);
    Configuration one = Configuration.of(any, new Value.Whole(2));
    assertThat(one.texts(Scope.SERVER)).containsExactly(Map.entry("GGML_SCHED_DEBUG", "2"));
    assertThat(one.named()).containsOnlyKeys("env.GGML_SCHED_DEBUG");
  }

  @ParameterizedTest
  @CsvSource({
    "OLLAM_FLASH_ATTENTION, OLLAMA_FLASH_ATTENTION",
    "OLLAMA_NUM_CPU_MOE, LLAMA_ARG_N_CPU_MOE",
    "LLAMA_ARG_DRAFT_MAX, LLAMA_ARG_SPEC_DRAFT_N_MAX",
    "OLLAMA_CACHE_RAM, LLAMA_ARG_CACHE_RAM",
    "OLLAMA_MOE_OFFLOAD, ''",
  })
  void what_was_never_released_is_known_with_what_does_the_same(String name, String instead) {
    assertThat(Settings.neverExisted(name)).isPresent();
    assertThat(Settings.insteadOf(name).orElse("")).isEqualTo(instead);
  }

  @ParameterizedTest
  @CsvSource({
    "0.32.9, 1.1",
    "0.32.10, 1",
    "0.33.0-rc2, 1",
    "v0.5.4, 1.1",
    "b10488, ''",
  })
  void the_penalty_that_a_release_applies_by_itself_is_known(String version, String penalty) {
    assertThat(Defaults.of(Known.REPEAT_PENALTY, version).orElse("")).isEqualTo(penalty);
  }

  @Test
  void a_level_of_thinking_that_ollama_refuses_is_refused() {
    assertThat(Known.THINK.objection(new Value.Text("medium"))).isEmpty();
    assertThat(Known.THINK.objection(new Value.Flag(true))).isEmpty();
    assertThat(Known.THINK.objection(new Value.Text("maximum"))).isPresent();
  }
}
