package dev.paddock.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * JSON over HTTP, beside the load: asks a server and reads what it answers. Every failure is a
 * {@link TargetException} that names the server and what to do.
 */
final class JsonHttp {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final URI url;
  private final String servedBy;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * A way to the server at {@code url}.
   *
   * @param url a path is kept as a prefix
   * @param servedBy a command that starts such a server, for messages
   */
  JsonHttp(URI url, String servedBy) {
    this.url = url;
    this.servedBy = servedBy;
  }

  URI url() {
    return url;
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * An answer, whatever its status.
   *
   * @param date of the server's own clock, to the second; empty where it gives none
   */
  record Answer(int status, String body, Optional<Instant> date) {}

  Answer get(String path, Duration timeout) {
    return send(request(path, timeout).GET().build());
  }

  Answer post(String path, byte[] body, Duration timeout) {
    return send(
        request(path, timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  Answer post(String path, ObjectNode body, Duration timeout) {
    return post(path, bytes(body), timeout);
  }

  /** A body as it is sent, written at once as UTF-8: no text is made of it first. */
  static byte[] bytes(ObjectNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not to be written as JSON: " + body, e);
    }
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    String base = url.toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(timeout);
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), date(response));
    } catch (HttpTimeoutException e) {
      throw new TargetException(
          "%s does not answer %s in time. Is it busy, or does it hang? Its log may tell."
              .formatted(url, request.uri().getPath()),
          e);
    } catch (ConnectException e) {
      throw new TargetException(
          "nothing answers at %s. Start the server (%s), or say where it is: --url http://HOST:PORT"
              .formatted(url, servedBy),
          e);
    } catch (IOException e) {
      String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new TargetException(
          "%s does not speak HTTP as such a server does (%s: %s)"
              .formatted(url, request.uri().getPath(), words),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while waiting for " + url, e);
    }
  }

  private static Optional<Instant> date(HttpResponse<String> response) {
    try {
      return response
          .headers()
          .firstValue("Date")
          .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The JSON of an answer that went well. */
  JsonNode json(String path, Answer answer) {
    if (answer.status() != 200) {
      throw new TargetException(
          "%s%s: HTTP %d: %s".formatted(url, path, answer.status(), errorWords(answer.body())));
    }
    try {
      return MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new TargetException(
          "%s%s answers something that is not JSON: %s"
              .formatted(url, path, excerpt(answer.body())),
          e);
    }
  }

  /** Ollama writes an error as text, OpenAI as an object with a message. */
  private static String errorWords(String body) {
    try {
      JsonNode error = MAPPER.readTree(body).path("error");
      JsonNode words = error.isObject() ? error.path("message") : error;
      return words.isTextual() ? words.asText() : excerpt(body);
    } catch (JsonProcessingException e) {
      return excerpt(body);
    }
  }

  private static String excerpt(String body) {
    String line = body.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** The port that an address means. */
  static int port(URI url) {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? 443 : 80;
  }
}
