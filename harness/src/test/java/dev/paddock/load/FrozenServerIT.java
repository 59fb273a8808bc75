package dev.paddock.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.client.Call;
import dev.paddock.client.Protocol;
import dev.paddock.client.StreamClient;
import dev.paddock.client.Timeouts;
import dev.paddock.engine.pace.Freeze;
import dev.paddock.engine.pace.Gap;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.record.Outcome;
import dev.paddock.record.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * Coordinated omission: a server that stands still for one second in five, asked 20 times a second
 * for 20 seconds, which are four standstills wherever they begin.
 *
 * <p>What is expected is computed from the times at which requests were due. What a busy machine
 * adds are milliseconds, beside half a second.
 */
class FrozenServerIT {
  private static final long MS = 1_000_000;
  private static final long TO_FIRST_TOKEN = 20 * MS;
  private static final long GAP = 2 * MS;
  private static final int TOKENS = 16;
  private static final long ANSWER = TO_FIRST_TOKEN + (TOKENS - 1) * GAP;
  private static final long FROZEN = 1000 * MS;
  private static final long EVERY = 5000 * MS;
  private static final int REQUESTS = 400;

  /**
   * What is measured, and since when the server's standstills count, within a millisecond or so.
   */
  private record Run(List<Request> requests, long epoch) {}

  private static Run run(OptionalInt maxConcurrency) throws IOException {
    Pace pace =
        new Pace(
            new Gap.Fixed(TO_FIRST_TOKEN),
            0,
            new Gap.Fixed(GAP),
            1,
            new Freeze(FROZEN, EVERY),
            Integer.MAX_VALUE,
            OptionalInt.empty(),
            0,
            List.of());
    // The first loads its classes; of the second the start is known well.
    PaceServer.start("127.0.0.1", 0, pace, Optional.empty()).close();
    long before = System.nanoTime();
    try (PaceServer server = PaceServer.start("127.0.0.1", 0, pace, Optional.empty())) {
      long epoch = before + (System.nanoTime() - before) / 2;
      Call call =
          new Call(
              Protocol.OLLAMA_GENERATE,
              "{\"model\":\"pace\",\"prompt\":\"a b c\",\"options\":{\"num_predict\":%d}}"
                  .formatted(TOKENS)
                  .getBytes(StandardCharsets.UTF_8));
      OpenLoop loop =
          new OpenLoop(
              new Schedule.Constant(20),
              maxConcurrency,
              System::nanoTime,
              TimeUnit.NANOSECONDS::sleep);
      var uri = server.uri();
      List<Request> requests =
          loop.run(
              0,
              REQUESTS,
              () ->
                  new Connection(
                      StreamClient.to(uri, Timeouts.of(Duration.ofSeconds(30))), id -> call),
              request -> {});
      assertThat(requests)
          .hasSize(REQUESTS)
          .allMatch(request -> request.outcome() == Outcome.OK)
          .allMatch(request -> request.stamps().size() == TOKENS);
      return new Run(requests, epoch);
    }
  }

  /** When work is done that begins at {@code from}, both after the epoch: it rests while frozen. */
  private static long after(long from, long work) {
    long now = from;
    long left = work;
    while (true) {
      long inPeriod = now % EVERY;
      long untilFrozen = Math.max(0, EVERY - FROZEN - inPeriod);
      if (left < untilFrozen) {
        return now + left;
      }
      left -= untilFrozen;
      now += EVERY - inPeriod;
    }
  }

  private static double p90(List<Request> requests, ToLongFunction<Request> nanos) {
    return p90(requests.stream().mapToLong(nanos).toArray());
  }

  private static double p90(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(0.9 * sorted.length) - 1] / (double) MS;
  }

  @Test
  void without_a_limit_both_figures_are_the_true_one() throws IOException {
    Run run = run(OptionalInt.empty());
    double expected =
        p90(
            run.requests(),
            request -> {
              long due = request.intended() - run.epoch();
              return after(due, TO_FIRST_TOKEN) - due;
            });
    double fromIntended = p90(run.requests(), r -> r.timeToFirstToken().orElseThrow());
    double fromSent = p90(run.requests(), r -> r.serviceTimeToFirstToken().orElseThrow());
    System.out.printf(
        "no limit: p90 expected %.1f ms, from intended %.1f ms, from sent %.1f ms%n",
        expected, fromIntended, fromSent);
    // A fifth of all requests meets a standstill, and waits evenly up to 1020 ms for it: the ninth
    // tenth is about half of that, by where in the 50 ms between two requests it begins.
    assertThat(expected).isBetween(485.0, 545.0);
    assertThat(fromIntended).isCloseTo(expected, within(0.05 * expected));
    assertThat(fromSent).isCloseTo(expected, within(0.05 * expected));
  }

  @Test
  void with_a_limit_the_figure_from_sent_hides_what_users_waited() throws IOException {
    Run run = run(OptionalInt.of(4));
    PriorityQueue<Long> places = new PriorityQueue<>(Collections.nCopies(4, 0L));
    long[] queued = new long[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      long due = run.requests().get(i).intended() - run.epoch();
      long sent = Math.max(due, places.remove());
      queued[i] = after(sent, TO_FIRST_TOKEN) - due;
      places.add(after(sent, ANSWER));
    }
    double expected = p90(queued);
    double fromIntended = p90(run.requests(), r -> r.timeToFirstToken().orElseThrow());
    double fromSent = p90(run.requests(), r -> r.serviceTimeToFirstToken().orElseThrow());
    System.out.printf(
        "four at once: p90 of the simulated queue %.1f ms, from intended %.1f ms, from sent %.1f"
            + " ms%n",
        expected, fromIntended, fromSent);
    assertThat(expected).isBetween(585.0, 645.0);
    assertThat(fromIntended).isCloseTo(expected, within(0.05 * expected));
    assertThat(fromSent).isLessThan(fromIntended / 4);
  }
}
