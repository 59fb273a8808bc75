package dev.paddock.client.wire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few calls of Linux' C library that a stamped socket needs.
 *
 * <p>Each returns what C returns, or minus the errno where that is −1. {@code errno} is memory of
 * {@link #CALL_STATE}, of one thread at a time.
 */
final class Libc {
  static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();

  private static final Linker LINKER = Linker.nativeLinker();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");

  private static final MethodHandle SOCKET =
      call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), KEEP_ERRNO);
  private static final MethodHandle CONNECT =
      call("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), KEEP_ERRNO);
  private static final MethodHandle SETSOCKOPT =
      call(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
          KEEP_ERRNO);
  private static final MethodHandle SEND =
      call(
          "send",
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
          KEEP_ERRNO);
  private static final MethodHandle RECVMSG =
      call("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT), KEEP_ERRNO);
  private static final MethodHandle EPOLL_CREATE =
      call("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle EPOLL_CTL =
      call(
          "epoll_ctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS),
          KEEP_ERRNO);
  private static final MethodHandle EPOLL_WAIT =
      call(
          "epoll_wait",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          KEEP_ERRNO);
  private static final MethodHandle SHUTDOWN =
      call("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETPRIORITY =
      call("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle STRERROR =
      call("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle CLOCK_GETTIME =
      call(
          "clock_gettime",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
          Linker.Option.critical(false));

  private Libc() {}

  private static MethodHandle call(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  static int socket(MemorySegment errno, int domain, int type, int protocol) {
    try {
      return checked(errno, (int) SOCKET.invokeExact(errno, domain, type, protocol));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int connect(MemorySegment errno, int fd, MemorySegment address) {
    try {
      return checked(
          errno, (int) CONNECT.invokeExact(errno, fd, address, (int) address.byteSize()));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int setsockopt(MemorySegment errno, int fd, int level, int name, MemorySegment value) {
    try {
      int size = (int) value.byteSize();
      return checked(errno, (int) SETSOCKOPT.invokeExact(errno, fd, level, name, value, size));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static long send(MemorySegment errno, int fd, MemorySegment bytes, long length, int flags) {
    try {
      return checked(errno, (long) SEND.invokeExact(errno, fd, bytes, length, flags));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static long recvmsg(MemorySegment errno, int fd, MemorySegment header, int flags) {
    try {
      return checked(errno, (long) RECVMSG.invokeExact(errno, fd, header, flags));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollCreate(int flags) {
    try {
      return (int) EPOLL_CREATE.invokeExact(flags);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int epollCtl(MemorySegment errno, int epoll, int operation, int fd, MemorySegment event) {
    try {
      return checked(errno, (int) EPOLL_CTL.invokeExact(errno, epoll, operation, fd, event));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Waits as long as it takes for at most {@code most} events. */
  static int epollWait(MemorySegment errno, int epoll, MemorySegment events, int most) {
    try {
      return checked(errno, (int) EPOLL_WAIT.invokeExact(errno, epoll, events, most, -1));
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static void shutdown(int fd) {
    try {
      int ignored = (int) SHUTDOWN.invokeExact(fd, /* both ways */ 2);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static void close(int fd) {
    try {
      int ignored = (int) CLOSE.invokeExact(fd);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Sets the niceness of the calling thread. */
  static void setPriority(int niceness) {
    try {
      int ignored = (int) SETPRIORITY.invokeExact(/* of a process, here a thread */ 0, 0, niceness);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** Reads a clock into two longs, seconds and nanoseconds. */
  static void clockGettime(int clock, MemorySegment timespec) {
    try {
      int ignored = (int) CLOCK_GETTIME.invokeExact(clock, timespec);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /** What C calls an error, for example "Connection refused". */
  static String words(int error) {
    try {
      MemorySegment words = (MemorySegment) STRERROR.invokeExact(error);
      return words.reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static int checked(MemorySegment errno, int result) {
    return result == -1 ? -(int) ERRNO.get(errno, 0L) : result;
  }

  private static long checked(MemorySegment errno, long result) {
    return result == -1 ? -(int) ERRNO.get(errno, 0L) : result;
  }

  /** A downcall throws nothing of its own. */
  private static AssertionError impossible(Throwable e) {
    return new AssertionError("a call of the C library failed in Java", e);
  }
}
