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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers in the shapes in which vLLM 0.32 was seen to: {@code /version}, {@code
 * /v1/models} with {@code max_model_len}, {@code /metrics}, both completions with the role in a
 * chunk of its own and {@code usage} in a last event, {@code ignore_eos} and {@code min_tokens}. It
 * ends an answer early unless these forbid it, as a model would; it refuses what is too long, and
 * cuts an answer that would be, without a word.
 */
final class FakeVllm implements AutoCloseable {
  /**
   * What it does with a stream while it is overloaded: with {@code --max-num-queued-reqs}, both.
   */
  enum Refusal {
    NONE,
    BY_STATUS,
    IN_THE_STREAM,
    /** Of streams that are to tell their counts of tokens, as older servers do. */
    STREAM_OPTIONS
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TEMPLATE_TOKENS = 20;
  private static final String STAMP =
      "\"id\":\"cmpl-7c1\",\"object\":\"text_completion\",\"created\":1764500000";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorized = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<String> models;
  private final int context;
  private volatile Refusal refusal = Refusal.NONE;

  FakeVllm(String... models) throws IOException {
    this(640, models);
  }

  FakeVllm(int context, String... models) throws IOException {
    this.models = List.of(models);
    this.context = context;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on it refuses every stream, or none. */
  void refuse(Refusal how) {
    refusal = how;
  }

  /** The bodies of all completions that it was asked for. */
  List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  /** The authorization of every request that had one. */
  List<String> authorized() {
    return List.copyOf(authorized);
  }

  /** The X-Lab-Token of every request that had one. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
          .ifPresent(authorized::add);
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Lab-Token"))
          .ifPresent(tokens::add);
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestURI().getPath()) {
        case "/version" -> json(exchange, 200, "{\"version\":\"0.32.0\"}");
        case "/v1/models" -> json(exchange, 200, models());
        case "/metrics" -> send(exchange, 200, "text/plain; charset=utf-8", metrics());
        case "/v1/completions" -> complete(exchange, MAPPER.readTree(body), false);
        case "/v1/chat/completions" -> complete(exchange, MAPPER.readTree(body), true);
        default -> json(exchange, 404, "{\"detail\":\"Not Found\"}");
      }
    }
  }

  private String models() {
    List<String> cards =
        models.stream()
            .map(
                model ->
                    """
                    {"id":"%s","object":"model","created":1764500000,"owned_by":"vllm",
                     "root":"%s","parent":null,"max_model_len":%d,"permission":[]}\
                    """
                        .formatted(model, model, context))
            .toList();
    return "{\"object\":\"list\",\"data\":[" + String.join(",", cards) + "]}";
  }

  private static String metrics() {
    return """
    # HELP vllm:cache_config_info Information of the LLMEngine CacheConfig
    # TYPE vllm:cache_config_info gauge
    vllm:cache_config_info{block_size="32",cache_dtype="auto",enable_prefix_caching="True",engine="0",gpu_memory_utilization="0.7",kv_cache_memory_bytes="2147483648",kv_cache_size_tokens="65536",num_gpu_blocks="2048"} 1.0
    """;
  }

  private void complete(HttpExchange exchange, JsonNode body, boolean chat) throws IOException {
    asked.add(body);
    String model = body.path("model").asText();
    if (!models.contains(model)) {
      error(exchange, 404, "The model `%s` does not exist.".formatted(model), "NotFoundError");
      return;
    }
    boolean stream = body.path("stream").asBoolean();
    if (stream && refusal == Refusal.BY_STATUS) {
      error(exchange, 503, busy(), "Service Unavailable");
      return;
    }
    if (refusal == Refusal.STREAM_OPTIONS && body.has("stream_options")) {
      error(exchange, 400, "Unrecognized request argument supplied: stream_options");
      return;
    }
    String prompt = chat ? body.at("/messages/0/content").asText() : body.path("prompt").asText();
    int length =
        TEMPLATE_TOKENS + prompt.substring(0, prompt.indexOf('\n')).split(" ", -1).length - 1;
    if (length >= context) {
      error(exchange, 400, "This model's maximum context length is %d tokens.".formatted(context));
      return;
    }
    int wanted = body.path("max_tokens").asInt();
    int most = Math.min(wanted, context - length);
    int least = body.path("min_tokens").asInt();
    if (least > most) {
      error(
          exchange,
          400,
          "min_tokens must be less than or equal to max_tokens=%d, got %d.".formatted(most, least));
      return;
    }
    int tokens = body.path("ignore_eos").asBoolean() && least == most ? most : 1;
    String usage =
        "{\"prompt_tokens\":%d,\"total_tokens\":%d,\"completion_tokens\":%d}"
            .formatted(length, length + tokens, tokens);
    if (stream) {
      stream(exchange, chat, tokens, body.at("/stream_options/include_usage").asBoolean(), usage);
    } else {
      json(
          exchange,
          200,
          "{%s,\"choices\":[{\"index\":0,\"text\":\" tok\",\"finish_reason\":\"length\",\"stop_reason\":null}],\"usage\":%s}"
              .formatted(STAMP, usage));
    }
  }

  private void stream(
      HttpExchange exchange, boolean chat, int tokens, boolean withUsage, String usage)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    if (refusal == Refusal.IN_THE_STREAM) {
      event(out, "{\"error\": " + problem(busy(), "Service Unavailable", 503) + "}");
      event(out, "[DONE]");
      return;
    }
    if (chat) {
      chunk(out, "\"delta\":{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }
    for (int i = 1; i <= tokens; i++) {
      chunk(
          out,
          chat ? "\"delta\":{\"content\":\" tok\"}" : "\"text\":\" tok\"",
          i == tokens ? "\"length\"" : "null");
    }
    if (withUsage) {
      event(
          out,
          "{%s,\"choices\":[],\"usage\":%s,\"system_fingerprint\":\"vllm-0.32.0-1\"}"
              .formatted(STAMP, usage));
    }
    event(out, "[DONE]");
  }

  private static void chunk(OutputStream out, String text, String reason) throws IOException {
    event(
        out,
        "{%s,\"choices\":[{\"index\":0,%s,\"logprobs\":null,\"finish_reason\":%s,\"token_ids\":null}]}"
            .formatted(STAMP, text, reason));
  }

  private static String busy() {
    return "The engine is currently busy and cannot accept new requests. Please try again later.";
  }

  private static String problem(String words, String type, int code) {
    return "{\"message\": \"%s\", \"type\": \"%s\", \"param\": null, \"code\": %d}"
        .formatted(words, type, code);
  }

  private static void error(HttpExchange exchange, int status, String words) throws IOException {
    error(exchange, status, words, "BadRequestError");
  }

  private static void error(HttpExchange exchange, int status, String words, String type)
      throws IOException {
    json(exchange, status, "{\"error\":" + problem(words, type, status) + "}");
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "application/json", text);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
