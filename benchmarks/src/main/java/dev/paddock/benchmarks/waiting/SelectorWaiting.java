package dev.paddock.benchmarks.waiting;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.paddock.calibrate.StreamLoad;
import dev.paddock.load.Sender;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Plain sockets and one thread with a selector, which reads what is there and then stamps it. */
final class SelectorWaiting implements Waiting {
  /** The end of a chunked body: {@code 0 CR LF CR LF}. */
  private static final long END = 0x30_0D_0A_0D_0AL;

  private static final int END_LENGTH = 5;
  private static final long END_MASK = 0xFF_FFFF_FFFFL;

  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

  SelectorWaiting(URI url) {
    server = new InetSocketAddress(url.getHost(), url.getPort());
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector can be opened", e);
    }
    Thread.ofPlatform().name("selector").daemon().start(this::read);
  }

  @Override
  public Sender stream(StreamLoad load, long firstSeed) {
    try {
      SocketChannel channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Stream stream = new Stream(channel);
      channel.register(selector, SelectionKey.OP_READ, stream);
      selector.wakeup();
      return new Rival(load, firstSeed, stream);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + server, e);
    }
  }

  private void read() {
    try {
      while (selector.isOpen()) {
        selector.select(key -> ((Stream) key.attachment()).read(buffer));
      }
    } catch (ClosedSelectorException e) {
      // The end.
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the selector does not close", e);
    }
  }

  /**
   * A connection; its answer is read by the selector's thread, its requests are sent by another.
   */
  private static final class Stream implements Rival.Transport {
    private final SocketChannel channel;
    private volatile Awaited awaited = new Awaited(new ChunkStamps(1), new CompletableFuture<>());
    private long tail;

    Stream(SocketChannel channel) {
      this.channel = channel;
    }

    /** An answer that is to come. */
    private record Awaited(ChunkStamps stamps, CompletableFuture<Boolean> end) {}

    @Override
    public void exchange(byte[] body, ChunkStamps stamps)
        throws IOException, InterruptedException, ExecutionException {
      Awaited now = new Awaited(stamps, new CompletableFuture<>());
      awaited = now;
      String head =
          "POST /api/generate HTTP/1.1\r\nHost: paddock\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(body.length);
      ByteBuffer request = ByteBuffer.allocate(head.length() + body.length);
      request.put(head.getBytes(US_ASCII)).put(body).flip();
      while (request.hasRemaining()) {
        channel.write(request);
      }
      now.end().get();
    }

    void read(ByteBuffer buffer) {
      Awaited now = awaited;
      try {
        buffer.clear();
        int length = channel.read(buffer);
        long stamp = System.nanoTime();
        if (length < 0) {
          throw new EOFException("the server closed the stream");
        }
        for (int i = Math.max(0, length - END_LENGTH); i < length; i++) {
          tail = ((tail << 8) | (buffer.get(i) & 0xFF)) & END_MASK;
        }
        now.stamps().take(buffer.flip(), stamp);
        if (tail == END) {
          tail = 0;
          now.end().complete(true);
        }
      } catch (IOException e) {
        close();
        now.end().completeExceptionally(e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a stream does not close", e);
      }
    }
  }
}
