package dev.paddock.client.wire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** An address as Linux' {@code sockaddr_in} and {@code sockaddr_in6} have it. */
final class Sockaddr {
  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;

  private Sockaddr() {}

  static MemorySegment of(Arena arena, InetSocketAddress address) {
    byte[] octets = address.getAddress().getAddress();
    boolean six = address.getAddress() instanceof Inet6Address;
    MemorySegment target = arena.allocate(six ? 28 : 16, 8);
    target.set(JAVA_SHORT, 0, six ? AF_INET6 : AF_INET);
    target.set(JAVA_BYTE, 2, (byte) (address.getPort() >> 8));
    target.set(JAVA_BYTE, 3, (byte) address.getPort());
    MemorySegment.copy(octets, 0, target, JAVA_BYTE, six ? 8 : 4, octets.length);
    if (address.getAddress() instanceof Inet6Address scoped) {
      target.set(JAVA_INT, 24, scoped.getScopeId());
    }
    return target;
  }

  static int family(MemorySegment address) {
    return address.get(JAVA_SHORT, 0);
  }
}
