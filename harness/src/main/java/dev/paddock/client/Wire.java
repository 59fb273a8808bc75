package dev.paddock.client;

import dev.paddock.record.StampClock;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A connection that says when what it reads arrived.
 *
 * <p>Deadlines are in {@link System#nanoTime()}; one that passes is a {@link
 * java.net.SocketTimeoutException}. Used by one thread; only {@link #close} may come from any, and
 * wakes whoever waits.
 */
interface Wire extends Closeable {
  /** Connects, once. */
  void connect(InetSocketAddress address, long deadline) throws IOException;

  /**
   * Writes all of {@code message}.
   *
   * @return when its first byte was handed to the socket
   */
  long send(byte[] message, long deadline) throws IOException;

  /**
   * Waits for bytes.
   *
   * @return how many were read, at least one, or −1 at the end of the stream
   */
  int read(byte[] into, long deadline) throws IOException;

  /** When the bytes of the last read arrived. */
  long arrival();

  /** When the last read returned. */
  long seen();

  /**
   * Who stamped what was read since the last send; where that is the user, {@link #arrival} must
   * not be used.
   */
  StampClock stampedBy();

  /** Closes at once, dropping what is under way. */
  @Override
  void close();
}
