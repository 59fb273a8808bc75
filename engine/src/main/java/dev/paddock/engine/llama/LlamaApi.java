package dev.paddock.engine.llama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.paddock.engine.EngineException;
import dev.paddock.engine.Log;
import dev.paddock.engine.ServerVariables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Ollama's HTTP API over one model. */
final class LlamaApi implements HttpHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each path with the one method that it takes; "/" and the plain lists also take HEAD. */
  private static final Map<String, String> METHODS =
      Map.of(
          "/", "GET",
          "/api/version", "GET",
          "/api/tags", "GET",
          "/api/ps", "GET",
          "/api/show", "POST",
          "/api/generate", "POST",
          "/api/chat", "POST");

  private final ServedModel model;
  private final Replies replies;
  private final Scheduler scheduler;
  private final LlamaAnswers answers;

  LlamaApi(ServedModel model, Scheduler scheduler, ServerVariables variables) {
    this.model = model;
    this.replies = new Replies(model);
    this.scheduler = scheduler;
    this.answers = new LlamaAnswers(model, replies, scheduler, variables);
  }

  @Override
  public void handle(HttpExchange exchange) {
    HttpReply wire = new HttpReply(exchange);
    try {
      route(exchange, wire);
    } catch (EngineException e) {
      wire.fail(e.status(), e.words());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      wire.fail(503, "the server is stopping");
    } catch (IOException e) {
      Log.line("a client went away: %s".formatted(e.getMessage()));
    } catch (RuntimeException e) {
      Log.line("a defect of Paddock, please report it: %s".formatted(e));
      wire.fail(500, "a defect of Paddock: " + e);
    } finally {
      // Not by try-with-resources: that would close before a failure is told.
      exchange.close();
    }
  }

  private void route(HttpExchange exchange, HttpReply wire)
      throws EngineException, InterruptedException, IOException {
    long entry = System.nanoTime();
    String path = exchange.getRequestURI().getPath();
    String method = METHODS.getOrDefault(path, "");
    String asked = exchange.getRequestMethod();
    if (method.isEmpty()) {
      wire.plain(404, "404 page not found");
    } else if (!asked.equals(method) && !(asked.equals("HEAD") && method.equals("GET"))) {
      wire.plain(405, "405 method not allowed");
    } else {
      switch (path) {
        case "/" -> wire.plain(200, "Ollama is running");
        case "/api/version" -> wire.json(200, Replies.version());
        case "/api/tags" -> wire.json(200, replies.tags());
        case "/api/ps" -> wire.json(200, replies.ps(scheduler.loaded()));
        case "/api/show" -> show(body(exchange), wire);
        case "/api/generate" ->
            answers.answer(AnswerRequest.of(body(exchange), false), entry, wire);
        default -> answers.answer(AnswerRequest.of(body(exchange), true), entry, wire);
      }
    }
  }

  private void show(JsonNode body, HttpReply wire) throws EngineException, IOException {
    String name = body.path("model").asText(body.path("name").asText(""));
    if (name.isEmpty()) {
      throw new EngineException(400, "model is required");
    }
    if (!model.isCalled(name)) {
      throw new EngineException(404, "model '" + name + "' not found");
    }
    wire.json(200, replies.show());
  }

  private static JsonNode body(HttpExchange exchange) throws EngineException, IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
      throw new EngineException(400, "missing request body");
    }
    try {
      JsonNode body = JSON.readTree(bytes);
      if (!body.isObject()) {
        throw new EngineException(400, "json: the request body is no object");
      }
      return body;
    } catch (JsonEOFException e) {
      throw new EngineException(400, "unexpected EOF");
    } catch (JsonProcessingException e) {
      throw new EngineException(400, e.getOriginalMessage());
    }
  }
}
