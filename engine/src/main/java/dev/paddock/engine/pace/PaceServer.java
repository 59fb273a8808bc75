package dev.paddock.engine.pace;

import dev.paddock.engine.EngineException;
import dev.paddock.engine.Log;
import dev.paddock.engine.ServeOptions;
import dev.paddock.engine.ServerVariables;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The engine {@code pace}, the reference server: no model, but a token schedule that it keeps and a
 * stamp of each chunk, taken just before its write in {@link System#nanoTime()}, the clock of the
 * client's own stamps.
 *
 * <p>A platform thread a connection: it sleeps in the kernel and wakes by itself, where a virtual
 * one would wait for a carrier as well. Each thread owns its buffers, so no answer waits for
 * another, but for a slot.
 */
public final class PaceServer implements AutoCloseable {
  private static final int DONE = 0;
  private static final int WRONG_USE = 2;
  private static final int BACKLOG = 4096;
  private static final long STACK = 256 * 1024;

  /** So long answers under way have to be written down when the server ends. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final PaceLog log;
  private final PaceApi api;
  private final Map<SocketChannel, Thread> open = new ConcurrentHashMap<>();
  private final ServerSocketChannel listener;

  private PaceServer(Pace pace, PaceLog log, ServerSocketChannel listener) {
    this.log = log;
    this.api = new PaceApi(pace, log, System.nanoTime());
    this.listener = listener;
  }

  /**
   * A server that listens.
   *
   * @param port 0 for any free one
   * @param stamps takes a line for each answer
   * @throws IOException where it cannot listen there, or the file cannot be written
   */
  public static PaceServer start(String host, int port, Pace pace, Optional<Path> stamps)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
      PaceServer server = new PaceServer(pace, new PaceLog(stamps), listener);
      Thread.ofPlatform().name("pace-accept").daemon().start(server::accept);
      return server;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  /** Where it listens. */
  public URI uri() throws IOException {
    InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  /** How late its writes were against the schedule, in words. */
  public String late() {
    return log.words();
  }

  /**
   * Serves until the process is told to end.
   *
   * <p>As soon as it listens, standard output gets one line, {@code paddock-engine listening on
   * http://HOST:PORT}; at the end its own error goes to standard error.
   *
   * @return an exit code: 0 where it was stopped, 2 where it could not begin
   */
  public static int serve(
      ServeOptions options, Pace pace, Optional<Path> stamps, Map<String, String> environment) {
    ServerVariables variables = ServerVariables.of(environment);
    String host = options.host().orElse(variables.host());
    int port = options.port().orElse(variables.port());
    try (PaceServer server = start(host, port, pace, stamps)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::farewell));
      if (options.exitWithStdin()) {
        Thread.ofPlatform().name("parent-watch").daemon().start(server::endWithParent);
      }
      System.out.println("paddock-engine listening on " + server.uri());
      System.out.flush();
      new CountDownLatch(1).await();
      return DONE;
    } catch (IOException e) {
      System.err.printf(
          "The reference server cannot start on %s:%d: %s. Another server may be using it: choose"
              + " another --port, or 0 for any free one; and --stamps must be a file that can be"
              + " written.%n",
          host, port, e.getMessage());
      return WRONG_USE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    }
  }

  private void farewell() {
    System.err.println("paddock-engine: " + late());
    close();
  }

  private void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      Log.line("standard input is broken: %s".formatted(e.getMessage()));
    }
    farewell();
    Runtime.getRuntime().halt(DONE);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        Thread thread =
            Thread.ofPlatform()
                .name("pace")
                .daemon()
                .stackSize(STACK)
                .unstarted(() -> serve(channel));
        open.put(channel, thread);
        thread.start();
      }
    } catch (IOException e) {
      if (listener.isOpen()) {
        Log.line("no connection can be accepted any more: %s".formatted(e));
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      PaceWire wire = new PaceWire(channel);
      boolean more = true;
      while (more) {
        more = exchange(wire);
      }
    } catch (IOException e) {
      if (listener.isOpen()) {
        Log.line("a client went away: %s".formatted(e.getMessage()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(channel);
    }
  }

  /** Reads and answers one request; returns whether there may be another. */
  private boolean exchange(PaceWire wire) throws IOException, InterruptedException {
    try {
      Optional<PaceWire.Message> message = wire.read();
      if (message.isEmpty()) {
        return false;
      }
      return api.answer(message.get(), wire) && !message.get().last();
    } catch (EngineException e) {
      wire.json(e.status(), PaceModels.error(e.words()));
      // Where a request's length is in doubt, so is the beginning of the next.
      return e.status() == 404 || e.status() == 500;
    }
  }

  /** Stops listening, closes all connections and ends the file of stamps. */
  @Override
  public void close() {
    try {
      listener.close();
      List<Thread> threads = List.copyOf(open.values());
      for (SocketChannel channel : open.keySet()) {
        channel.close();
      }
      long end = System.nanoTime() + LAST_WORDS.toNanos();
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      Log.line("a connection did not close: %s".formatted(e.getMessage()));
    }
    log.close();
  }
}
