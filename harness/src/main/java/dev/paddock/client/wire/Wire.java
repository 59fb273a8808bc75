package dev.paddock.client.wire;

import dev.paddock.client.frame.MalformedResponse;
import dev.paddock.record.StampClock;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/**
 * A connection that says when what it reads arrived.
 *
 * <p>Deadlines are in {@link System#nanoTime()}; one that passes is a {@link
 * java.net.SocketTimeoutException}. Used by one thread; only {@link #close} may come from any, and
 * wakes whoever waits.
 */
public interface Wire extends Closeable {
  /**
   * Takes what a connection brings, read by read, until it has enough. It may be called by another
   * thread than the one that waits, never by two at once.
   */
  interface Reader {
    /**
     * Takes the first {@code length} bytes of {@code bytes}, which belong to the wire.
     *
     * @param arrival when they arrived; not to be used where the user stamps ({@link #stampedBy})
     * @param returned when the read returned
     */
    void read(byte[] bytes, int length, long arrival, long returned) throws MalformedResponse;

    /** Whether nothing more is wanted. */
    boolean complete();

    /** Whether all was said, and only an end without a meaning is waited for: not for long. */
    default boolean ending() {
      return false;
    }

    /** Whom a connection reads for before its first call. */
    Reader NOBODY =
        new Reader() {
          @Override
          public void read(byte[] bytes, int length, long arrival, long returned)
              throws MalformedResponse {
            throw new MalformedResponse("expected nothing, found bytes nobody asked for");
          }

          @Override
          public boolean complete() {
            return true;
          }
        };
  }

  /** Connects, once. */
  void connect(InetSocketAddress address, long deadline) throws IOException;

  /**
   * Writes all of {@code message}; whatever comes from now on goes to {@code reader}.
   *
   * @return when its first byte was handed to the socket
   */
  long send(byte[] message, Reader reader, long deadline) throws IOException;

  /**
   * Waits until the reader is complete.
   *
   * @param deadline moves with what comes
   * @param shortest in nanoseconds: from any moment, the deadline is never to be nearer than this
   *     without being asked again, but where the reader says that it is {@link Reader#ending}
   * @return false where the stream ended before
   */
  boolean await(LongSupplier deadline, long shortest) throws IOException;

  /** Who stamped what was read since the last send. */
  StampClock stampedBy();

  /** Closes at once, dropping what is under way. */
  @Override
  void close();
}
