package dev.paddock.client.wire;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread that waits for the bytes of all kernel-stamped connections, with epoll.
 *
 * <p>Streams of a batching engine emit together: one thread takes all their chunks in one waking,
 * where a thread a stream wakes once for each. {@code docs/instrument.md} has the measurements that
 * decided it.
 */
public final class ReadLoop {
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int EPOLLIN = 1;
  private static final int EINTR = 4;
  private static final int AT_ONCE = 1024;

  /** {@code struct epoll_event} is packed on x86-64 and nowhere else. */
  private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");

  private static final long EVENT = PACKED ? 12 : 16;
  private static final long DATA = PACKED ? 4 : 8;

  private final Map<Long, KernelWire> wires = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final int epoll;

  private ReadLoop(int epoll) {
    this.epoll = epoll;
  }

  /** The loop of this process, begun when it is first needed. */
  public static ReadLoop shared() {
    return Shared.LOOP;
  }

  private static final class Shared {
    static final ReadLoop LOOP = begin();

    private Shared() {}

    private static ReadLoop begin() {
      int epoll = Libc.epollCreate(EPOLL_CLOEXEC);
      if (epoll < 0) {
        throw new IllegalStateException("epoll_create1 failed");
      }
      ReadLoop loop = new ReadLoop(epoll);
      Thread.ofPlatform().name("paddock-reads").daemon().start(loop::run);
      return loop;
    }
  }

  /**
   * Watches a socket from now on.
   *
   * @return the number to forget it by
   */
  long watch(KernelWire wire, int fd) throws SocketException {
    long number = numbers.incrementAndGet();
    wires.put(number, wire);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(16, 8);
      event.set(JAVA_INT_UNALIGNED, 0, EPOLLIN);
      event.set(JAVA_LONG_UNALIGNED, DATA, number);
      int result = Libc.epollCtl(arena.allocate(Libc.CALL_STATE), epoll, ADD, fd, event);
      if (result < 0) {
        wires.remove(number);
        throw new SocketException(Libc.words(-result));
      }
    }
    return number;
  }

  /** Watches it no more; {@code fd} is still open. */
  void forget(long number, int fd) {
    if (wires.remove(number) != null) {
      try (Arena arena = Arena.ofConfined()) {
        Libc.epollCtl(arena.allocate(Libc.CALL_STATE), epoll, DELETE, fd, arena.allocate(16, 8));
      }
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      StampedRead read = new StampedRead(arena);
      MemorySegment errno = arena.allocate(Libc.CALL_STATE);
      MemorySegment events = arena.allocate(EVENT * AT_ONCE, 8);
      while (true) {
        int ready = Libc.epollWait(errno, epoll, events, AT_ONCE);
        if (ready < 0 && ready != -EINTR) {
          throw new IllegalStateException("epoll_wait: " + Libc.words(-ready));
        }
        for (int i = 0; i < ready; i++) {
          KernelWire wire = wires.get(events.get(JAVA_LONG_UNALIGNED, i * EVENT + DATA));
          if (wire != null) {
            wire.readable(read);
          }
        }
      }
    }
  }
}
