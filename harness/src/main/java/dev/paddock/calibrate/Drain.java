package dev.paddock.calibrate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The raw drain: one selector thread, reads of 64 KB, and nothing done with what comes but counting
 * its lines. It is what a client must cost at least; told to stamp, it says how late a read returns
 * on this machine at best.
 */
final class Drain {
  private static final byte[] END = "\r\n0\r\n\r\n".getBytes(US_ASCII);

  private final URI url;
  private final StreamLoad load;
  private final long firstSeed;
  private final boolean stamping;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final List<Request> requests = new ArrayList<>();
  private long lines;

  private Drain(URI url, StreamLoad load, long firstSeed, boolean stamping) {
    this.url = url;
    this.load = load;
    this.firstSeed = firstSeed;
    this.stamping = stamping;
  }

  /** Sends the requests of a load and reads their answers; returns the lines that came. */
  static long run(URI url, StreamLoad load, long firstSeed) {
    return drained(url, load, firstSeed, false).lines;
  }

  /** The same as requests whose chunks are stamped when their read returned, by id. */
  static List<Request> stamped(URI url, StreamLoad load, long firstSeed) {
    return drained(url, load, firstSeed, true).requests;
  }

  private static Drain drained(URI url, StreamLoad load, long firstSeed, boolean stamping) {
    Drain drain = new Drain(url, load, firstSeed, stamping);
    try {
      drain.run();
      return drain;
    } catch (IOException e) {
      throw new UncheckedIOException("the raw drain lost its server", e);
    }
  }

  /** A stream and what is left of it. */
  private static final class Stream {
    private final long[] stamps;
    private final long due;
    private long seed;
    private int left;
    private long sent;
    private int stamped;
    private byte last;

    Stream(long seed, int left, int tokens, long due) {
      this.seed = seed;
      this.left = left;
      this.due = due;
      this.stamps = new long[tokens + 1];
    }
  }

  private void run() throws IOException {
    try (Selector selector = Selector.open()) {
      int open = load.streams();
      Deque<SelectionKey> waiting = new ArrayDeque<>();
      long start = System.nanoTime();
      for (int i = 0; i < open; i++) {
        SocketChannel channel =
            SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        long seed = firstSeed + (long) i * load.each();
        Stream stream = new Stream(seed, load.each(), load.tokens(), start + load.offset(i));
        waiting.add(channel.register(selector, SelectionKey.OP_READ, stream));
      }
      while (open > 0) {
        selector.select(begin(waiting));
        for (SelectionKey key : selector.selectedKeys()) {
          SocketChannel channel = (SocketChannel) key.channel();
          Stream stream = (Stream) key.attachment();
          if (answered(channel, stream) && !next(channel, stream)) {
            channel.close();
            open--;
          }
        }
        selector.selectedKeys().clear();
      }
    }
  }

  /** Begins the streams that are due; returns the milliseconds until the next is, 0 for never. */
  private long begin(Deque<SelectionKey> waiting) throws IOException {
    while (!waiting.isEmpty()) {
      Stream stream = (Stream) waiting.getFirst().attachment();
      long left = stream.due - System.nanoTime();
      if (left > 0) {
        return Math.max(1, left / 1_000_000);
      }
      next((SocketChannel) waiting.removeFirst().channel(), stream);
    }
    return 0;
  }

  /** Reads what there is; returns whether it ends an answer. */
  private boolean answered(SocketChannel channel, Stream stream) throws IOException {
    buffer.clear();
    int read = channel.read(buffer);
    if (read < 0) {
      throw new EOFException("the server closed a stream");
    }
    long seen = stamping ? System.nanoTime() : 0;
    for (int i = 0; i < read; i++) {
      byte next = buffer.get(i);
      if (next == '\n') {
        lines++;
        if (stamping && stream.last == '}') {
          stream.stamps[stream.stamped++] = seen;
        }
      }
      stream.last = next;
    }
    return read >= END.length
        && buffer.slice(read - END.length, END.length).equals(ByteBuffer.wrap(END));
  }

  private boolean next(SocketChannel channel, Stream stream) throws IOException {
    if (stream.stamped > 0) {
      requests.add(request(stream));
      stream.stamped = 0;
    }
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
    stream.sent = System.nanoTime();
    while (request.hasRemaining()) {
      channel.write(request);
    }
    return true;
  }

  private Request request(Stream stream) {
    int chunks = stream.stamped - 1;
    long[] stamps =
        LongStream.of(stream.stamps).limit(chunks).map(at -> at - stream.sent).toArray();
    return new Request(
        (int) (stream.seed - firstSeed),
        stream.left == load.each() - 1 ? Phase.WARMUP : Phase.MEASURED,
        stream.sent,
        stream.sent,
        OptionalLong.empty(),
        Stamps.of(stamps),
        Stamps.of(new long[chunks]),
        OptionalInt.empty(),
        StampClock.USER,
        OptionalLong.empty(),
        OptionalLong.of(stream.stamps[chunks] - stream.sent),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }
}
