package dev.paddock.load;

import dev.paddock.client.Call;
import dev.paddock.client.Reply;
import dev.paddock.client.StreamClient;
import java.util.function.IntFunction;

/**
 * The usual way to a server: a client of one connection, which sends the call of a number.
 *
 * @param calls gives the call of request {@code id}, from 0
 */
public record Connection(StreamClient client, IntFunction<Call> calls) implements Sender {
  @Override
  public void connect() {
    client.connectAhead();
  }

  @Override
  public Reply send(int id) {
    return client.reply(calls.apply(id));
  }

  @Override
  public void cancel() {
    client.cancel();
  }

  @Override
  public void close() {
    client.close();
  }
}
