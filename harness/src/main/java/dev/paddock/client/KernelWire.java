package dev.paddock.client;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.paddock.record.StampClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A connection whose bytes Linux stamps when their segment arrives, whatever the JVM is doing.
 *
 * <p>One read is one blocking {@code recvmsg}: its time-out is an option of the socket that is set
 * only where it would come too late. A read that is handed several segments gets the stamp of the
 * last. A thread that waits here holds its carrier, so virtual threads must not.
 */
final class KernelWire implements Wire {
  private static final int BUFFER = StreamClient.READ_BUFFER;
  private static final int CONTROL = 256;
  private static final int BRACKETS = 16;
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_TIMESTAMPING = 37;
  private static final int RX_SOFTWARE = 1 << 3;
  private static final int SOFTWARE = 1 << 4;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EINPROGRESS = 115;

  private static final long IOV = 16;
  private static final long IOV_COUNT = 24;
  private static final long CONTROL_AT = 32;
  private static final long CONTROL_LENGTH = 40;
  private static final long MSGHDR = 56;
  private static final long CMSG_DATA = 16;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = arena.allocate(Libc.CALL_STATE);
  private final MemorySegment bytes = arena.allocate(BUFFER, 8);
  private final MemorySegment control = arena.allocate(CONTROL, 8);
  private final MemorySegment header = header();
  private final MemorySegment time = arena.allocate(16, 8);

  /** Guards the descriptor: a number that is closed while another thread uses it may be reused. */
  private final Object lock = new Object();

  private int fd = -1;
  private boolean inCall;
  private boolean closed;

  private long receiveLimit;
  private RealtimeOffset offset = new RealtimeOffset(0, 0);
  private boolean stamped = true;
  private long arrival;
  private long seen;

  private MemorySegment header() {
    MemorySegment vector = arena.allocate(16, 8);
    vector.set(ADDRESS, 0, bytes);
    vector.set(JAVA_LONG, 8, BUFFER);
    MemorySegment message = arena.allocate(MSGHDR, 8);
    message.set(ADDRESS, IOV, vector);
    message.set(JAVA_LONG, IOV_COUNT, 1);
    message.set(ADDRESS, CONTROL_AT, control);
    return message;
  }

  @Override
  public void connect(InetSocketAddress address, long deadline) throws IOException {
    MemorySegment target = Sockaddr.of(arena, address);
    int opened = Libc.socket(errno, Sockaddr.family(target), SOCK_STREAM_CLOEXEC, 0);
    if (opened < 0) {
      throw new SocketException(Libc.words(-opened));
    }
    synchronized (lock) {
      fd = opened;
      if (closed) {
        closeDescriptor();
      }
    }
    int socket = enter();
    try {
      option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
      option(socket, SOL_SOCKET, SO_TIMESTAMPING, RX_SOFTWARE | SOFTWARE);
      limit(socket, SO_SNDTIMEO, remaining(deadline));
      int result = Libc.connect(errno, socket, target);
      if (result == -EINPROGRESS || result == -EAGAIN) {
        throw new SocketTimeoutException("connecting takes too long");
      }
      if (result < 0) {
        throw new ConnectException(Libc.words(-result));
      }
    } finally {
      leave();
    }
  }

  @Override
  public long send(byte[] message, long deadline) throws IOException {
    if (message.length <= BUFFER) {
      MemorySegment.copy(message, 0, bytes, JAVA_BYTE, 0, message.length);
      return send(bytes, message.length, deadline);
    }
    try (Arena large = Arena.ofConfined()) {
      MemorySegment copy = large.allocate(message.length);
      MemorySegment.copy(message, 0, copy, JAVA_BYTE, 0, message.length);
      return send(copy, message.length, deadline);
    }
  }

  private long send(MemorySegment message, long length, long deadline) throws IOException {
    int socket = enter();
    try {
      offset = RealtimeOffset.measure(time, BRACKETS);
      stamped = true;
      limit(socket, SO_SNDTIMEO, remaining(deadline));
      long sent = System.nanoTime();
      long at = 0;
      while (at < length) {
        long result = Libc.send(errno, socket, message.asSlice(at), length - at, MSG_NOSIGNAL);
        if (result >= 0) {
          at += result;
        } else if (result != -EAGAIN && result != -EINTR) {
          throw new SocketException(Libc.words((int) -result));
        }
        if (at < length) {
          limit(socket, SO_SNDTIMEO, remaining(deadline));
        }
      }
      return sent;
    } finally {
      leave();
    }
  }

  @Override
  public int read(byte[] into, long deadline) throws IOException {
    int socket = enter();
    try {
      while (true) {
        limitReceive(socket, remaining(deadline));
        header.set(JAVA_LONG, CONTROL_LENGTH, CONTROL);
        long result = Libc.recvmsg(errno, socket, header);
        seen = System.nanoTime();
        if (result > 0) {
          stamp();
          MemorySegment.copy(bytes, JAVA_BYTE, 0, into, 0, (int) result);
          return (int) result;
        }
        if (result == 0) {
          return -1;
        }
        if (result != -EAGAIN && result != -EINTR) {
          throw new SocketException(Libc.words((int) -result));
        }
      }
    } finally {
      leave();
    }
  }

  /** Takes the arrival from the control messages; a read without one spoils the exchange. */
  private void stamp() {
    long length = header.get(JAVA_LONG, CONTROL_LENGTH);
    long at = 0;
    while (at + CMSG_DATA + 16 <= length) {
      if (control.get(JAVA_INT, at + 8) == SOL_SOCKET
          && control.get(JAVA_INT, at + 12) == SO_TIMESTAMPING) {
        long real = RealtimeOffset.nanos(control, at + CMSG_DATA);
        // Within the bracket's width a segment may seem to arrive after it was read.
        arrival = Math.min(offset.monotonic(real), seen);
        stamped &= real != 0;
        return;
      }
      long size = control.get(JAVA_LONG, at);
      at += Math.max(CMSG_DATA, (size + 7) & ~7L);
    }
    stamped = false;
    arrival = seen;
  }

  @Override
  public long arrival() {
    return arrival;
  }

  @Override
  public long seen() {
    return seen;
  }

  @Override
  public StampClock stampedBy() {
    boolean stepped = offset.steppedBefore(RealtimeOffset.measure(time, BRACKETS));
    return stamped && !stepped ? StampClock.KERNEL : StampClock.USER;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (fd >= 0 && inCall) {
        Libc.shutdown(fd); // wakes the call, which closes on its way out
      } else {
        closeDescriptor();
      }
    }
  }

  private int enter() throws SocketException {
    synchronized (lock) {
      if (closed) {
        throw new SocketException("the connection was closed here");
      }
      inCall = true;
      return fd;
    }
  }

  private void leave() {
    synchronized (lock) {
      inCall = false;
      if (closed) {
        closeDescriptor();
      }
    }
  }

  private void closeDescriptor() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }

  private static long remaining(long deadline) throws SocketTimeoutException {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("time is up");
    }
    return nanos;
  }

  /**
   * Lets a read wait half of what remains, and leaves the socket alone where it waits about that
   * long already: deadlines move with every token, and each change would be a call of its own.
   */
  private void limitReceive(int socket, long remaining) throws SocketException {
    if (receiveLimit > remaining || receiveLimit < remaining / 8) {
      receiveLimit = Math.min(remaining, Math.max(remaining / 2, SHORTEST_WAIT));
      limit(socket, SO_RCVTIMEO, receiveLimit);
    }
  }

  private void limit(int socket, int name, long nanos) throws SocketException {
    time.set(JAVA_LONG, 0, TimeUnit.NANOSECONDS.toSeconds(nanos));
    time.set(JAVA_LONG, 8, Math.max(1, nanos % 1_000_000_000L / 1_000));
    check(Libc.setsockopt(errno, socket, SOL_SOCKET, name, time));
  }

  private void option(int socket, int level, int name, int value) throws SocketException {
    MemorySegment option = time.asSlice(0, 4);
    option.set(JAVA_INT, 0, value);
    check(Libc.setsockopt(errno, socket, level, name, option));
  }

  private static void check(int result) throws SocketException {
    if (result < 0) {
      throw new SocketException(Libc.words(-result));
    }
  }
}
