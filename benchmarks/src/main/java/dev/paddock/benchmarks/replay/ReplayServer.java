package dev.paddock.benchmarks.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers with recorded bytes, as fast as its one thread can write them.
 *
 * <p>Answers under way take turns line by line, as from an engine that computes them in one batch:
 * a single thread, so that nothing but the clients differs from one measurement to the next.
 */
public final class ReplayServer implements AutoCloseable {
  private static final int BACKLOG = 4096;

  /** So many rounds of writes between two looks at what has come; each look is a system call. */
  private static final int ROUNDS = 16;

  private static final long NANOS_A_MS = 1_000_000;
  private static final byte[] NOT_FOUND =
      "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final Thread thread = Thread.ofPlatform().name("replay").daemon().unstarted(this::serve);
  private final Map<Asked, Replay> replays = new HashMap<>();
  private final Queue<Connection> answering = new ArrayDeque<>();
  private final Queue<Connection> waiting =
      new PriorityQueue<>(Comparator.comparingLong((Connection one) -> one.due));
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;
  private final AtomicInteger accepted = new AtomicInteger();

  private ReplayServer(ServerSocketChannel listener, Selector selector) {
    this.listener = listener;
    this.selector = selector;
  }

  /** A response outside the heap, ready to be written by all connections. */
  @SuppressWarnings("ArrayRecordComponent") // read, and never compared
  private record Replay(ByteBuffer wire, int[] ends, boolean closing) {
    static Replay of(Asked asked) {
      RecordedResponse recording = RecordedResponse.of(asked);
      byte[] wire = recording.wire();
      return new Replay(
          ByteBuffer.allocateDirect(wire.length).put(wire).flip(),
          recording.ends(),
          asked.closing());
    }
  }

  /** One that listens on a free port of this machine. */
  public static ReplayServer start() throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    Selector selector = Selector.open();
    listener.register(selector, SelectionKey.OP_ACCEPT);
    ReplayServer server = new ReplayServer(listener, selector);
    server.thread.start();
    return server;
  }

  /** Serves until standard input ends. */
  public static void main(String[] args) throws IOException {
    try (ReplayServer server = start()) {
      ServerJvm.serve(server.uri());
    }
  }

  /** Where it listens. */
  public URI uri() throws IOException {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort());
  }

  /** How many connections have been made. */
  public int accepted() {
    return accepted.get();
  }

  /** How many of them are open. */
  public int connections() {
    return connections.size();
  }

  private void serve() {
    int rounds = 0;
    try {
      while (open) {
        if (answering.isEmpty()) {
          selector.select(this::ready, untilDue());
        } else if (rounds++ % ROUNDS == 0) {
          selector.selectNow(this::ready);
        }
        begin();
        round();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the replay server cannot select", e);
    } finally {
      connections.forEach(this::end);
      try {
        listener.close();
        selector.close();
      } catch (IOException e) {
        System.err.println("replay server: does not close: " + e);
      }
    }
  }

  private void end(SocketChannel connection) {
    connections.remove(connection);
    try {
      connection.close();
    } catch (IOException e) {
      System.err.println("replay server: a connection does not close: " + e);
    }
  }

  /** Milliseconds until an answer is due; 0 for never. */
  private long untilDue() {
    Connection next = waiting.peek();
    return next == null ? 0 : Math.max(1, Math.ceilDiv(next.due - System.nanoTime(), NANOS_A_MS));
  }

  private void begin() {
    long now = System.nanoTime();
    for (Connection next = waiting.peek();
        next != null && next.due - now <= 0;
        next = waiting.peek()) {
      answering.add(waiting.remove());
    }
  }

  /** One write of each answer that is under way. */
  private void round() {
    for (int left = answering.size(); left > 0; left--) {
      Connection one = answering.remove();
      if (one.write()) {
        answering.add(one);
      }
    }
  }

  private void ready(SelectionKey key) {
    if (!(key.attachment() instanceof Connection connection)) {
      accept();
    } else if (key.isWritable()) {
      key.interestOps(SelectionKey.OP_READ);
      answering.add(connection);
    } else {
      connection.read();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = listener.accept();
      if (channel == null) {
        return;
      }
      connections.add(channel);
      accepted.incrementAndGet();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Connection connection = new Connection(channel);
      connection.key = Optional.of(channel.register(selector, SelectionKey.OP_READ, connection));
    } catch (IOException e) {
      System.err.println("replay server: a connection cannot be taken: " + e);
    }
  }

  /** One that asks for answers, one after the other. */
  private final class Connection {
    private final SocketChannel channel;
    private Optional<SelectionKey> key = Optional.empty();
    private byte[] in = new byte[4096];
    private int filled;
    private Optional<Replay> replay = Optional.empty();
    private ByteBuffer out = ByteBuffer.allocate(0);
    private int piece;
    private long due;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      if (filled == in.length) {
        in = Arrays.copyOf(in, in.length * 2);
      }
      try {
        int read = channel.read(ByteBuffer.wrap(in, filled, in.length - filled));
        if (read < 0) {
          end(channel);
          return;
        }
        filled += read;
        next();
      } catch (IOException e) {
        // The client has gone, and with it whoever would want to know.
        end(channel);
      }
    }

    /** Begins to answer the next request, if it has come and none is being answered. */
    private void next() throws IOException {
      Optional<ReplayRequest> request =
          replay.isPresent() ? Optional.empty() : ReplayRequest.at(in, filled);
      if (request.isEmpty()) {
        return;
      }
      filled -= request.get().length();
      System.arraycopy(in, request.get().length(), in, 0, filled);
      Optional<Asked> asked =
          Asked.parse(request.get().path())
              .map(one -> request.get().closing() ? one.thenClosed() : one);
      if (asked.isEmpty()) {
        channel.write(ByteBuffer.wrap(NOT_FOUND));
        return;
      }
      Replay next = replays.computeIfAbsent(asked.get(), Replay::of);
      replay = Optional.of(next);
      out = next.wire().duplicate();
      piece = 0;
      if (asked.get().after() == 0) {
        answering.add(this);
      } else {
        due = System.nanoTime() + asked.get().after() * NANOS_A_MS;
        waiting.add(this);
      }
    }

    /** Writes what leaves next; returns whether there is more that can be written at once. */
    boolean write() {
      Replay whole = replay.orElseThrow();
      try {
        out.limit(whole.ends()[piece]);
        channel.write(out);
        if (out.hasRemaining()) {
          key.orElseThrow().interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
          return false;
        }
        piece++;
        if (piece < whole.ends().length) {
          return true;
        }
        replay = Optional.empty();
        if (whole.closing()) {
          end(channel);
        } else {
          next();
        }
      } catch (IOException e) {
        // The same.
        end(channel);
      }
      return false;
    }
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    open = false;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
