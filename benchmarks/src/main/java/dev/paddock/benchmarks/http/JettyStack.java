package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpMethod;

/** Jetty's client with one selector, which calls back. */
final class JettyStack implements Callbacks.Async {
  private final URI url;
  private final byte[] body;
  private final HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(1));

  JettyStack(ReplayTarget target, int streams) {
    url = target.url();
    body = target.body();
    client.setMaxConnectionsPerDestination(streams);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty's client does not start", e);
    }
  }

  @Override
  public void exchange(int caller, ReceivedAnswer answer, CompletableFuture<Boolean> end) {
    client
        .newRequest(url)
        .method(HttpMethod.POST)
        .body(new BytesRequestContent("application/json", body))
        .onResponseContent((response, bytes) -> answer.take(bytes))
        .send(
            result -> {
              if (result.isSucceeded()) {
                end.complete(true);
              } else {
                end.completeExceptionally(result.getFailure());
              }
            });
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty's client does not stop", e);
    }
  }
}
