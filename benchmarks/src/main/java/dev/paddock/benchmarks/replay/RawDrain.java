package dev.paddock.benchmarks.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The floor: sockets that are read as they are and in which nothing but the ends of lines and of
 * the answer is looked for. One answer is read by a blocking read, several by one selector.
 */
public final class RawDrain implements Stack {
  /** The end of a chunked body: {@code CR LF 0 CR LF CR LF}. */
  private static final long END = 0x0D_0A_30_0D_0A_0D_0AL;

  private static final int END_LENGTH = 7;
  private static final long END_MASK = 0xFF_FFFF_FFFF_FFFFL;

  private final InetSocketAddress server;
  private final byte[] request;
  private final boolean closing;
  private final boolean alone;
  private final Selector selector;
  private final List<Stream> streams;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

  /**
   * A drain that connects when it is first needed.
   *
   * @param closing whether the server closes a connection after its answer
   */
  public RawDrain(URI url, byte[] body, int streams, boolean closing) {
    server = new InetSocketAddress(url.getHost(), url.getPort());
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(url.getPath(), url.getAuthority(), body.length)
            .getBytes(US_ASCII);
    request = ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
    this.closing = closing;
    this.alone = streams == 1;
    this.streams = IntStream.range(0, streams).mapToObj(_ -> new Stream()).toList();
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector can be opened", e);
    }
  }

  /** A drain of what a target is asked. */
  public static RawDrain of(ReplayTarget target, int streams) {
    return new RawDrain(target.url(), target.body(), streams, target.asked().closing());
  }

  @Override
  public void exchange(ReceivedAnswer[] answers) throws IOException {
    for (int i = 0; i < answers.length; i++) {
      streams.get(i).begin(answers[i]);
    }
    if (alone) {
      while (!streams.getFirst().ends()) {
        // The answer goes on.
      }
      return;
    }
    int left = answers.length;
    while (left > 0) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        left -= ((Stream) key.attachment()).ends() ? 1 : 0;
      }
      selector.selectedKeys().clear();
    }
  }

  @Override
  public void close() {
    try {
      for (Stream stream : streams) {
        stream.channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a connection does not close", e);
    }
  }

  private final class Stream {
    private SocketChannel channel = unconnected();
    private ReceivedAnswer answer = ReceivedAnswer.counting();
    private long tail;

    private static SocketChannel unconnected() {
      try {
        return SocketChannel.open();
      } catch (IOException e) {
        throw new UncheckedIOException("no socket can be opened", e);
      }
    }

    void begin(ReceivedAnswer fresh) throws IOException {
      answer = fresh;
      tail = 0;
      answer.begin();
      if (!channel.isOpen()) {
        channel = unconnected();
      }
      if (!channel.isConnected()) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
        if (!alone) {
          channel.configureBlocking(false);
          channel.register(selector, SelectionKey.OP_READ, this);
        }
      }
      ByteBuffer out = ByteBuffer.wrap(request);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /** Reads what there is; returns whether it ends the answer. */
    boolean ends() throws IOException {
      buffer.clear();
      int length = channel.read(buffer);
      if (length < 0) {
        throw new EOFException("the server closed the connection amid an answer");
      }
      for (int i = Math.max(0, length - END_LENGTH); i < length; i++) {
        tail = ((tail << 8) | (buffer.get(i) & 0xFF)) & END_MASK;
      }
      answer.takeWire(buffer.flip());
      if (tail != END) {
        return false;
      }
      if (closing) {
        channel.close();
      }
      return true;
    }
  }
}
