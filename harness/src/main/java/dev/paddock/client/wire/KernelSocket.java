package dev.paddock.client.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A TCP socket of Linux whose segments are stamped when they arrive. Connecting and sending block
 * until their deadline, in {@link System#nanoTime()}; one thread at a time does either.
 */
final class KernelSocket {
  private static final int SOL_SOCKET = StampedRead.SOL_SOCKET;
  private static final int SO_SNDTIMEO = 21;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EINPROGRESS = 115;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = arena.allocate(Libc.CALL_STATE);
  private final MemorySegment time = arena.allocate(16, 8);
  private final MemorySegment address;
  private final int fd;

  /** A socket for {@code address}, not yet connected to it. */
  KernelSocket(InetSocketAddress address) throws SocketException {
    this.address = Sockaddr.of(arena, address);
    fd = Libc.socket(errno, Sockaddr.family(this.address), SOCK_STREAM_CLOEXEC, 0);
    check(fd);
  }

  /** Its number, which is another file's soon after it was closed. */
  int fd() {
    return fd;
  }

  void connect(long deadline) throws IOException {
    option(IPPROTO_TCP, TCP_NODELAY, 1);
    option(SOL_SOCKET, StampedRead.SO_TIMESTAMPING, StampedRead.RX_SOFTWARE_STAMPS);
    limit(deadline);
    int result = Libc.connect(errno, fd, address);
    if (result == -EINPROGRESS || result == -EAGAIN) {
      throw new SocketTimeoutException("connecting takes too long");
    }
    if (result < 0) {
      throw new ConnectException(Libc.words(-result));
    }
  }

  /**
   * Sends all of a message.
   *
   * @param ready is called just before the first byte is handed over
   * @return when that was
   */
  long send(byte[] message, long deadline, Ready ready) throws IOException {
    try (Arena copies = Arena.ofConfined()) {
      MemorySegment copy = copies.allocate(message.length);
      MemorySegment.copy(message, 0, copy, JAVA_BYTE, 0, message.length);
      limit(deadline);
      ready.run();
      long sent = System.nanoTime();
      long at = 0;
      while (at < message.length) {
        long result = Libc.send(errno, fd, copy.asSlice(at), message.length - at, MSG_NOSIGNAL);
        if (result >= 0) {
          at += result;
        } else if (!again((int) result)) {
          throw new SocketException(Libc.words((int) -result));
        }
        if (at < message.length) {
          limit(deadline);
        }
      }
      return sent;
    }
  }

  /** What has to be done between the preparations and the first byte. */
  @FunctionalInterface
  interface Ready {
    void run() throws SocketException;
  }

  /** Whether a call that returned this is only to be made again. */
  static boolean again(int result) {
    return result == -EAGAIN || result == -EINTR;
  }

  /** Wakes a thread that connects or sends. */
  void shutdown() {
    Libc.shutdown(fd);
  }

  void close() {
    Libc.close(fd);
  }

  private void limit(long deadline) throws IOException {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("time is up");
    }
    time.set(JAVA_LONG, 0, TimeUnit.NANOSECONDS.toSeconds(nanos));
    time.set(JAVA_LONG, 8, Math.max(1, nanos % 1_000_000_000L / 1_000));
    check(Libc.setsockopt(errno, fd, SOL_SOCKET, SO_SNDTIMEO, time));
  }

  private void option(int level, int name, int value) throws SocketException {
    MemorySegment option = time.asSlice(0, 4);
    option.set(JAVA_INT, 0, value);
    check(Libc.setsockopt(errno, fd, level, name, option));
  }

  private static void check(int result) throws SocketException {
    if (result < 0) {
      throw new SocketException(Libc.words(-result));
    }
  }
}
