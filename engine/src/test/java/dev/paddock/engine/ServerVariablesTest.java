package dev.paddock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How Ollama's variables are read. */
class ServerVariablesTest {
  @Test
  void a_keep_alive_is_read_as_ollama_reads_it() {
    assertThat(KeepAlive.parse("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(KeepAlive.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(KeepAlive.parse("300")).isEqualTo(Duration.ofMinutes(5));
    assertThat(KeepAlive.parse("-1")).isEqualTo(KeepAlive.FOREVER);
    assertThat(KeepAlive.parse("-1m")).isEqualTo(KeepAlive.FOREVER);
    assertThat(KeepAlive.parse("0")).isZero();
    assertThatThrownBy(() -> KeepAlive.parse("xyz")).hasMessage("time: invalid duration \"xyz\"");
    assertThatThrownBy(() -> KeepAlive.parse("5 m")).hasMessageContaining("invalid duration");
  }

  @Test
  void a_flash_attention_that_is_no_boolean_counts_as_on() {
    assertThat(ServerVariables.of(Map.of()).flashAttention()).isEmpty();
    assertThat(ServerVariables.of(Map.of("OLLAMA_FLASH_ATTENTION", "off")).flashAttention())
        .contains(true);
    assertThat(ServerVariables.of(Map.of("OLLAMA_FLASH_ATTENTION", "0")).flashAttention())
        .contains(false);
  }

  @Test
  void a_host_in_any_of_its_forms_is_understood() {
    for (String host :
        new String[] {"h:1234", "http://h:1234", "http://h:1234/path", "\"h:1234\""}) {
      ServerVariables variables = ServerVariables.of(Map.of("OLLAMA_HOST", host));
      assertThat(variables.host() + " " + variables.port()).as(host).isEqualTo("h 1234");
    }
    assertThat(ServerVariables.of(Map.of("OLLAMA_HOST", "h")).port()).isEqualTo(11_434);
    assertThat(ServerVariables.of(Map.of("OLLAMA_HOST", ":8080")).host()).isEqualTo("0.0.0.0");
    assertThat(ServerVariables.of(Map.of("OLLAMA_HOST", "[::1]:8080")).host()).isEqualTo("::1");
  }
}
