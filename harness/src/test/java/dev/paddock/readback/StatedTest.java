package dev.paddock.readback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatedTest {
  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stated props(int slots, int context, Configuration wanted) {
    return LlamaServerProps.read(
        json(
            "{\"total_slots\": %d, \"default_generation_settings\": {\"n_ctx\": %d}}"
                .formatted(slots, context)),
        wanted);
  }

  private static Configuration one(String name, String value) {
    return Configuration.of(Settings.named(name), new Value.Text(value));
  }

  @Test
  void a_setting_that_the_server_states_otherwise_does_not_hold() {
    Stated stated = props(4, 512, Configuration.NONE);
    assertThat(stated.differences(one("LLAMA_ARG_N_PARALLEL", "2")))
        .containsExactly("LLAMA_ARG_N_PARALLEL did not take effect: wanted 2, the server says 4");
    assertThat(stated.differences(one("LLAMA_ARG_N_PARALLEL", "4"))).isEmpty();
    assertThat(
            stated.differences(
                Configuration.named(Map.of("LLAMA_ARG_N_PARALLEL", new Value.Unset()))))
        .isEmpty();
  }

  /**
   * What is said is compared to the letter: a number that leaves it to the server is no exception.
   */
  @Test
  void a_stated_setting_is_compared_to_the_letter() {
    assertThat(props(4, 512, Configuration.NONE).differences(one("LLAMA_ARG_N_PARALLEL", "-1")))
        .hasSize(1);
    assertThat(Stated.direct().differences(one("proxy", "olla"))).hasSize(1);
  }

  @Test
  void a_context_that_llama_server_rounds_up_or_shares_is_what_was_wanted() {
    Configuration wanted = one("LLAMA_ARG_CTX_SIZE", "1000");
    assertThat(props(2, 512, wanted).got()).containsEntry("LLAMA_ARG_CTX_SIZE", "1000");
    assertThat(props(2, 1024, wanted).got()).containsEntry("LLAMA_ARG_CTX_SIZE", "1000");
    assertThat(props(2, 2048, wanted).got())
        .containsEntry("LLAMA_ARG_CTX_SIZE", "4096")
        .containsEntry("num_ctx", "2048");
  }

  @Test
  void an_olla_states_its_settings_and_the_share_of_each_backend() {
    JsonNode status =
        json(
            """
            {"proxy": {"engine": "sherpa", "profile": "auto", "balancer": "priority"},
             "system": {"version": "v0.0.20"},
             "endpoints": [
               {"name": "b", "status": "healthy", "models": {"count": 1}, "requests": 3},
               {"name": "a", "status": "healthy", "models": {"count": 0}, "requests": 1}]}
            """);
    assertThat(OllaStatus.read(status).got())
        .containsEntry("proxy", "olla")
        .containsEntry("proxy.engine", "sherpa")
        .containsEntry("proxy.profile", "auto")
        .containsEntry("proxy.load_balancer", "priority")
        .containsEntry("proxy.version", "v0.0.20")
        .containsEntry("proxy.backends", "25 % + 75 %");
    assertThat(OllaStatus.ready(status, 2)).isFalse();
    assertThat(OllaStatus.ready(status, 1)).isTrue();
  }
}
