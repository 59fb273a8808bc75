package dev.paddock.benchmarks.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A relay in front of a server that holds back what passes in either direction, as a network would:
 * one thread reads, another writes what is due.
 */
public final class Relay implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int BUFFER = 64 * 1024;
  private static final long FULL_NANOS = 50_000;

  private final InetSocketAddress server;
  private final Transit transit;
  private final ServerSocketChannel listener;
  private final Selector selector;
  private final DelayQueue<Parcel> under = new DelayQueue<>();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Thread reader = Thread.ofPlatform().name("relay-in").daemon().unstarted(this::read);
  private final Thread writer =
      Thread.ofPlatform().name("relay-out").daemon().unstarted(this::write);
  private long parcels;

  private Relay(
      InetSocketAddress server, Transit transit, ServerSocketChannel listener, Selector selector) {
    this.server = server;
    this.transit = transit;
    this.listener = listener;
    this.selector = selector;
  }

  /** One that listens on a free port of this machine. */
  static Relay start(URI server, Duration oneWay) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    Selector selector = Selector.open();
    listener.register(selector, SelectionKey.OP_ACCEPT);
    Relay relay =
        new Relay(
            new InetSocketAddress(server.getHost(), server.getPort()),
            new Transit(oneWay.toNanos()),
            listener,
            selector);
    relay.reader.start();
    relay.writer.start();
    return relay;
  }

  /**
   * Relays until standard input ends.
   *
   * @param args the server's URL, and milliseconds one way
   */
  public static void main(String[] args) throws IOException {
    try (Relay relay = start(URI.create(args[0]), Duration.ofMillis(Long.parseLong(args[1])))) {
      ServerJvm.serve(relay.uri());
    }
  }

  /** Where it listens. */
  URI uri() throws IOException {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort());
  }

  /** How many connections pass through it now. */
  int open() {
    return links.size();
  }

  /** A connection and the one behind it. */
  private final class Link {
    private final SocketChannel client;
    private final SocketChannel behind;
    private final long opened;
    private int ended;

    Link(SocketChannel client, SocketChannel behind, long opened) {
      this.client = client;
      this.behind = behind;
      this.opened = opened;
    }

    void close() {
      links.remove(this);
      Relay.close(client);
      Relay.close(behind);
    }

    /** One direction has come to its end; called by the writing thread alone. */
    void end(SocketChannel to) throws IOException {
      ended++;
      if (ended == 2) {
        close();
      } else {
        to.shutdownOutput();
      }
    }
  }

  /** One direction of a link. */
  private record Direction(Link link, SocketChannel from, SocketChannel to) {}

  /**
   * Bytes on their way; none of them is the end of that direction.
   *
   * @param number in the order in which they were read, which they keep
   */
  private record Parcel(Direction direction, ByteBuffer bytes, long due, long number)
      implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Parcel that = (Parcel) other;
      return due == that.due ? Long.compare(number, that.number) : Long.signum(due - that.due);
    }
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try {
      while (selector.isOpen()) {
        selector.select(
            key -> {
              if (key.attachment() instanceof Direction direction) {
                read(direction, key, buffer);
              } else {
                accept();
              }
            });
      }
    } catch (ClosedSelectorException e) {
      // The end.
    } catch (IOException e) {
      throw new IllegalStateException("the relay cannot select", e);
    }
  }

  private void accept() {
    try {
      SocketChannel client = listener.accept();
      if (client == null) {
        return;
      }
      Link link = new Link(client, SocketChannel.open(server), System.nanoTime());
      links.add(link);
      for (SocketChannel one : new SocketChannel[] {link.client, link.behind}) {
        one.setOption(StandardSocketOptions.TCP_NODELAY, true);
        one.configureBlocking(false);
      }
      register(new Direction(link, link.client, link.behind));
      register(new Direction(link, link.behind, link.client));
    } catch (IOException e) {
      System.err.println("relay: a connection cannot be passed on: " + e);
    }
  }

  private void register(Direction direction) throws IOException {
    direction.from.register(selector, SelectionKey.OP_READ, direction);
  }

  private void read(Direction direction, SelectionKey key, ByteBuffer buffer) {
    buffer.clear();
    int length;
    try {
      length = direction.from.read(buffer);
    } catch (IOException e) {
      direction.link.close();
      return;
    }
    if (length == 0) {
      return;
    }
    if (length < 0) {
      key.cancel();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, length)).put(buffer.flip()).flip();
    long due = transit.arrival(direction.link.opened, System.nanoTime());
    under.add(new Parcel(direction, bytes, due, parcels++));
  }

  private void write() {
    try {
      while (selector.isOpen()) {
        Parcel parcel = under.take();
        Direction direction = parcel.direction;
        try {
          if (!parcel.bytes.hasRemaining()) {
            direction.link.end(direction.to);
          }
          while (parcel.bytes.hasRemaining()) {
            if (direction.to.write(parcel.bytes) == 0) {
              LockSupport.parkNanos(FULL_NANOS);
            }
          }
        } catch (IOException e) {
          // Whoever should have had it has hung up.
          direction.link.close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.err.println("relay: a connection does not close: " + e);
    }
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() throws IOException {
    listener.close();
    selector.close();
    writer.interrupt();
    links.forEach(Link::close);
    try {
      reader.join();
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
