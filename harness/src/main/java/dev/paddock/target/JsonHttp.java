package dev.paddock.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paddock.client.Access;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLException;

/**
 * JSON over HTTP, beside the load: asks a server and reads what it answers. Every failure is a
 * {@link TargetException} that names the server and what to do.
 */
final class JsonHttp {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final HttpResponse.BodyHandler<String> WHOLE =
      HttpResponse.BodyHandlers.ofString();
  private static final int REDIRECTS = 5;
  private static final int RETRIES = 3;

  private final URI url;
  private final String servedBy;
  private final Access access;
  private final HttpClient http;

  /**
   * A way to the server at {@code url}.
   *
   * @param url a path is kept as a prefix
   * @param servedBy a command that starts such a server, for messages
   */
  JsonHttp(URI url, String servedBy) {
    this(url, servedBy, Access.OPEN);
  }

  /** The same of a server that does not let everybody in. */
  JsonHttp(URI url, String servedBy, Access access) {
    this.url = url;
    this.servedBy = servedBy;
    this.access = access;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .proxy(
                access
                    .proxies()
                    .of(url)
                    .map(
                        one ->
                            ProxySelector.of(
                                new InetSocketAddress(one.getHostString(), one.getPort())))
                    .orElse(HttpClient.Builder.NO_PROXY));
    access.tls().ifPresent(client::sslContext);
    this.http = client.build();
  }

  Access access() {
    return access;
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
    Response response = send(request(path, timeout).GET().build(), WHOLE);
    for (int i = 0; i < REDIRECTS && response.moved().isPresent(); i++) {
      response = follow(path, response.moved().get(), timeout);
    }
    return response.answer();
  }

  /** A key is for the server that it was given for, and for no other. */
  private Response follow(String path, URI to, Duration timeout) {
    boolean same =
        to.getScheme().equals(url.getScheme())
            && String.valueOf(to.getHost()).equals(url.getHost())
            && port(to) == port(url);
    HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(timeout);
    if (same) {
      access.headers().forEach(request::setHeader);
    }
    try {
      return send(request.GET().build(), WHOLE);
    } catch (TargetException e) {
      throw new TargetException(
          "%s%s has moved to %s: set target.url to where the server is now (what is heard there: %s)"
              .formatted(url, path, shown(to), e.getMessage()),
          e);
    }
  }

  Answer post(String path, byte[] body, Duration timeout) {
    return post(path, body, timeout, WHOLE);
  }

  /**
   * What the server says where it takes no such request; where it does, its answer is not read, and
   * may be a stream that does not end.
   */
  Answer tried(String path, byte[] body, Duration timeout) {
    return post(
        path,
        body,
        timeout,
        head -> head.statusCode() == 200 ? new Unread() : BodySubscribers.ofString(UTF_8));
  }

  private Answer post(
      String path, byte[] body, Duration timeout, HttpResponse.BodyHandler<String> reads) {
    Response response =
        send(
            request(path, timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            reads);
    if (response.moved().isPresent()) {
      throw new TargetException(
          "%s%s has moved to %s (HTTP %d): set target.url to it, without %s. A request that is measured goes straight"
              .formatted(
                  url, path, shown(response.moved().get()), response.answer().status(), path));
    }
    return response.answer();
  }

  private static String shown(URI to) {
    return to.toString().replaceAll("//[^/@]*@", "//").replaceAll("[?#].*", "");
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
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).timeout(timeout);
    access.headers().forEach(request::setHeader);
    return request;
  }

  /** Gives a body up before any of it is read. */
  private static final class Unread implements HttpResponse.BodySubscriber<String> {
    @Override
    public CompletionStage<String> getBody() {
      return CompletableFuture.completedFuture("");
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> item) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  /**
   * What came back.
   *
   * @param moved where the server says that it is now
   */
  private record Response(Answer answer, Optional<URI> moved) {}

  /** Sends it, and again where the server is busy and says how long it will be. */
  private Response send(HttpRequest request, HttpResponse.BodyHandler<String> reads) {
    HttpResponse<String> response = once(request, reads);
    for (int i = 0; i < RETRIES && RetryAfter.of(response).isPresent(); i++) {
      pause(RetryAfter.of(response).get());
      response = once(request, reads);
    }
    return new Response(
        new Answer(response.statusCode(), response.body(), date(response)),
        response.statusCode() / 100 == 3 && response.statusCode() != 304
            ? response.headers().firstValue("Location").map(request.uri()::resolve)
            : Optional.empty());
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted while waiting for " + url, e);
    }
  }

  private HttpResponse<String> once(HttpRequest request, HttpResponse.BodyHandler<String> reads) {
    try {
      return http.send(request, reads);
    } catch (SSLException e) {
      throw new TargetException(
          "%s: no TLS with it: %s. Where its certificate is of your own making, name the file of it or of its CA: target.ca: FILE.pem; target.insecure: true checks none"
              .formatted(url, e.getMessage()),
          e);
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
          "%s%s: HTTP %d: %s%s"
              .formatted(
                  url, path, answer.status(), errorWords(answer.body()), hint(answer.status())));
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

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 ->
          ". A server that wants a key is given it by a variable: target.api_key: env:NAME, or"
              + " --api-key-env NAME";
      case 404 -> ". Is there a path before the API's own? target.url: http://HOST:PORT/PATH";
      default -> "";
    };
  }

  /** Ollama writes an error as text, OpenAI as an object with a message, others in other ways. */
  private static String errorWords(String body) {
    try {
      JsonNode json = MAPPER.readTree(body);
      JsonNode error = json.path("error");
      JsonNode words = error.isObject() ? error.path("message") : error;
      for (String field : new String[] {"message", "detail"}) {
        words = words.isTextual() ? words : json.path(field);
      }
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
