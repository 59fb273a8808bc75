package dev.paddock.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks Ollama's API as well as a test wants, and misbehaves on demand. */
final class FakeOllama implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TEMPLATE_TOKENS = 20;

  private static final String MODELS =
      "{\"models\":[{\"name\":\"fake:1\",\"digest\":\"abc\",\"size\":1000,\"size_vram\":0,\"context_length\":512}]}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Fault fault;
  private final AtomicInteger streams = new AtomicInteger();
  private volatile boolean loaded;

  /** What goes wrong with streamed answers, after the first {@code GOOD} of them. */
  enum Fault {
    NONE,
    GARBAGE,
    HANG,
    DIES_AMID_THE_STREAM,
    ERROR_AMID_THE_STREAM,
    SHORT_ANSWERS,
    NO_ROOM,
    BUSY,
    UPGRADED_MEANWHILE,
    NOT_OLLAMA
  }

  private final CountDownLatch closed = new CountDownLatch(1);

  FakeOllama(Fault fault) throws IOException {
    this.fault = fault;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private String version() {
    return fault == Fault.UPGRADED_MEANWHILE && streams() > 6 ? "0.1-fake" : "0.0-fake";
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int streams() {
    return streams.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      switch (exchange.getRequestURI().getPath()) {
        case "/api/version" ->
            json(
                exchange,
                200,
                fault == Fault.NOT_OLLAMA ? "[]" : "{\"version\":\"" + version() + "\"}");
        case "/api/tags" -> json(exchange, 200, MODELS);
        case "/api/ps" -> json(exchange, 200, loaded ? MODELS : "{\"models\":[]}");
        case "/api/show" -> show(exchange, body);
        case "/api/generate" -> generate(exchange, body);
        default -> json(exchange, 404, "{\"error\":\"not found\"}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void show(HttpExchange exchange, JsonNode body) throws IOException {
    if (body.path("model").asText().equals("fake:1")) {
      json(
          exchange,
          200,
          "{\"model_info\":{\"general.architecture\":\"llama\",\"llama.block_count\":4,\"llama.context_length\":4096},\"details\":{\"family\":\"llama\"}}");
    } else {
      json(exchange, 404, "{\"error\":\"model 'x' not found\"}");
    }
  }

  private void generate(HttpExchange exchange, JsonNode body)
      throws IOException, InterruptedException {
    loaded = body.path("keep_alive").asInt(1) != 0;
    boolean unload = body.path("keep_alive").asInt(1) == 0;
    if (fault == Fault.NO_ROOM && !unload && body.path("options").path("num_ctx").asInt() > 512) {
      json(exchange, 500, "{\"error\":\"cudaMalloc failed: out of memory\"}");
      return;
    }
    if (!body.path("prompt").isTextual()) {
      json(exchange, 200, "{\"done\":true,\"done_reason\":\"load\"}");
      return;
    }
    String prompt = body.path("prompt").asText();
    int words = prompt.substring(0, prompt.indexOf('\n')).split(" ", -1).length - 1;
    int tokens = body.path("options").path("num_predict").asInt();
    if (!body.path("stream").asBoolean(true)) {
      json(exchange, 200, last(TEMPLATE_TOKENS + words, 1));
      return;
    }
    streams.incrementAndGet();
    if (fault == Fault.BUSY) {
      json(
          exchange,
          503,
          "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    int said = fault == Fault.SHORT_ANSWERS ? tokens / 2 : tokens;
    for (int i = 0; i < said; i++) {
      if (i == said / 2 && !misbehave(out)) {
        return;
      }
      line(out, "{\"response\":\" tok\",\"done\":false}");
    }
    line(out, last(TEMPLATE_TOKENS + words, said));
  }

  /** Returns whether the stream goes on. */
  private boolean misbehave(OutputStream out) throws IOException, InterruptedException {
    switch (fault) {
      case GARBAGE -> line(out, "<html>what?</html>");
      case HANG -> closed.await();
      case DIES_AMID_THE_STREAM -> {
        return false;
      }
      case ERROR_AMID_THE_STREAM -> {
        line(out, "{\"error\":\"the runner is gone\"}");
        return false;
      }
      case NONE, SHORT_ANSWERS, NO_ROOM, BUSY, UPGRADED_MEANWHILE, NOT_OLLAMA -> {}
    }
    return true;
  }

  private static String last(int promptTokens, int tokens) {
    return "{\"response\":\"\",\"done\":true,\"done_reason\":\"length\",\"prompt_eval_count\":%d,\"eval_count\":%d,\"total_duration\":4000,\"load_duration\":1000,\"prompt_eval_duration\":1000,\"eval_duration\":1000}"
        .formatted(promptTokens, tokens);
  }

  private static void line(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
