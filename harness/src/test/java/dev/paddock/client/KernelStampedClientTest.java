package dev.paddock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paddock.client.frame.MalformedResponse;
import dev.paddock.client.wire.KernelStamps;
import dev.paddock.client.wire.KernelWire;
import dev.paddock.client.wire.ReadLoop;
import dev.paddock.client.wire.RealtimeOffset;
import dev.paddock.client.wire.Wire;
import dev.paddock.record.Outcome;
import dev.paddock.record.StampClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client whose chunks the kernel stamps, where it does. */
class KernelStampedClientTest extends StreamClientContract {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  /** How far the two clocks may be apart on a machine that is busy with other things. */
  private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(1);

  @BeforeAll
  static void only_where_the_kernel_stamps() {
    assumeTrue(KernelStamps.available(), "this kernel stamps nothing");
  }

  @Override
  StreamClient client(URI base, Timeouts timeouts) {
    return new StreamClient(Endpoint.of(base), timeouts, () -> new KernelWire(ReadLoop.shared()));
  }

  @Test
  void a_plain_connection_is_stamped_by_the_kernel_without_being_asked() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(OLLAMA);
        StreamClient client = StreamClient.to(server.uri(), LIMITS)) {
      for (int i = 0; i < 20; i++) {
        Exchange exchange = client.send(GENERATE);
        assertThat(exchange.clock()).isEqualTo(StampClock.KERNEL);
        assertThat(LongStream.of(exchange.delays().toArray())).allMatch(delay -> delay >= 0);
        assertThat(LongStream.of(exchange.stamps().gaps())).allMatch(gap -> gap >= 0);
      }
    }
  }

  @Test
  void a_virtual_thread_does_not_lose_its_kernel_stamps() throws Exception {
    List<StampClock> clocks = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.answering(OLLAMA);
        StreamClient client = StreamClient.to(server.uri(), LIMITS)) {
      Thread.ofVirtual().start(() -> clocks.add(client.send(GENERATE).clock())).join();
    }
    assertThat(clocks).containsExactly(StampClock.KERNEL);
  }

  @Test
  void a_wall_clock_that_was_set_amid_an_exchange_costs_it_its_kernel_stamps() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(OLLAMA);
        StreamClient client =
            new StreamClient(
                Endpoint.of(server.uri()),
                LIMITS,
                () -> new Stepped(new KernelWire(ReadLoop.shared())))) {
      Exchange exchange = client.send(GENERATE);
      assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
      assertThat(exchange.clock()).isEqualTo(StampClock.USER);
      assertThat(LongStream.of(exchange.stamps().toArray())).allMatch(at -> at > 0);
      assertThat(exchange.delays().toArray()).containsOnly(0);
      assertThat(exchange.headers().orElseThrow()).isPositive();
      assertThat(exchange.done().orElseThrow()).isPositive();
    }
  }

  @Test
  void a_wall_clock_that_is_set_between_the_send_and_the_end_is_noticed() throws Exception {
    AtomicInteger readings = new AtomicInteger();
    Supplier<RealtimeOffset> clock =
        () -> {
          RealtimeOffset now =
              RealtimeOffset.measure(
                  System::nanoTime, () -> System.currentTimeMillis() * 1_000_000, 16);
          long set = readings.incrementAndGet() == 2 ? TimeUnit.HOURS.toNanos(1) : 0;
          return new RealtimeOffset(now.nanos() + set, TimeUnit.MILLISECONDS.toNanos(10));
        };
    try (ScriptedServer server = ScriptedServer.answering(OLLAMA);
        StreamClient client =
            new StreamClient(
                Endpoint.of(server.uri()),
                LIMITS,
                () -> new KernelWire(ReadLoop.shared(), clock))) {
      assertThat(client.send(GENERATE).clock()).isEqualTo(StampClock.USER);
      assertThat(client.send(GENERATE).clock()).isEqualTo(StampClock.KERNEL);
    }
    assertThat(readings).hasValue(4);
  }

  /** A wire whose stamps are an hour off and that has noticed it. */
  private record Stepped(Wire wire) implements Wrapped {
    @Override
    public Wire.Reader around(Wire.Reader reader) {
      return new WrappedReader(reader) {
        @Override
        public void read(byte[] bytes, int length, long arrival, long seen)
            throws MalformedResponse {
          super.read(bytes, length, arrival - TimeUnit.HOURS.toNanos(1), seen);
        }
      };
    }

    @Override
    public StampClock stampedBy() {
      return StampClock.USER;
    }
  }

  @Test
  void bytes_that_nobody_asked_for_are_not_the_next_answer() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  while (connection.request()) {
                    connection.write(OLLAMA);
                    TimeUnit.MILLISECONDS.sleep(20);
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  }
                });
        StreamClient client = StreamClient.to(server.uri(), LIMITS)) {
      for (int i = 0; i < 2; i++) {
        Exchange exchange = client.send(GENERATE);
        assertThat(exchange.outcome()).as(exchange.error().toString()).isEqualTo(Outcome.OK);
        assertThat(exchange.text()).isEqualTo("Parí😀");
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void many_connections_do_not_mix_their_answers() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.of(
            connection -> {
              while (connection.request()) {
                connection.write(OLLAMA);
              }
            })) {
      List<Thread> threads = new ArrayList<>();
      List<String> texts = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 40; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try (StreamClient client = StreamClient.to(server.uri(), LIMITS)) {
                        for (int call = 0; call < 10; call++) {
                          texts.add(client.send(GENERATE).text());
                        }
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(texts).hasSize(400).containsOnly("Parí😀");
    }
  }

  @Test
  void a_slow_reader_shifts_what_is_seen_and_not_what_arrived() throws Exception {
    assertThatAPauseDoesNotShiftArrivals(
        () -> Thread.sleep(TimeUnit.NANOSECONDS.toMillis(PAUSE)), PAUSE);
  }

  @Test
  void a_forced_collection_shifts_what_is_seen_and_not_what_arrived() throws Exception {
    assertThatAPauseDoesNotShiftArrivals(System::gc, 0);
  }

  /** What holds the reader up. */
  private interface Pause {
    void run() throws InterruptedException;
  }

  /**
   * The server writes and stamps its write, and only when it has done so does the reader pause: the
   * arrival must lie between that write and the pause, what is seen behind the pause.
   */
  private void assertThatAPauseDoesNotShiftArrivals(Pause pause, long atLeast) throws Exception {
    List<Long> writes = new CopyOnWriteArrayList<>();
    List<Long> pauses = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n");
                  TimeUnit.MILLISECONDS.sleep(30);
                  writes.add(System.nanoTime());
                  connection.write("{\"response\":\"a\"}\n");
                  connection.write("{\"done\":true}\n");
                  writes.add(System.nanoTime());
                });
        StreamClient client =
            new StreamClient(
                Endpoint.of(server.uri()),
                LIMITS,
                () -> new HeldUp(new KernelWire(ReadLoop.shared()), writes, pause, pauses))) {
      Exchange exchange = client.send(GENERATE);
      assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
      assertThat(exchange.clock()).isEqualTo(StampClock.KERNEL);
      long arrival = exchange.sent() + exchange.stamps().first();
      long seen = arrival + exchange.delays().first();
      assertThat(arrival).isBetween(writes.get(0) - SLACK, pauses.get(0) + SLACK);
      assertThat(seen).isGreaterThanOrEqualTo(pauses.get(1));
      assertThat(pauses.get(1) - pauses.get(0)).isGreaterThanOrEqualTo(atLeast);
    }
  }

  /** A wire whose second read begins only after the server has written and a pause is over. */
  private record HeldUp(Wire wire, List<Long> writes, Pause pause, List<Long> pauses)
      implements Wrapped {
    @Override
    public Wire.Reader around(Wire.Reader reader) {
      return new WrappedReader(reader) {
        @Override
        public void read(byte[] bytes, int length, long arrival, long seen)
            throws MalformedResponse {
          super.read(bytes, length, arrival, seen);
          if (pauses.isEmpty()) {
            hold();
          }
        }
      };
    }

    private void hold() {
      try {
        while (writes.size() < 2) {
          Thread.onSpinWait();
        }
        pauses.add(System.nanoTime());
        pause.run();
        pauses.add(System.nanoTime());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Another reader, but for what is overridden. */
  private static class WrappedReader implements Wire.Reader {
    private final Wire.Reader reader;

    WrappedReader(Wire.Reader reader) {
      this.reader = reader;
    }

    @Override
    public void read(byte[] bytes, int length, long arrival, long seen) throws MalformedResponse {
      reader.read(bytes, length, arrival, seen);
    }

    @Override
    public boolean complete() {
      return reader.complete();
    }
  }

  /** Another wire, but for what is overridden. */
  private interface Wrapped extends Wire {
    Wire wire();

    Wire.Reader around(Wire.Reader reader);

    @Override
    default void connect(InetSocketAddress address, long deadline) throws IOException {
      wire().connect(address, deadline);
    }

    @Override
    default long send(byte[] message, Wire.Reader reader, long deadline) throws IOException {
      return wire().send(message, around(reader), deadline);
    }

    @Override
    default boolean await(LongSupplier deadline, long shortest) throws IOException {
      return wire().await(deadline, shortest);
    }

    @Override
    default StampClock stampedBy() {
      return wire().stampedBy();
    }

    @Override
    default void close() {
      wire().close();
    }
  }
}
