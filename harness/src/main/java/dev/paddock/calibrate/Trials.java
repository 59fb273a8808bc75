package dev.paddock.calibrate;

import dev.paddock.client.Call;
import dev.paddock.client.Protocol;
import dev.paddock.client.Reply;
import dev.paddock.client.StreamClient;
import dev.paddock.client.Timeouts;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.load.ClosedLoop;
import dev.paddock.load.Connection;
import dev.paddock.load.Sender;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Sends a load as a run does, with its own client and its own closed loop. */
public final class Trials {
  private static final Timeouts LIMITS = Timeouts.of(Duration.ofSeconds(60));

  private Trials() {}

  /**
   * The requests of a load, each stream's first as warm-up; request {@code n}, from 1, carries the
   * seed {@code firstSeed + n − 1}.
   *
   * @param clock by whom arrivals are stamped
   */
  static List<Request> run(URI url, StreamLoad load, StampClock clock, long firstSeed) {
    return run(load, () -> new Connection(client(url, clock), id -> call(load, firstSeed + id)));
  }

  private static Call call(StreamLoad load, long seed) {
    return new Call(Protocol.OLLAMA_GENERATE, Ask.body(seed, load.tokens()));
  }

  /**
   * The same over streams of any make.
   *
   * @param streams gives each stream its own connection
   */
  public static List<Request> run(StreamLoad load, Supplier<Sender> streams) {
    return new ClosedLoop(
            new LoadSpec.Closed(load.streams(), Duration.ZERO),
            System::nanoTime,
            TimeUnit.NANOSECONDS::sleep)
        .run(
            load.streams(),
            load.requests() - load.streams(),
            () -> new Staggered(streams.get(), load),
            request -> {});
  }

  private static StreamClient client(URI url, StampClock clock) {
    return switch (clock) {
      case KERNEL -> StreamClient.to(url, LIMITS);
      case USER -> StreamClient.stampingItself(url, LIMITS);
    };
  }

  /** A stream whose first request waits, so that answers begin evenly spread. */
  private record Staggered(Sender stream, StreamLoad load) implements Sender {
    @Override
    public void connect() {
      stream.connect();
    }

    @Override
    public Reply send(int id) {
      if (id < load.streams()) {
        LockSupport.parkNanos(this, load.offset(id));
      }
      return stream.send(id);
    }

    @Override
    public void cancel() {
      stream.cancel();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
