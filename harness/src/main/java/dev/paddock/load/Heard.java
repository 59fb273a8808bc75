package dev.paddock.load;

import dev.paddock.client.Exchange;
import dev.paddock.client.Reply;
import java.util.function.BiConsumer;

/**
 * A way to a server of whose exchanges somebody else is told too, once they are decoded.
 *
 * @param told the number of the request, from 0, and what came of it; from the thread that decodes
 */
public record Heard(Sender sender, BiConsumer<Integer, Exchange> told) implements Sender {
  @Override
  public void connect() {
    sender.connect();
  }

  @Override
  public Reply send(int id) {
    return new Told(sender.send(id), id, told);
  }

  @Override
  public void cancel() {
    sender.cancel();
  }

  @Override
  public void close() {
    sender.close();
  }

  private record Told(Reply reply, int id, BiConsumer<Integer, Exchange> told) implements Reply {
    @Override
    public boolean hopeless() {
      return reply.hopeless();
    }

    @Override
    public boolean refused() {
      return reply.refused();
    }

    @Override
    public Exchange decode() {
      Exchange exchange = reply.decode();
      told.accept(id, exchange);
      return exchange;
    }
  }
}
