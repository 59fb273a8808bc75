package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import java.io.IOException;

/**
 * Helidon's client, which blocks; made for virtual threads, it runs on platform threads as well.
 */
final class HelidonStack implements Callers.Blocking {
  private final byte[] body;
  private final WebClient client;

  HelidonStack(ReplayTarget target, int streams) {
    body = target.body();
    client =
        WebClient.builder()
            .baseUri(target.url())
            .shareConnectionCache(false)
            .connectionCacheSize(streams)
            .build();
  }

  @Override
  public void exchange(int caller, byte[] buffer, ReceivedAnswer answer) throws IOException {
    answer.begin();
    try (HttpClientResponse response =
        client.post().contentType(MediaTypes.APPLICATION_JSON).submit(body)) {
      Callers.drain(response.inputStream(), buffer, answer);
    }
  }

  @Override
  public void close() {
    client.closeResource();
  }
}
