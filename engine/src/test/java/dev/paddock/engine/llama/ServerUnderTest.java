package dev.paddock.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server in a process of its own, and a plain HTTP client for it. */
record ServerUnderTest(Process process, String url, HttpClient client) implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GREETING = "paddock-engine listening on ";

  static ServerUnderTest start(Map<String, String> environment, String... model) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EngineLauncher.class.getName(),
                "0"));
    command.addAll(List.of(model));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(Path.of("target", "engine-it-" + System.nanoTime() + ".log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OLLAMA_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    assertThat(line).startsWith(GREETING);
    String url = line == null ? "" : line.substring(GREETING.length());
    return new ServerUnderTest(process, url, HttpClient.newHttpClient());
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(
        client
            .send(
                HttpRequest.newBuilder(URI.create(url + path)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  /** The one reply to {@code body}, which must be a success. */
  JsonNode one(String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** Status and body. */
  String post(String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  List<JsonNode> lines(String path, String body) throws Exception {
    HttpResponse<Stream<String>> response =
        client.send(request(path, body), HttpResponse.BodyHandlers.ofLines());
    assertThat(response.headers().firstValue("content-type")).contains("application/x-ndjson");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : response.body().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** Closes the connection as soon as an answer has begun. */
  void leaveAfterFirstLine(String body) throws Exception {
    try (InputStream in =
        client
            .send(request("/api/generate", body), HttpResponse.BodyHandlers.ofInputStream())
            .body()) {
      assertThat(in.read()).isNotNegative();
    }
  }

  private HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  @Override
  public void close() {
    client.shutdownNow();
    process.destroy();
    assertThat(process.onExit()).as("SIGTERM ends it").succeedsWithin(Duration.ofSeconds(10));
  }
}
