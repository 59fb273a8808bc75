package dev.paddock.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
  @Test
  void a_new_connection_costs_a_round_trip() {
    Transit transit = new Transit(10);
    assertThat(transit.arrival(100, 100)).isEqualTo(130);
    assertThat(transit.arrival(100, 115)).isEqualTo(130);
  }

  @Test
  void a_connection_that_stands_does_not_pay_for_its_round_trip_again() {
    Transit transit = new Transit(10);
    assertThat(transit.arrival(100, 120)).isEqualTo(130);
    assertThat(transit.arrival(100, 500)).isEqualTo(510);
    assertThat(new Transit(0).arrival(100, 100)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void no_byte_is_lost_or_overtaken(int millis) throws Exception {
    for (Asked asked : List.of(Asked.generate(200), Asked.chat(500).inOneWrite())) {
      for (boolean closing : List.of(false, true)) {
        Asked one = closing ? asked.thenClosed() : asked;
        try (ReplayServer server = ReplayServer.start();
            Relay relay = Relay.start(server.uri(), Duration.ofMillis(millis));
            RawDrain drain = RawDrain.of(new ReplayTarget(relay.uri(), one), 7)) {
          drain.verify("through the relay", 7, RecordedResponse.of(one));
          assertThat(server.accepted()).isEqualTo(closing ? 14 : 7);
        }
      }
    }
  }

  @Test
  void no_connection_stays_behind_whose_client_is_gone() throws Exception {
    try (ReplayServer server = ReplayServer.start();
        Relay relay = Relay.start(server.uri(), Duration.ofMillis(1))) {
      Asked asked = Asked.generate(8);
      try (RawDrain drain = RawDrain.of(new ReplayTarget(relay.uri(), asked), 5)) {
        drain.verify("through the relay", 5, RecordedResponse.of(asked));
        assertThat(relay.open()).isEqualTo(5);
      }
      Eventually.holds(() -> relay.open() == 0 && server.connections() == 0);
    }
  }
}
