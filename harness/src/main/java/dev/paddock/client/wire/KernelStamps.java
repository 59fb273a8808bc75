package dev.paddock.client.wire;

import dev.paddock.record.StampClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether this machine's kernel stamps what arrives: tried once, on a connection to itself.
 *
 * <p>Containers and other kernels may accept the option and stamp nothing, so only a stamp that
 * lies between the write and the read counts.
 */
public final class KernelStamps {
  private static final int TRIES = 20;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

  private KernelStamps() {}

  /** Whether this is a system whose C library is known here. */
  static boolean supported() {
    String architecture = System.getProperty("os.arch", "");
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")
        && (architecture.equals("amd64") || architecture.equals("aarch64"));
  }

  /** Whether arrivals can be stamped by the kernel. */
  public static boolean available() {
    return Probe.WIRE.isPresent();
  }

  /**
   * The connection that proved it. It stays open, since a kernel that stamps nobody's segments
   * takes a moment to begin again, and the first stamps of a run would be missing.
   */
  private static final class Probe {
    private static final Optional<Wire> WIRE = supported() ? probe() : Optional.empty();

    private Probe() {}

    private static Optional<Wire> probe() {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        KernelWire wire = new KernelWire(ReadLoop.shared());
        wire.connect(
            new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
            System.nanoTime() + PATIENCE);
        try (Socket peer = server.accept()) {
          if (stamps(wire, peer)) {
            return Optional.of(wire);
          }
        }
        wire.close();
        return Optional.empty();
      } catch (IOException | LinkageError | RuntimeException e) {
        // No native access, no such call, no loopback: the client stamps itself, and says so.
        return Optional.empty();
      }
    }

    private static boolean stamps(Wire wire, Socket peer) throws IOException {
      for (int i = 0; i < TRIES; i++) {
        OneRead read = new OneRead();
        wire.send(new byte[1], read, System.nanoTime() + PATIENCE);
        long before = System.nanoTime();
        peer.getOutputStream().write(1);
        boolean came = wire.await(() -> before + PATIENCE, PATIENCE);
        if (came && read.isStampedAfter(before) && wire.stampedBy() == StampClock.KERNEL) {
          return true;
        }
      }
      return false;
    }
  }

  /** What a single read brings. */
  private static final class OneRead implements Wire.Reader {
    private boolean complete;
    private long arrival;
    private long returned;

    @Override
    public void read(byte[] bytes, int length, long arrival, long returned) {
      this.arrival = arrival;
      this.returned = returned;
      complete = true;
    }

    @Override
    public boolean complete() {
      return complete;
    }

    boolean isStampedAfter(long before) {
      return arrival - before >= 0 && arrival - returned < 0;
    }
  }
}
