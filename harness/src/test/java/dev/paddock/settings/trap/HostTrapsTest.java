package dev.paddock.settings.trap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Confinement;
import dev.paddock.settings.Drivers;
import dev.paddock.settings.Envconfig;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.Value;
import dev.paddock.settings.parse.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a comment of the table names was given to a real Ollama 0.33, which did what stands here.
 */
class HostTrapsTest {
  private static Situation with(Setting setting, String text) {
    return Situation.OLLAMA.with(Configuration.of(setting, new Value.Text(text)));
  }

  private static List<String> caught(Setting setting, Situation here) {
    return Traps.of(setting)
        .filter(trap -> trap.catches(setting, here))
        .flatMap(trap -> trap.found().stream())
        .map(Trap.Found::what)
        .toList();
  }

  private static Optional<String> mended(Setting setting, String text) {
    return Traps.of(setting)
        .filter(trap -> trap.catches(setting, with(setting, text)))
        .flatMap(trap -> trap.found().stream())
        .flatMap(found -> found.instead().apply(text).stream())
        .map(Trap.Assignment::text)
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "example.com               | http://example.com",
        "http://a, http://b        | http://a,http://b",
        "http://a,                 | http://a",
        "[\"http://a\"]            | http://a",
        "localhost:3000,https://b  | http://localhost:3000,https://b",
        "*:*                       | *",
        "http://192.168.7.*:*      | http://192.168.7.*",
        "http://a/                 | http://a",
        "http://a;http://b         | http://a,http://b",
        "app://obsidian.md         | ",
        "null                      | ",
      })
  void origins_that_end_the_server_or_match_nobody_are_caught(String text, String instead) {
    assertThat(caught(Known.OLLAMA_ORIGINS, with(Known.OLLAMA_ORIGINS, text))).hasSize(1);
    if (instead != null) {
      assertThat(mended(Known.OLLAMA_ORIGINS, text)).contains(instead);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*", "http://a,https://b:8443", "https://*.example.com", "'*'", "chrome-extension://*",
        "app://obsidian.md*", "http://localhost:*", "*,*", "OLLAMA_ORIGINS=*", "moz-extension://*"
      })
  void origins_with_which_the_server_starts_are_not_caught(String text) {
    assertThat(caught(Known.OLLAMA_ORIGINS, with(Known.OLLAMA_ORIGINS, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~/llm",
        "llm/models",
        "./models",
        "https://a.example/m",
        "$HOME/llm",
        "%USERPROFILE%\\m",
        "/srv/a.gguf",
        "/srv/models/blobs",
        "llama3.2:1b",
        "qwen3:8b,gemma3:1b",
        "“/srv/llm”"
      })
  void a_folder_of_models_that_is_none_is_caught_once(String text) {
    assertThat(caught(Known.OLLAMA_MODELS, with(Known.OLLAMA_MODELS, text))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/srv/llm", "D:\\llm", "\\\\nas\\llm", "/mnt/a b/models", "\"/srv/llm\""})
  void a_whole_path_is_not_caught(String text) {
    assertThat(caught(Known.OLLAMA_MODELS, with(Known.OLLAMA_MODELS, text))).isEmpty();
  }

  @Test
  void a_path_of_windows_is_caught_where_the_server_runs_on_linux() {
    Situation unit = with(Known.OLLAMA_MODELS, "D:\\llm").in(Confinement.UNIT);
    assertThat(caught(Known.OLLAMA_MODELS, unit)).hasSize(1);
  }

  @Test
  void an_address_in_a_container_is_judged_by_who_is_to_reach_it() {
    Situation lonely = with(Known.OLLAMA_HOST, "127.0.0.1:9000");
    assertThat(caught(Known.OLLAMA_HOST, lonely)).isEmpty();
    for (Set<Integer> wanted : List.of(Set.of(0), Set.of(9000))) {
      assertThat(
              caught(Known.OLLAMA_HOST, lonely.in(new Confinement(true, true, wanted, List.of()))))
          .hasSize(1);
    }
    Confinement other = new Confinement(true, true, Set.of(11434), List.of());
    assertThat(caught(Known.OLLAMA_HOST, with(Known.OLLAMA_HOST, "0.0.0.0:9000").in(other)))
        .containsExactly("%s listens at a port of the container that is not published");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0;",
        "12999",
        "C:\\Users\\bo\\ollama.exe",
        "http:/0.0.0.0:80",
        "0.0.0.0:80:80",
        "0.0.0.0,127.0.0.1",
        ":::9000",
        "0.0.0.0/9000",
        "-H 0.0.0.0",
        "0.0.0.0 9000",
        "*:9000",
        "127.0.0.1:",
        "127.0.0.1:99999",
        "1.2.3:9000",
        "256.0.0.1",
        "http://http://a:9000",
        "0.0.0.0:tcp",
        "$IP:9000",
        "http://0.0.0.0"
      })
  void an_address_at_which_the_server_does_not_listen_is_a_surprise(String text) {
    assertThat(Envconfig.surprise(Known.OLLAMA_HOST.name(), text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "127.0.0.1:9000",
        ":9000",
        "[::]:9000",
        "::",
        "::1",
        "[fe80::1%eth0]:9000",
        "fe80::1",
        "localhost",
        "ollama:9000",
        "http://127.0.0.1:9000",
        "0.0.0.0:9000/",
        "my-host",
        "https://box.example:443",
        "tcp://127.0.0.1:9000",
        "\"0.0.0.0\""
      })
  void an_address_at_which_it_listens_is_none(String text) {
    assertThat(Envconfig.surprise(Known.OLLAMA_HOST.name(), text)).isEmpty();
  }

  @Test
  void an_empty_list_hides_the_cards_of_those_who_read_it_so() {
    for (Setting setting :
        List.of(
            Known.CUDA_VISIBLE_DEVICES,
            Known.ROCR_VISIBLE_DEVICES,
            Known.GGML_VK_VISIBLE_DEVICES)) {
      assertThat(caught(setting, with(setting, ""))).containsExactly("%s hides every GPU");
      assertThat(caught(setting, with(setting, "0"))).isEmpty();
    }
    assertThat(caught(Known.HIP_VISIBLE_DEVICES, with(Known.HIP_VISIBLE_DEVICES, ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0，1 | 0,1", "0\u00A0 | 0", "“0” | 0", "0、1 | 0,1", "０ | 0"})
  void characters_that_look_like_others_are_caught_and_made_plain(String text, String plain) {
    assertThat(mended(Known.CUDA_VISIBLE_DEVICES, text)).contains(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "HSA_OVERRIDE_GFX_VERSION, gfx1030, 10.3.0",
    "HSA_OVERRIDE_GFX_VERSION, gfx90c, 9.0.12",
    "HSA_OVERRIDE_GFX_VERSION_1, gfx1032, 10.3.2",
    "NVIDIA_DRIVER_CAPABILITIES, graphics, 'compute,utility'",
    "NVIDIA_VISIBLE_DEVICES, none, all",
  })
  void what_a_driver_does_not_take_is_a_surprise(String name, String text, String instead) {
    assertThat(Drivers.surprise(name, text).flatMap(Reading::instead)).contains(instead);
  }

  @Test
  void what_a_driver_takes_is_none() {
    Stream.of("10.3.0", "9.0.6", "11.0.0", "")
        .forEach(
            text ->
                assertThat(Drivers.surprise("HSA_OVERRIDE_GFX_VERSION", text)).as(text).isEmpty());
    assertThat(Drivers.surprise("HSA_OVERRIDE_GFX_VERSION_0", "10.3.0")).isEmpty();
    assertThat(Drivers.surprise("NVIDIA_DRIVER_CAPABILITIES", "compute,utility")).isEmpty();
    assertThat(Drivers.surprise("NVIDIA_VISIBLE_DEVICES", "all")).isEmpty();
  }

  @Test
  void a_plan_is_told_of_a_value_that_ends_the_server() {
    assertThat(
            Traps.of(Known.OLLAMA_ORIGINS)
                .filter(trap -> trap.catches(Known.OLLAMA_ORIGINS, with(Known.OLLAMA_ORIGINS, "a")))
                .flatMap(trap -> trap.planned().stream())
                .map(Trap.Planned::of))
        .containsExactly(Trap.Planned.Of.INFEASIBLE);
  }
}
