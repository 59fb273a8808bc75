package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import dev.paddock.client.Call;
import dev.paddock.client.Protocol;
import dev.paddock.client.StreamClient;
import dev.paddock.client.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The client that measures, which blocks; a connection for each caller.
 *
 * <p>It does more than its rivals, because it cannot do less: it decodes every line into counts and
 * text once the answer is whole, and has the kernel stamp its bytes where that does so.
 */
final class OwnStack implements Callers.Blocking {
  private static final Timeouts LIMITS = Timeouts.of(Duration.ofSeconds(60));

  private final Call call;
  private final List<StreamClient> clients;

  OwnStack(ReplayTarget target, int callers) {
    call = new Call(Protocol.OLLAMA_GENERATE, target.body());
    clients =
        IntStream.range(0, callers).mapToObj(_ -> StreamClient.to(target.base(), LIMITS)).toList();
  }

  @Override
  public void exchange(int caller, byte[] buffer, ReceivedAnswer answer) throws IOException {
    answer.begin();
    answer.take(clients.get(caller).send(call));
  }

  @Override
  public void close() {
    clients.forEach(StreamClient::close);
  }
}
