package dev.paddock.engine.llama;

import com.sun.net.httpserver.HttpExchange;
import dev.paddock.engine.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One HTTP response on its way: a whole one, or line by line. */
final class HttpReply {
  private final HttpExchange exchange;
  private Optional<OutputStream> lines = Optional.empty();
  private boolean answered;

  HttpReply(HttpExchange exchange) {
    this.exchange = exchange;
  }

  void plain(int status, String text) throws IOException {
    whole(status, "text/plain; charset=utf-8", text);
  }

  void json(int status, String text) throws IOException {
    whole(status, "application/json; charset=utf-8", text);
  }

  /** Writes and flushes one line; the headers leave with the first. */
  void line(String text) throws IOException {
    if (lines.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
      answered = true;
      exchange.sendResponseHeaders(200, 0);
      lines = Optional.of(exchange.getResponseBody());
    }
    OutputStream out = lines.get();
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Says that it went wrong: by status before the first line, by a line after it. */
  void fail(int status, String words) {
    try {
      if (lines.isPresent()) {
        line(Replies.error(words));
        lines.get().close();
      } else if (!answered) {
        json(status, Replies.error(words));
      }
    } catch (IOException e) {
      Log.line("a client went away before it was told \"%s\": %s".formatted(words, e.getMessage()));
    }
  }

  private void whole(int status, String type, String text) throws IOException {
    answered = true;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
