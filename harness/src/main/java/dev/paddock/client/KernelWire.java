package dev.paddock.client;

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
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A connection whose bytes Linux stamps when their segment arrives, whatever the JVM is doing.
 *
 * <p>Its thread sends and then parks; {@link ReadLoop}'s thread reads for it. A read that is handed
 * several segments gets the stamp of the last.
 */
final class KernelWire implements Wire {
  private static final int BRACKETS = 16;

  private static final int SOL_SOCKET = StampedRead.SOL_SOCKET;
  private static final int SO_SNDTIMEO = 21;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EINPROGRESS = 115;

  /** What the connection is doing for whoever uses it. */
  private enum State {
    /** Nothing: whatever comes now was not asked for. */
    IDLE,
    READING,
    /** The reader has enough. */
    WHOLE,
    /** The server closed the stream. */
    ENDED,
    FAILED
  }

  private final ReadLoop loop;
  private final Supplier<RealtimeOffset> offsets;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment errno = arena.allocate(Libc.CALL_STATE);
  private final MemorySegment time = arena.allocate(16, 8);

  /**
   * Guards all below. Also the descriptor: a number that is closed while another thread uses it may
   * be another file's by then.
   */
  private final Object lock = new Object();

  private int fd = -1;
  private long watched = -1;
  private boolean inCall;
  private boolean closed;
  private State state = State.IDLE;
  private IOException failure = new SocketException("nothing failed yet");
  private Reader reader = new Reception();
  private Thread waiter = Thread.currentThread();
  private RealtimeOffset offset = new RealtimeOffset(0, 0);
  private boolean stamped = true;

  KernelWire(ReadLoop loop) {
    this.loop = loop;
    this.offsets = () -> RealtimeOffset.measure(time, BRACKETS);
  }

  /** The same with a wall clock that a test sets. */
  KernelWire(ReadLoop loop, Supplier<RealtimeOffset> offsets) {
    this.loop = loop;
    this.offsets = offsets;
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
      option(socket, SOL_SOCKET, StampedRead.SO_TIMESTAMPING, StampedRead.RX_SOFTWARE_STAMPS);
      limitSend(socket, remaining(deadline));
      int result = Libc.connect(errno, socket, target);
      if (result == -EINPROGRESS || result == -EAGAIN) {
        throw new SocketTimeoutException("connecting takes too long");
      }
      if (result < 0) {
        throw new ConnectException(Libc.words(-result));
      }
      synchronized (lock) {
        watched = loop.watch(this, socket);
      }
    } finally {
      leave();
    }
  }

  @Override
  public long send(byte[] message, Reader reader, long deadline) throws IOException {
    int socket = enter();
    try (Arena copy = Arena.ofConfined()) {
      MemorySegment bytes = copy.allocate(message.length);
      MemorySegment.copy(message, 0, bytes, JAVA_BYTE, 0, message.length);
      limitSend(socket, remaining(deadline));
      begin(reader);
      return send(socket, bytes, deadline);
    } finally {
      leave();
    }
  }

  private void begin(Reader reader) throws SocketException {
    RealtimeOffset now = offsets.get();
    synchronized (lock) {
      if (state == State.ENDED || state == State.FAILED) {
        throw new SocketException("the server closed the connection");
      }
      this.reader = reader;
      waiter = Thread.currentThread();
      offset = now;
      stamped = true;
      state = State.READING;
    }
  }

  private long send(int socket, MemorySegment message, long deadline) throws IOException {
    long length = message.byteSize();
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
        limitSend(socket, remaining(deadline));
      }
    }
    return sent;
  }

  @Override
  public boolean await(LongSupplier deadline, long shortest) throws IOException {
    while (true) {
      long left;
      synchronized (lock) {
        if (state == State.READING && closed) {
          throw closedHere();
        }
        if (state == State.FAILED) {
          throw failure;
        }
        if (state != State.READING) {
          return state == State.WHOLE;
        }
        left = deadline.getAsLong() - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
          state = State.IDLE;
          throw left <= 0 ? new SocketTimeoutException("time is up") : closedHere();
        }
      }
      LockSupport.parkNanos(this, Math.min(left, shortest));
    }
  }

  /** Something came, or the stream ended; called by the loop's thread alone. */
  void readable(StampedRead read) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      int result = read.from(fd);
      if (result == -EAGAIN || result == -EINTR) {
        return;
      }
      if (result <= 0) {
        failure = new SocketException(Libc.words(-result));
        settle(result == 0 ? State.ENDED : State.FAILED);
      } else if (state == State.READING) {
        read(read, result);
      } else {
        failure = new MalformedResponse("expected nothing, found bytes nobody asked for");
        settle(State.FAILED);
      }
    }
  }

  private void read(StampedRead read, int length) {
    long stamp = read.stamp();
    stamped &= stamp != 0;
    // Within the bracket's width a segment may seem to arrive after it was read.
    long arrival = stamp == 0 ? read.seen() : Math.min(offset.monotonic(stamp), read.seen());
    try {
      reader.read(read.bytes(), length, arrival, read.seen());
      if (reader.complete()) {
        settle(State.WHOLE);
      }
    } catch (MalformedResponse e) {
      failure = e;
      settle(State.FAILED);
    } catch (RuntimeException e) {
      failure = new IOException("a defect in reading the response: " + e, e);
      settle(State.FAILED);
    }
  }

  private void settle(State end) {
    state = end;
    if (end != State.WHOLE) {
      unwatch();
    }
    LockSupport.unpark(waiter);
  }

  @Override
  public StampClock stampedBy() {
    boolean stepped = offset.steppedBefore(offsets.get());
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
      LockSupport.unpark(waiter);
    }
  }

  private int enter() throws SocketException {
    synchronized (lock) {
      if (closed) {
        throw closedHere();
      }
      inCall = true;
      return fd;
    }
  }

  private static SocketException closedHere() {
    return new SocketException("the connection was closed here");
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
      unwatch();
      Libc.close(fd);
      fd = -1;
    }
  }

  private void unwatch() {
    if (watched >= 0) {
      loop.forget(watched, fd);
      watched = -1;
    }
  }

  private static long remaining(long deadline) throws SocketTimeoutException {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("time is up");
    }
    return nanos;
  }

  private void limitSend(int socket, long nanos) throws SocketException {
    time.set(JAVA_LONG, 0, TimeUnit.NANOSECONDS.toSeconds(nanos));
    time.set(JAVA_LONG, 8, Math.max(1, nanos % 1_000_000_000L / 1_000));
    check(Libc.setsockopt(errno, socket, SOL_SOCKET, SO_SNDTIMEO, time));
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
