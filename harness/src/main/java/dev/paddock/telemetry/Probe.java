package dev.paddock.telemetry;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A stream of known timing beside the load, for where the kernel does not stamp arrivals: every 10
 * ms the moment of its own writing goes through a connection of this process to itself, to a thread
 * that waits for it as the client's threads wait for chunks. Seen − written is the client's delay.
 */
final class Probe implements AutoCloseable {
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(10);

  private final Socket out;
  private final Socket in;
  private final LongSupplier seen;
  private long[] written = new long[1024];
  private long[] delays = new long[1024];
  private int count;

  private Probe(Socket out, Socket in, LongSupplier seen) {
    this.out = out;
    this.in = in;
    this.seen = seen;
  }

  /**
   * Begins to write and to read; none where this machine does not let it connect to itself.
   *
   * @param seen the clock that is read after each read; that of the writer is {@link
   *     System#nanoTime()}
   */
  static Optional<Probe> start(LongSupplier seen) {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket in = new Socket(server.getInetAddress(), server.getLocalPort());
      in.setSoTimeout((int) TimeUnit.HOURS.toMillis(1));
      Socket out = server.accept();
      out.setTcpNoDelay(true);
      Probe probe = new Probe(out, in, seen);
      Thread.ofPlatform().name("probe-reader").daemon().start(probe::read);
      Thread.ofPlatform().name("probe-writer").daemon().start(probe::write);
      return Optional.of(probe);
    } catch (IOException e) {
      return Optional.empty(); // the record then has no delay, which says so
    }
  }

  private void write() {
    try (out) {
      DataOutputStream stream = new DataOutputStream(out.getOutputStream());
      while (!out.isClosed()) {
        TimeUnit.NANOSECONDS.sleep(EVERY);
        stream.writeLong(System.nanoTime());
      }
    } catch (IOException e) {
      return; // closed: the load is over
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (in) {
      DataInputStream stream = new DataInputStream(in.getInputStream());
      while (true) {
        long sent = stream.readLong();
        add(sent, seen.getAsLong() - sent);
      }
    } catch (IOException e) {
      return; // closed: the load is over
    }
  }

  private synchronized void add(long at, long delay) {
    if (count == written.length) {
      written = Arrays.copyOf(written, count * 2);
      delays = Arrays.copyOf(delays, count * 2);
    }
    written[count] = at;
    delays[count] = delay;
    count++;
  }

  /** The delays of what was written in this time, in nanoseconds. */
  synchronized long[] within(Span span) {
    long[] within = new long[count];
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (span.holds(written[i])) {
        within[n++] = delays[i];
      }
    }
    return Arrays.copyOf(within, n);
  }

  @Override
  public void close() {
    try (in;
        out) {
      out.shutdownOutput();
    } catch (IOException e) {
      return; // nothing is lost with a stream that nobody reads any more
    }
  }
}
