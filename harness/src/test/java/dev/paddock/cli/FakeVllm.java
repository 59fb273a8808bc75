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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers as vLLM 0.10 documents it: {@code /version}, {@code /v1/models}, both
 * completions with {@code usage} in a last event of its own, {@code ignore_eos} and {@code
 * min_tokens}. It ends an answer early unless these forbid it, as a model would.
 */
final class FakeVllm implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TEMPLATE_TOKENS = 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final List<String> models;

  FakeVllm(String... models) throws IOException {
    this.models = List.of(models);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The bodies of all completions that it was asked for. */
  List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestURI().getPath()) {
        case "/version" -> json(exchange, 200, "{\"version\":\"0.10.2\"}");
        case "/v1/models" -> json(exchange, 200, models());
        case "/v1/completions" -> complete(exchange, MAPPER.readTree(body), "text");
        case "/v1/chat/completions" -> complete(exchange, MAPPER.readTree(body), "content");
        default -> json(exchange, 404, "{\"detail\":\"Not Found\"}");
      }
    }
  }

  private String models() {
    List<String> cards =
        models.stream()
            .map(
                model ->
                    "{\"id\":\"%s\",\"object\":\"model\",\"owned_by\":\"vllm\",\"max_model_len\":4096}"
                        .formatted(model))
            .toList();
    return "{\"object\":\"list\",\"data\":[" + String.join(",", cards) + "]}";
  }

  private void complete(HttpExchange exchange, JsonNode body, String field) throws IOException {
    asked.add(body);
    boolean chat = field.equals("content");
    String prompt = chat ? body.at("/messages/0/content").asText() : body.path("prompt").asText();
    int words = prompt.substring(0, prompt.indexOf('\n')).split(" ", -1).length - 1;
    int most = body.path("max_tokens").asInt();
    boolean forced = body.path("ignore_eos").asBoolean() && body.path("min_tokens").asInt() == most;
    int tokens = forced ? most : 1;
    String usage =
        "{\"prompt_tokens\":%d,\"completion_tokens\":%d}"
            .formatted(TEMPLATE_TOKENS + words, tokens);
    if (!body.path("stream").asBoolean()) {
      json(exchange, 200, "{\"choices\":[{\"finish_reason\":\"length\"}],\"usage\":" + usage + "}");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (int i = 1; i <= tokens; i++) {
      String text = "{\"" + field + "\":\" tok\"}";
      String reason = i == tokens ? "\"length\"" : "null";
      event(
          out,
          chat
              ? "{\"choices\":[{\"delta\":%s,\"finish_reason\":%s}]}".formatted(text, reason)
              : "{\"choices\":[{\"text\":\" tok\",\"finish_reason\":%s}]}".formatted(reason));
    }
    if (body.path("stream_options").path("include_usage").asBoolean()) {
      event(out, "{\"choices\":[],\"usage\":" + usage + "}");
    }
    event(out, "[DONE]");
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
