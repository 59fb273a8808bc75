package dev.paddock.client.wire;

import dev.paddock.client.frame.MalformedResponse;
import dev.paddock.record.StampClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A connection whose bytes Linux stamps when their segment arrives, whatever the JVM is doing.
 *
 * <p>Its thread sends and then parks; {@link ReadLoop}'s thread reads for it. A read that is handed
 * several segments gets the stamp of the last.
 */
public final class KernelWire implements Wire {
  private static final int BRACKETS = 16;

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

  /**
   * Guards all below. Also the socket: its number, closed while another thread uses it, may be
   * another file's by then.
   */
  private final Object lock = new Object();

  private Optional<KernelSocket> socket = Optional.empty();
  private long watched = -1;
  private boolean inCall;
  private boolean closed;
  private State state = State.IDLE;
  private IOException failure = new SocketException("nothing failed yet");
  private Reader reader = Reader.NOBODY;
  private Thread waiter = Thread.currentThread();
  private RealtimeOffset offset = new RealtimeOffset(0, 0);
  private boolean stamped = true;

  /** A wire that {@code loop} reads for. */
  public KernelWire(ReadLoop loop) {
    this.loop = loop;
    MemorySegment time = Arena.ofAuto().allocate(16, 8);
    this.offsets = () -> RealtimeOffset.measure(time, BRACKETS);
  }

  /** The same with a wall clock that a test sets. */
  public KernelWire(ReadLoop loop, Supplier<RealtimeOffset> offsets) {
    this.loop = loop;
    this.offsets = offsets;
  }

  @Override
  public void connect(InetSocketAddress address, long deadline) throws IOException {
    KernelSocket opened = new KernelSocket(address);
    synchronized (lock) {
      socket = Optional.of(opened);
      if (closed) {
        closeSocket();
      }
    }
    KernelSocket open = enter();
    try {
      open.connect(deadline);
      synchronized (lock) {
        watched = loop.watch(this, open.fd());
      }
    } finally {
      leave();
    }
  }

  @Override
  public long send(byte[] message, Reader reader, long deadline) throws IOException {
    KernelSocket open = enter();
    try {
      return open.send(message, deadline, () -> begin(reader));
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
      if (closed || socket.isEmpty()) {
        return;
      }
      int result = read.from(socket.get().fd());
      if (KernelSocket.again(result)) {
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
    long arrival =
        stamp == 0 ? read.returned() : Math.min(offset.monotonic(stamp), read.returned());
    try {
      reader.read(read.bytes(), length, arrival, read.returned());
      if (reader.complete()) {
        settle(State.WHOLE);
      } else if (reader.ending()) {
        LockSupport.unpark(waiter); // its deadline is nearer now
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
      if (inCall) {
        socket.ifPresent(KernelSocket::shutdown); // its thread closes it on its way out
      } else {
        closeSocket();
      }
      LockSupport.unpark(waiter);
    }
  }

  private KernelSocket enter() throws SocketException {
    synchronized (lock) {
      if (closed || socket.isEmpty()) {
        throw closedHere();
      }
      inCall = true;
      return socket.get();
    }
  }

  private static SocketException closedHere() {
    return new SocketException("the connection was closed here");
  }

  private void leave() {
    synchronized (lock) {
      inCall = false;
      if (closed) {
        closeSocket();
      }
    }
  }

  private void closeSocket() {
    unwatch();
    socket.ifPresent(KernelSocket::close);
    socket = Optional.empty();
  }

  private void unwatch() {
    if (watched >= 0) {
      socket.ifPresent(open -> loop.forget(watched, open.fd()));
      watched = -1;
    }
  }
}
