package dev.paddock.client.wire;

import dev.paddock.client.frame.Head;
import dev.paddock.client.frame.HeaderReader;
import dev.paddock.record.StampClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection whose bytes the client stamps itself, when its read returns; with or without TLS.
 *
 * <p>A blocking {@link Socket} and not a channel: with a time-out, a channel changes its mode
 * before and after every read, a socket only once.
 */
public final class UserWire implements Wire {
  /** Some fifty chunks: a reader that was held up catches up in one read. */
  private static final int BUFFER = 16 * 1024;

  /** What surely fits into a socket's buffer, so that writing it cannot wait for the server. */
  private static final int NEVER_WAITS = 16 * 1024;

  private final String host;
  private final int port;
  private final boolean tunnelled;
  private final Optional<SSLSocketFactory> tls;
  private final Socket plain = new Socket();
  private volatile Socket socket = plain;
  private InputStream in = InputStream.nullInputStream();
  private final byte[] buffer = new byte[BUFFER];
  private Reader reader = Reader.NOBODY;
  private int timeout;

  /**
   * A wire to {@code host}.
   *
   * @param host whose name a certificate must bear
   * @param tls what makes the connection secure; empty for one that is not
   */
  public UserWire(String host, int port, Optional<SSLSocketFactory> tls) {
    this(host, port, tls, false);
  }

  /**
   * The same.
   *
   * @param tunnelled whether what it connects to is a proxy, which is asked for a way to the host
   */
  public UserWire(String host, int port, Optional<SSLSocketFactory> tls, boolean tunnelled) {
    this.tunnelled = tunnelled;
    this.host = host;
    this.port = port;
    this.tls = tls;
  }

  @Override
  public void connect(InetSocketAddress address, long deadline) throws IOException {
    plain.setTcpNoDelay(true);
    plain.connect(address, millisUntil(deadline));
    if (tls.isPresent()) {
      plain.setSoTimeout(millisUntil(deadline));
      if (tunnelled) {
        tunnel();
      }
      SSLSocket secure =
          (SSLSocket) tls.get().createSocket(plain, host, port, /* autoClose= */ true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      socket = secure;
    }
    in = socket.getInputStream();
  }

  /** Asks the proxy for a way to the host; its answer has no body that could be read too far. */
  private void tunnel() throws IOException {
    String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    plain
        .getOutputStream()
        .write(
            ("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    HeaderReader answer = new HeaderReader();
    byte[] one = new byte[1];
    while (answer.head().isEmpty()) {
      if (plain.getInputStream().read(one) < 0) {
        throw new IOException("the proxy closed the connection");
      }
      answer.feed(one, 0, 1);
    }
    Head head = answer.head().get();
    if (head.status() != 200) {
      throw new IOException(
          "the proxy gives no way there: HTTP " + head.status() + " " + head.reason());
    }
  }

  @Override
  public long send(byte[] message, Reader reader, long deadline) throws IOException {
    this.reader = reader;
    if (message.length <= NEVER_WAITS) {
      long sent = System.nanoTime();
      socket.getOutputStream().write(message);
      return sent;
    }
    // A write has no time-out of its own, and a server that hangs reads nothing.
    ScheduledFuture<?> watch = Watch.closing(this, deadline);
    try {
      long sent = System.nanoTime();
      socket.getOutputStream().write(message);
      return sent;
    } catch (IOException e) {
      throw deadline - System.nanoTime() <= 0 ? timedOut(e) : e;
    } finally {
      watch.cancel(false);
    }
  }

  private static SocketTimeoutException timedOut(IOException cause) {
    SocketTimeoutException timedOut = new SocketTimeoutException("the request was not taken");
    timedOut.initCause(cause);
    return timedOut;
  }

  @Override
  public boolean await(LongSupplier deadline, long shortest) throws IOException {
    while (!reader.complete()) {
      int millis = millisUntil(deadline.getAsLong());
      if (millis != timeout) {
        socket.setSoTimeout(millis);
        timeout = millis;
      }
      int read = in.read(buffer, 0, buffer.length);
      long returned = System.nanoTime();
      if (read < 0) {
        return false;
      }
      reader.read(buffer, read, returned, returned);
    }
    return true;
  }

  @Override
  public StampClock stampedBy() {
    return StampClock.USER;
  }

  @Override
  public void close() {
    try {
      // Under TLS a goodbye would wait for a peer that may hang: the plain socket just ends.
      plain.close();
    } catch (IOException e) {
      // Nothing is lost with a connection that is dropped anyway.
    }
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("time is up");
    }
    return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  /** Closes wires whose writes hang. */
  private static final class Watch {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Watch() {}

    static ScheduledFuture<?> closing(Wire wire, long deadline) {
      return TIMER.schedule(wire::close, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor timer() {
      ScheduledThreadPoolExecutor timer =
          new ScheduledThreadPoolExecutor(
              1, Thread.ofPlatform().daemon().name("paddock-write-watch").factory());
      timer.setRemoveOnCancelPolicy(true);
      return timer;
    }
  }
}
