package dev.paddock.calibrate;

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

/**
 * The raw drain: one selector thread, reads of 64 KB, and nothing done with what comes but counting
 * its lines. It is what a client must cost at least.
 */
final class Drain {
  private static final byte[] END = "\r\n0\r\n\r\n".getBytes(US_ASCII);

  private final URI url;
  private final Load load;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private long lines;

  private Drain(URI url, Load load) {
    this.url = url;
    this.load = load;
  }

  /** Sends the requests of a load and reads their answers; returns the lines that came. */
  static long run(URI url, Load load, long firstSeed) {
    Drain drain = new Drain(url, load);
    try {
      drain.run(firstSeed);
      return drain.lines;
    } catch (IOException e) {
      throw new UncheckedIOException("the raw drain lost its server", e);
    }
  }

  /** A stream and what is left of it. */
  private static final class Stream {
    private long seed;
    private int left;

    Stream(long seed, int left) {
      this.seed = seed;
      this.left = left;
    }
  }

  private void run(long firstSeed) throws IOException {
    try (Selector selector = Selector.open()) {
      int open = load.streams();
      for (int i = 0; i < open; i++) {
        SocketChannel channel =
            SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Stream stream = new Stream(firstSeed + (long) i * load.each(), load.each());
        channel.register(selector, SelectionKey.OP_READ, stream);
        next(channel, stream);
      }
      while (open > 0) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          SocketChannel channel = (SocketChannel) key.channel();
          if (answered(channel) && !next(channel, (Stream) key.attachment())) {
            channel.close();
            open--;
          }
        }
        selector.selectedKeys().clear();
      }
    }
  }

  /** Reads what there is; returns whether it ends an answer. */
  private boolean answered(SocketChannel channel) throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    if (read < 0) {
      throw new EOFException("the server closed a stream");
    }
    for (int i = 0; i < read; i++) {
      if (buffer.get(i) == '\n') {
        lines++;
      }
    }
    return read >= END.length
        && buffer.slice(read - END.length, END.length).equals(ByteBuffer.wrap(END));
  }

  private boolean next(SocketChannel channel, Stream stream) throws IOException {
    if (stream.left == 0) {
      return false;
    }
    stream.left--;
    byte[] body = Ask.body(stream.seed++, load.tokens());
    String head =
        "POST /api/generate HTTP/1.1\r\nHost: paddock\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    ByteBuffer request = ByteBuffer.allocate(head.length() + body.length);
    request.put(head.getBytes(US_ASCII)).put(body).flip();
    while (request.hasRemaining()) {
      channel.write(request);
    }
    return true;
  }
}
