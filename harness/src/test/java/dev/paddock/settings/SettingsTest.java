package dev.paddock.settings;

import static org.assertj.core.api.Assertions.assertThat;

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
}
