package dev.paddock.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.StampClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The client that stamps itself. */
class UserStampedClientTest extends StreamClientContract {
  @Override
  StreamClient client(URI base, Timeouts timeouts) {
    return StreamClient.stampingItself(base, timeouts);
  }

  @Test
  void its_own_stamps_do_not_pose_as_the_kernels() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.closingAfter(OPENAI.getBytes(StandardCharsets.UTF_8));
        StreamClient client = client(server.uri(), LIMITS)) {
      Exchange exchange = client.send(CHAT);
      assertThat(exchange.clock()).isEqualTo(StampClock.USER);
      assertThat(exchange.delays().toArray()).containsOnly(0).hasSize(3);
    }
  }
}
