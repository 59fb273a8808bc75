package dev.paddock.benchmarks.clients;

import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.benchmarks.replay.RawDrain;
import dev.paddock.benchmarks.replay.ReceivedAnswer;
import java.io.IOException;
import java.net.URI;

/** The floor: a socket that is read as it is; no text is handed over. */
final class RawChat implements ChatClient {
  private final RawDrain drain;
  private final ReceivedAnswer[] answer = {ReceivedAnswer.counting()};

  RawChat(URI server, Asked asked) {
    drain = new RawDrain(asked.url(server), asked.body(), 1, asked.closing());
  }

  @Override
  public void ask(Said said) throws IOException {
    drain.exchange(answer);
    said.firstAt(answer[0].firstAt());
  }

  @Override
  public void close() {
    drain.close();
  }
}
