package dev.paddock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A server that answers with exactly the bytes that a test wants, on a real socket. */
final class ScriptedServer implements AutoCloseable {
  /** What is done with a connection. */
  @FunctionalInterface
  interface Script {
    void run(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger accepted = new AtomicInteger();

  private ScriptedServer(ServerSocket listening, Script script) {
    this.listening = listening;
    Thread.ofVirtual().start(() -> accept(script));
  }

  static ScriptedServer of(Script script) throws IOException {
    return of(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  static ScriptedServer of(ServerSocket listening, Script script) {
    return new ScriptedServer(listening, script);
  }

  /** Answers every request with {@code response} and keeps the connection. */
  static ScriptedServer answering(String response) throws IOException {
    return of(
        connection -> {
          while (connection.request()) {
            connection.write(response);
          }
        });
  }

  /** Reads one request, answers with {@code response} and closes. */
  static ScriptedServer closingAfter(byte[] response) throws IOException {
    return of(
        connection -> {
          connection.request();
          connection.write(response);
        });
  }

  private void accept(Script script) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        accepted.incrementAndGet();
        open.add(socket);
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> run(script, socket));
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private void run(Script script, Socket socket) {
    try (socket) {
      script.run(new Connection(socket));
    } catch (IOException | InterruptedException e) {
      return; // the client went away, which tests do on purpose
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  int connections() {
    return accepted.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    closed.countDown();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** One accepted connection. */
  final class Connection {
    private final Socket socket;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    /** Reads a whole request; false where the client has closed. */
    boolean request() throws IOException {
      return !head().isEmpty();
    }

    /** Reads a whole request and returns its head; empty where the client has closed. */
    String head() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      String text = head.toString();
      int at = text.indexOf("Content-Length: ") + "Content-Length: ".length();
      in.skipNBytes(Integer.parseInt(text.substring(at, text.indexOf("\r\n", at))));
      return text;
    }

    /**
     * Reads a request for a tunnel, gives one to a port of this machine and waits for its end.
     *
     * @param asked gets the request's head
     */
    void tunnel(int port, Consumer<String> asked) throws IOException, InterruptedException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      asked.accept(head.toString());
      write("HTTP/1.1 200 Connection established\r\n\r\n");
      try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread back =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        there.getInputStream().transferTo(socket.getOutputStream());
                      } catch (IOException e) {
                        return; // the client went away
                      }
                    });
        in.transferTo(there.getOutputStream());
        there.shutdownOutput();
        back.join();
      }
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void write(String text) throws IOException {
      write(text.getBytes(UTF_8));
    }

    /** Nothing more, until the test ends. */
    void hang() throws InterruptedException {
      closed.await();
    }

    /** Closes with a reset instead of an end. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** A response of 200 whose body is {@code lines}, each line a chunk of its own. */
  static String chunked(String contentType, String... lines) {
    StringBuilder response =
        new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: " + contentType)
            .append("\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String line : lines) {
      int length = line.getBytes(UTF_8).length;
      response.append(Integer.toHexString(length)).append("\r\n").append(line).append("\r\n");
    }
    return response.append("0\r\n\r\n").toString();
  }

  /** A response with a body of known length. */
  static String fixed(String status, String contentType, String body) {
    return "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, contentType, body.getBytes(UTF_8).length, body);
  }

  static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
