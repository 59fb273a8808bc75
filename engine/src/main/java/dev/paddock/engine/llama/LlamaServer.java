package dev.paddock.engine.llama;

import com.sun.net.httpserver.HttpServer;
import dev.paddock.engine.Log;
import dev.paddock.engine.ServeOptions;
import dev.paddock.engine.ServerVariables;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * The engine {@code llama}: real llama.cpp behind Ollama's HTTP API.
 *
 * <p>The server's own process holds no model. Each load gets a process of its own, which ends with
 * the load and with the server, whatever way that ends.
 */
public final class LlamaServer {
  private static final int DONE = 0;
  private static final int WRONG_USE = 2;

  private LlamaServer() {}

  /**
   * Serves until the process is told to end.
   *
   * <p>As soon as it listens, standard output gets one line, {@code paddock-engine listening on
   * http://HOST:PORT}, and nothing else ever; the log goes to standard error, with one line {@code
   * loaded: …} for each load that says what really took effect.
   *
   * @return an exit code: 0 where it was stopped, 2 where it could not begin
   */
  public static int serve(ServeOptions options, Map<String, String> environment) {
    // Before the first use of the server's classes; else every second line waits 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    if (options.exitWithStdin()) {
      Thread.ofPlatform().name("parent-watch").daemon().start(LlamaServer::endWithParent);
    }
    ServerVariables variables = ServerVariables.of(environment);
    ServedModel model;
    try {
      model = ServedModel.of(options, environment);
    } catch (IOException e) {
      System.err.println("The model cannot be served: " + e.getMessage());
      return WRONG_USE;
    }
    String host = options.host().orElse(variables.host());
    int port = options.port().orElse(variables.port());
    Scheduler scheduler = new Scheduler(model, variables, environment);
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(address(host), port), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", new LlamaApi(model, scheduler, variables));
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(scheduler::shutdown));
      http.start();
      Log.line("serving %s as %s: %s".formatted(model.path(), model.name(), variables));
      System.out.println("paddock-engine listening on " + url(http.getAddress()));
      System.out.flush();
      new CountDownLatch(1).await();
      return DONE;
    } catch (BindException e) {
      System.err.printf(
          "%s:%d cannot be listened on: %s. Another server may be using it: choose another --port,"
              + " or 0 for any free one.%n",
          host, port, e.getMessage());
      return WRONG_USE;
    } catch (IOException e) {
      System.err.printf("%s:%d cannot be listened on: %s%n", host, port, e.getMessage());
      return WRONG_USE;
    } catch (InterruptedException e) {
      scheduler.shutdown();
      Thread.currentThread().interrupt();
      return DONE;
    }
  }

  private static InetAddress address(String host) throws UnknownHostException {
    return InetAddress.getByName(host);
  }

  private static String url(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      Log.line("standard input is broken: %s".formatted(e.getMessage()));
    }
    // Not exit(): shutdown hooks may hang. The runner's own standard input ends with this process.
    Runtime.getRuntime().halt(DONE);
  }
}
