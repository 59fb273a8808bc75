package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp, which blocks. */
final class OkHttpStack implements Callers.Blocking {
  private static final long KEPT_SECONDS = 60;

  private final Request request;
  private final OkHttpClient client;

  /**
   * A client with a pool.
   *
   * @param idle how many connections it keeps that nobody uses; it makes as many as are needed
   */
  OkHttpStack(ReplayTarget target, int idle) {
    request =
        new Request.Builder()
            .url(target.url().toString())
            .post(RequestBody.create(target.body(), MediaType.get("application/json")))
            .build();
    client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(idle, KEPT_SECONDS, TimeUnit.SECONDS))
            .build();
  }

  @Override
  public void exchange(int caller, byte[] buffer, ReceivedAnswer answer) throws IOException {
    answer.begin();
    try (Response response = client.newCall(request).execute()) {
      Callers.drain(response.body().byteStream(), buffer, answer);
    }
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
