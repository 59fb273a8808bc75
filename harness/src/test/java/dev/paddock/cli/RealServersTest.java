package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.cli.RealServers.Named;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.opentest4j.TestAbortedException;

class RealServersTest {
  private static final Map<String, String> OLLAMA_ONLY =
      Map.of("PADDOCK_OLLAMA", "/opt/ollama", "PADDOCK_GGUF", " ");

  @Test
  void a_test_whose_server_is_not_named_is_skipped_with_a_sentence() {
    ConditionEvaluationResult lacking =
        new RealServers(OLLAMA_ONLY::get, Named.PADDOCK_OLLAMA, Named.PADDOCK_GGUF).condition();
    assertThat(lacking.isDisabled()).isTrue();
    assertThat(lacking.getReason())
        .contains("PADDOCK_GGUF does not name the file of a model, so nothing real is tested");
    assertThat(new RealServers(OLLAMA_ONLY::get, Named.PADDOCK_OLLAMA).condition().isDisabled())
        .isFalse();
  }

  @Test
  void a_test_that_asks_for_one_more_server_is_skipped_there() {
    RealServers servers = new RealServers(OLLAMA_ONLY::get, Named.PADDOCK_OLLAMA);
    assertThat(servers.named(Named.PADDOCK_OLLAMA)).isEqualTo("/opt/ollama");
    assertThatThrownBy(() -> servers.named(Named.PADDOCK_OLLA))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("PADDOCK_OLLA does not name an olla binary, so nothing real is tested");
  }
}
