package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.Ask;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.client.Exchange;
import dev.paddock.client.Reply;
import dev.paddock.load.Sender;
import dev.paddock.record.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;

/** A stream of a way that is not ours: sends a request, and stamps what its way hands over. */
record Rival(StreamLoad load, long firstSeed, Transport transport) implements Sender {
  /** Sends a body to {@code /api/generate} and brings the whole answer, bytes as they come. */
  interface Transport {
    void exchange(byte[] body, ChunkStamps stamps)
        throws IOException, InterruptedException, ExecutionException;

    /** Ends the stream; nothing to do where a pool keeps it. */
    default void close() throws IOException {}
  }

  /** A reply that needs no decoding. */
  private record Stamped(Exchange exchange) implements Reply {
    @Override
    public boolean hopeless() {
      return exchange.outcome() != Outcome.OK;
    }

    @Override
    public boolean refused() {
      return exchange.status().orElse(0) >= 400;
    }

    @Override
    public Exchange decode() {
      return exchange;
    }
  }

  @Override
  public void connect() {
    // The first request does.
  }

  @Override
  public Reply send(int id) {
    byte[] body = Ask.body(firstSeed + id, load.tokens());
    ChunkStamps stamps = new ChunkStamps(load.tokens());
    try {
      transport.exchange(body, stamps);
      return new Stamped(stamps.exchange());
    } catch (IOException | ExecutionException e) {
      return new Stamped(stamps.failed(e.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Stamped(stamps.failed("interrupted"));
    }
  }

  @Override
  public void cancel() {
    close();
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a stream does not close", e);
    }
  }
}
