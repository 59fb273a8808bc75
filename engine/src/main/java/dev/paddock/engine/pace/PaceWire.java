package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.paddock.engine.EngineException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One connection of the reference server: just enough HTTP/1.1.
 *
 * <p>A chunk is laid out in a buffer outside the heap while there is time; {@link #send} then does
 * nothing between the stamp and the system call.
 */
final class PaceWire {
  /** The type of a body that is whole. */
  static final String JSON = "application/json; charset=utf-8";

  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int LONGEST_BODY = 256 * 1024 * 1024;
  private static final byte[] LINE = {'\r', '\n'};
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final SocketChannel channel;
  private byte[] in = new byte[8 * 1024];
  private int filled;
  private long came;
  private ByteBuffer out = ByteBuffer.allocateDirect(4 * 1024);

  PaceWire(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /**
   * A request as it came.
   *
   * @param came when its last byte had been read, in nanoseconds of the monotonic clock
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, and never compared
  record Message(String method, String path, byte[] body, boolean last, long came) {}

  /** The next request; empty where the client has hung up. */
  Optional<Message> read() throws IOException, EngineException {
    int head;
    while ((head = endOfHead()) < 0) {
      if (filled > LONGEST_HEAD) {
        throw new EngineException(431, "the request's head is too long");
      }
      if (!fill()) {
        return Optional.empty();
      }
    }
    String[] lines = new String(in, 0, head, ISO_8859_1).split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    if (first.length != 3) {
      throw new EngineException(400, "the first line is no HTTP request");
    }
    String encoding = field(lines, "transfer-encoding");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("chunked")) {
      throw new EngineException(501, "a body in this encoding is not taken: " + encoding);
    }
    if (field(lines, "expect").equalsIgnoreCase("100-continue")) {
      channel.write(ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1)));
    }
    byte[] body =
        encoding.isEmpty()
            ? whole(head + 4, length(field(lines, "content-length")))
            : chunked(head + 4);
    String path = first[1].replaceFirst("\\?.*", "");
    boolean last =
        field(lines, "connection").equalsIgnoreCase("close") || first[2].equals("HTTP/1.0");
    return Optional.of(new Message(first[0], path, body, last, came));
  }

  private byte[] whole(int from, int length) throws IOException {
    await(from + length);
    byte[] body = Arrays.copyOfRange(in, from, from + length);
    drop(from + length);
    return body;
  }

  /** A body in chunks, as proxies send on what they have read. */
  private byte[] chunked(int from) throws IOException, EngineException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = from;
    while (true) {
      int end = endOfLine(at);
      String size = new String(in, at, end - at, ISO_8859_1).replaceFirst(";.*", "").strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        throw new EngineException(400, "this is no size of a chunk: " + size);
      }
      int length = Integer.parseInt(size, 16);
      at = end + LINE.length;
      if (length == 0) {
        break;
      }
      if (body.size() + length > LONGEST_BODY) {
        throw new EngineException(413, "a body this long is not taken");
      }
      await(at + length + LINE.length);
      body.write(in, at, length);
      at += length + LINE.length;
    }
    int end;
    while ((end = endOfLine(at)) > at) {
      at = end + LINE.length; // a trailer
    }
    drop(at + LINE.length);
    return body.toByteArray();
  }

  private int endOfLine(int from) throws IOException {
    int at = from;
    while (true) {
      await(at + LINE.length);
      if (in[at] == LINE[0] && in[at + 1] == LINE[1]) {
        return at;
      }
      at++;
    }
  }

  private void await(int bytes) throws IOException {
    while (filled < bytes) {
      if (!fill()) {
        throw new EOFException("the client hung up amid its request");
      }
    }
  }

  /** Forgets what has been read of the buffer. */
  private void drop(int bytes) {
    System.arraycopy(in, bytes, in, 0, filled - bytes);
    filled -= bytes;
  }

  private static int length(String text) throws EngineException {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > LONGEST_BODY) {
      throw new EngineException(413, "a body of this Content-Length is not taken: " + text);
    }
    return Integer.parseInt(text);
  }

  private static String field(String[] lines, String name) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  private int endOfHead() {
    for (int i = 0; i + 3 < filled; i++) {
      if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (filled == in.length) {
      in = Arrays.copyOf(in, in.length * 2);
    }
    int read = channel.read(ByteBuffer.wrap(in, filled, in.length - filled));
    came = System.nanoTime();
    filled += Math.max(0, read);
    return read > 0;
  }

  /** Sends a whole response. */
  void whole(int status, String type, byte[] body, boolean bodyless) throws IOException {
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, status < 300 ? "OK" : "Error", type, body.length);
    layOut(head.getBytes(ISO_8859_1));
    if (!bodyless) {
      layOut(body);
    }
    send();
  }

  void json(int status, String body) throws IOException {
    whole(status, JSON, body.getBytes(UTF_8), false);
  }

  /** Begins a response in chunks; its head leaves with the first, as Ollama's does. */
  void begin(boolean events, boolean trailer) {
    layOut(
        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n%s\r\n"
            .formatted(
                events ? "text/event-stream" : "application/x-ndjson",
                trailer ? "Trailer: X-Paddock-Pace\r\n" : "")
            .getBytes(ISO_8859_1));
  }

  /** Lays out one chunk, to be sent in one write. */
  void chunk(byte[] payload, int from, int to) {
    layOut((Integer.toHexString(to - from) + "\r\n").getBytes(ISO_8859_1));
    layOut(payload, from, to);
    layOut(LINE);
  }

  /** Lays out the end of a response in chunks. */
  void end(boolean trailer) {
    layOut((trailer ? "0\r\nX-Paddock-Pace: done\r\n\r\n" : "0\r\n\r\n").getBytes(ISO_8859_1));
  }

  private void layOut(byte[] bytes) {
    layOut(bytes, 0, bytes.length);
  }

  private void layOut(byte[] bytes, int from, int to) {
    if (out.remaining() < to - from) {
      ByteBuffer larger = ByteBuffer.allocateDirect((out.position() + to - from) * 2);
      out = larger.put(out.flip());
    }
    out.put(bytes, from, to - from);
  }

  /** Sends what is laid out and returns when, just before it. */
  long send() throws IOException {
    out.flip();
    // A dry pass: a thread that has just woken finds its code in no cache, and the stamp is to be
    // close to the system call.
    channel.write(NOTHING);
    long stamp = System.nanoTime();
    channel.write(out);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
    return stamp;
  }

  /** Closes the connection at once with a reset, losing what the client has not yet read. */
  void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }
}
