package dev.paddock.benchmarks.waiting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.benchmarks.suite.DisagreementException;
import dev.paddock.calibrate.Cost;
import dev.paddock.calibrate.ReferenceServer;
import dev.paddock.calibrate.StreamLoad;
import dev.paddock.calibrate.Truth;
import dev.paddock.client.Exchange;
import dev.paddock.client.Reply;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.load.Sender;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.Calibration.Rung;
import dev.paddock.record.Outcome;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingSuiteTest {
  private PaceServer server;

  @BeforeEach
  void serve() throws Exception {
    server = PaceServer.start("127.0.0.1", 0, Pace.steady(1_000_000, 1_000_000), Optional.empty());
  }

  @AfterEach
  void end() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(WayOfWaiting.class)
  void every_way_brings_each_chunk_once(WayOfWaiting way) throws Exception {
    try (Waiting waiting = way.open(server.uri())) {
      assertThatCode(() -> WaitingSuite.check("it", waiting)).doesNotThrowAnyException();
    }
  }

  @Test
  void a_way_that_drops_a_chunk_is_not_timed() throws Exception {
    Waiting dropping = spoiled(stamps -> Arrays.copyOf(stamps, stamps.length - 1));
    assertThatThrownBy(() -> WaitingSuite.check("dropping", dropping))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("dropping misreads the chunks of answer");
  }

  @Test
  void a_way_that_doubles_a_chunk_is_not_timed() throws Exception {
    Waiting doubling =
        spoiled(
            stamps -> LongStream.concat(LongStream.of(stamps[0]), Arrays.stream(stamps)).toArray());
    assertThatThrownBy(() -> WaitingSuite.check("doubling", doubling))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("[8], which should be [7]");
  }

  @Test
  void a_line_that_is_missing_or_too_many_is_no_good_answer() {
    for (int lines : List.of(2, 4)) {
      ChunkStamps stamps = new ChunkStamps(2);
      stamps.take(ByteBuffer.wrap("{\"a\":1}\n".repeat(lines).getBytes(UTF_8)), System.nanoTime());
      Exchange exchange = stamps.exchange();
      assertThat(exchange.outcome()).isEqualTo(Outcome.UNFINISHED);
      assertThat(exchange.error())
          .hasValue("%d lines came where 3 were asked for".formatted(lines));
    }
  }

  @Test
  void a_line_that_is_cut_anywhere_or_framed_in_chunks_is_one_line() {
    byte[] raw =
        "HTTP/1.1 200 OK\r\n\r\n8\r\n{\"a\":1}\n\r\n8\r\n{\"b\":2}\n\r\n0\r\n\r\n".getBytes(UTF_8);
    for (int cut = 0; cut <= raw.length; cut++) {
      ChunkStamps stamps = new ChunkStamps(1);
      stamps.take(ByteBuffer.wrap(raw, 0, cut), System.nanoTime());
      stamps.take(ByteBuffer.wrap(raw, cut, raw.length - cut), System.nanoTime());
      assertThat(stamps.exchange().outcome()).as("cut at %d", cut).isEqualTo(Outcome.OK);
    }
  }

  @Test
  void a_fork_that_lost_an_answer_does_not_count() throws Exception {
    StreamLoad load = new StreamLoad(2, 1_000_000, Phase.OUT, 5, 2);
    try (Waiting waiting = WayOfWaiting.OWN_THREADS.open(server.uri())) {
      List<Request> requests = WaitingClient.run(waiting, load, 1);
      Map<Long, ReferenceServer.Answer> sent = new HashMap<>();
      requests.forEach(
          request ->
              sent.put(
                  (long) request.id(),
                  new ReferenceServer.Answer(request.sent(), request.stamps().toArray())));
      assertThat(WaitingFork.wrong(rung(requests, sent, load), load)).isEmpty();
      sent.remove(3L);
      assertThat(WaitingFork.wrong(rung(requests, sent, load), load))
          .hasValue("1 of 2 answers did not come as the server sent them (5 of 10 chunks came)");
    }
  }

  private static Rung rung(
      List<Request> requests, Map<Long, ReferenceServer.Answer> sent, StreamLoad load) {
    return Truth.of(requests, sent, 1)
        .rung(Optional.empty(), load, StampClock.USER, new Cost(1, 1, 1));
  }

  /** Our own client, whose stamps are spoiled. */
  private Waiting spoiled(UnaryOperator<long[]> fault) throws Exception {
    Waiting own = WayOfWaiting.OWN_THREADS.open(server.uri());
    return new Waiting() {
      @Override
      public Sender stream(StreamLoad load, long firstSeed) {
        return spoil(own.stream(load, firstSeed), fault);
      }

      @Override
      public void close() {
        own.close();
      }
    };
  }

  private static Sender spoil(Sender good, UnaryOperator<long[]> fault) {
    return new Sender() {
      @Override
      public void connect() {
        good.connect();
      }

      @Override
      public Reply send(int id) {
        Exchange all = good.send(id).decode();
        Exchange spoiled =
            new Exchange(
                all.sent(),
                all.headers(),
                Stamps.of(fault.apply(all.stamps().toArray())),
                all.delays(),
                all.shared(),
                all.clock(),
                all.firstAnswer(),
                all.done(),
                all.outcome(),
                all.error(),
                all.status(),
                all.promptTokens(),
                all.cachedTokens(),
                all.outputTokens(),
                all.server(),
                all.text(),
                all.doneReason(),
                false,
                OptionalInt.empty());
        return new Reply() {
          @Override
          public boolean hopeless() {
            return false;
          }

          @Override
          public boolean refused() {
            return false;
          }

          @Override
          public Exchange decode() {
            return spoiled;
          }
        };
      }

      @Override
      public void cancel() {
        good.cancel();
      }

      @Override
      public void close() {
        good.close();
      }
    };
  }
}
