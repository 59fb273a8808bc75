package dev.paddock.engine.pace;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

  private static final Map<String, PaceRequest.Form> FORMS =
      Map.of(
          "/api/generate", PaceRequest.Form.GENERATE,
          "/api/chat", PaceRequest.Form.CHAT,
          "/v1/chat/completions", PaceRequest.Form.OPENAI_CHAT,
          "/v1/completions", PaceRequest.Form.OPENAI_COMPLETIONS);

  private final Pace pace;
  private final PaceLog log;
  private final PaceModels models = new PaceModels();
  private final Semaphore slots;
  private final AtomicInteger active = new AtomicInteger();
  private final Map<SocketChannel, Thread> open = new ConcurrentHashMap<>();
  private final ServerSocketChannel listener;
  private final long epoch = System.nanoTime();

  private PaceServer(Pace pace, PaceLog log, ServerSocketChannel listener) {
    this.pace = pace;
    this.log = log;
    this.listener = listener;
    this.slots = new Semaphore(pace.slots(), true);
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
      return route(message.get(), wire, message.get().came()) && !message.get().last();
    } catch (EngineException e) {
      wire.json(e.status(), PaceModels.error(e.words()));
      // Where a request's length is in doubt, so is the beginning of the next.
      return e.status() == 404 || e.status() == 500;
    }
  }

  private boolean route(PaceWire.Message message, PaceWire wire, long received)
      throws IOException, EngineException, InterruptedException {
    PaceRequest.Form form = FORMS.get(message.path());
    if (form != null) {
      return answer(PaceRequest.of(form, message.body()), wire, received);
    }
    switch (message.path()) {
      case "/" ->
          wire.whole(
              200,
              "text/plain; charset=utf-8",
              "Ollama is running".getBytes(UTF_8),
              message.method().equals("HEAD"));
      case "/api/version" -> wire.json(200, PaceModels.version());
      case "/api/tags" -> wire.json(200, models.tags());
      case "/api/ps" -> wire.json(200, models.ps());
      case "/api/show" -> wire.json(200, PaceModels.show());
      case "/v1/models" -> wire.json(200, PaceModels.openAi());
      default -> throw new EngineException(404, "404 page not found");
    }
    return true;
  }

  private boolean answer(PaceRequest request, PaceWire wire, long received)
      throws IOException, EngineException, InterruptedException {
    if (request.empty()) {
      if (request.unload()) {
        models.unload(request.model());
      } else {
        models.load(request);
      }
      PaceWords words = new PaceWords(request, pace, Instant.now());
      wire.json(200, words.nothing(request.unload() ? "unload" : "load"));
      return true;
    }
    models.load(request);
    if (pace.has(PaceFault.Kind.ERROR_BEFORE)) {
      throw new EngineException(500, "the reference server was told to fail before its answer");
    }
    long start = received;
    // Not the plain one, which would let a newcomer overtake those who wait.
    if (!slots.tryAcquire(0, TimeUnit.NANOSECONDS)) {
      slots.acquire();
      start = System.nanoTime();
    }
    PaceAnswer answer = new PaceAnswer(pace, request, wire, log, active, received);
    try {
      return answer.run(epoch, start);
    } finally {
      slots.release();
      log.add(answer.entry());
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
