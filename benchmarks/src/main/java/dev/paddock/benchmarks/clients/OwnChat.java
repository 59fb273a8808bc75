package dev.paddock.benchmarks.clients;

import dev.paddock.benchmarks.replay.Asked;
import dev.paddock.client.Call;
import dev.paddock.client.Exchange;
import dev.paddock.client.Protocol;
import dev.paddock.client.StreamClient;
import dev.paddock.client.Timeouts;
import dev.paddock.record.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * The client that measures. It decodes an answer when the clock has stopped, and hands over the
 * text in one piece.
 */
final class OwnChat implements ChatClient {
  private final StreamClient client;
  private final Call call;

  OwnChat(URI base, Asked asked) {
    client = StreamClient.to(base, Timeouts.of(Duration.ofSeconds(MOST_SECONDS)));
    call = new Call(Protocol.OLLAMA_CHAT, asked.body());
  }

  @Override
  public void ask(Said said) throws IOException {
    Exchange exchange = client.send(call);
    if (exchange.outcome() != Outcome.OK) {
      throw new IOException(exchange.error().orElse("the answer is not whole"));
    }
    said.accept(exchange.text());
    said.firstAt(exchange.sent() + exchange.stamps().first() + exchange.delays().first());
  }

  @Override
  public void close() {
    client.close();
  }
}
