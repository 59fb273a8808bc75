package dev.paddock.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.clients.OllamaClients.Client;
import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.benchmarks.replay.RecordedResponse;
import dev.paddock.benchmarks.replay.ReplayServer;
import dev.paddock.benchmarks.suite.DisagreementException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OllamaClientsTest {
  private static final String TEXT = " be\ntween caf\u00e9";

  @Test
  void all_clients_do_the_same_work() {
    new OllamaClients().check();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void a_long_answer_loses_no_piece(Client client) throws Exception {
    Asked asked = Asked.chat(700);
    String text = client == Client.RAW ? "" : RecordedResponse.of(asked).text();
    try (ReplayServer server = ReplayServer.start();
        ChatClient chat = client.open(server.uri(), asked)) {
      assertThat(OllamaClients.check(client.name(), chat, text)).isEqualTo(text.length());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Client.class,
      names = {"LANGCHAIN4J", "OLLAMA4J", "SPRING_AI"})
  void every_client_hands_over_its_pieces_one_by_one(Client client) throws Exception {
    Asked asked = Asked.chat(50);
    try (ReplayServer server = ReplayServer.start();
        ChatClient chat = client.open(server.uri(), asked)) {
      Said said = new Said();
      chat.ask(said);
      assertThat(said.pieces()).isEqualTo(50);
      assertThat(said.toFirst()).isPositive();
    }
  }

  /** A client that hands over these pieces, whatever is asked. */
  private static ChatClient saying(List<String> pieces) {
    return new ChatClient() {
      @Override
      public void ask(Said said) {
        pieces.forEach(said);
      }

      @Override
      public void close() {
        // It has nothing.
      }
    };
  }

  @Test
  void a_client_that_drops_a_piece_is_not_timed() throws Exception {
    OllamaClients.check("honest", saying(List.of(" be\n", "tween", "", " caf\u00e9")), TEXT);
    assertThatThrownBy(
            () -> OllamaClients.check("dropping", saying(List.of(" be\n", " caf\u00e9")), TEXT))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("dropping misreads the recorded answer");
  }

  @Test
  void a_client_that_leaves_escapes_as_they_are_is_not_timed() {
    assertThatThrownBy(
            () ->
                OllamaClients.check("raw", saying(List.of(" be\\n", "tween", " caf\u00e9")), TEXT))
        .isInstanceOf(DisagreementException.class);
  }

  @Test
  void a_client_that_fails_is_named() {
    ChatClient failing =
        new ChatClient() {
          @Override
          public void ask(Said said) throws IOException {
            throw new IOException("no route");
          }

          @Override
          public void close() {
            // It has nothing.
          }
        };
    assertThatThrownBy(() -> OllamaClients.check("failing", failing, TEXT))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("failing cannot read the recorded answer: no route");
  }
}
