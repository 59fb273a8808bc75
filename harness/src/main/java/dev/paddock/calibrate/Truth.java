package dev.paddock.calibrate;

import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Beside;
import dev.paddock.record.Calibration.Spread;
import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The client's stamps beside the server's own, chunk by chunk, warm-up left out. Requests whose
 * chunks are not as many on both sides count as failed and are left out.
 */
public final class Truth {
  private final List<Pair> pairs;
  private final int failed;

  /** One request as both sides saw it. */
  private record Pair(Request request, ReferenceServer.Answer answer) {
    LongStream errors() {
      return indices().map(this::error);
    }

    long error(long chunk) {
      int i = (int) chunk;
      return request.sent() + request.stamps().get(i) - answer.stamps()[i];
    }

    private LongStream indices() {
      return LongStream.range(0, request.stamps().size());
    }
  }

  private Truth(List<Pair> pairs, int failed) {
    this.pairs = pairs;
    this.failed = failed;
  }

  /**
   * Lays the two side by side.
   *
   * @param answers by seed; request {@code n} had the seed {@code firstSeed + n − 1}
   */
  public static Truth of(
      List<Request> requests, Map<Long, ReferenceServer.Answer> answers, long firstSeed) {
    List<Request> measured =
        requests.stream().filter(request -> request.phase() == Phase.MEASURED).toList();
    List<Pair> pairs =
        measured.stream()
            .filter(request -> request.outcome() == Outcome.OK)
            .flatMap(
                request ->
                    Stream.ofNullable(answers.get(firstSeed + request.id() - 1))
                        .filter(answer -> answer.stamps().length == request.stamps().size())
                        .map(answer -> new Pair(request, answer)))
            .toList();
    return new Truth(pairs, measured.size() - pairs.size());
  }

  /**
   * The figures of a rung.
   *
   * @param held what held the client up on purpose, or read in its place
   * @param cost of all its requests, those of the warm-up too
   */
  public Calibration.Rung rung(
      Optional<String> held, StreamLoad load, StampClock clock, Cost cost) {
    long chunks = pairs.stream().mapToLong(pair -> pair.request().stamps().size()).sum();
    long[] alone = sorted(pairs.stream().flatMapToLong(Truth::aloneErrors));
    long[] ttft = sorted(pairs.stream().mapToLong(pair -> first(pair.request())));
    long[] ttftServer =
        sorted(pairs.stream().mapToLong(p -> p.answer().stamps()[0] - p.answer().received()));
    long[] itl =
        sorted(pairs.stream().flatMapToLong(p -> LongStream.of(p.request().stamps().gaps())));
    long[] itlServer = sorted(pairs.stream().flatMapToLong(p -> gaps(p.answer().stamps())));
    return new Calibration.Rung(
        held,
        load.streams(),
        load.tokensPerSecond(),
        load.phase(),
        clock,
        chunks / seconds(),
        pairs.size() + failed,
        chunks,
        failed,
        chunks == 0 ? 0 : (double) alone.length / chunks,
        spread(sorted(pairs.stream().flatMapToLong(Pair::errors)), 1e3),
        spread(alone, 1e3),
        new Beside(spread(ttft, 1e6), spread(ttftServer, 1e6)),
        new Beside(spread(itl, 1e6), spread(itlServer, 1e6)),
        error(ttft, ttftServer),
        error(itl, itlServer),
        spread(sorted(pairs.stream().mapToLong(pair -> pair.request().lag())), 1e6),
        spread(
            sorted(
                pairs.stream().flatMapToLong(p -> LongStream.of(p.request().delays().toArray()))),
            1e3),
        cost.cpuMicrosPer(load.chunks()),
        (double) cost.allocated() / load.chunks());
  }

  /** From the first measured request to the end of the last. */
  private double seconds() {
    long from = pairs.stream().mapToLong(pair -> pair.request().sent()).min().orElse(0);
    long to =
        pairs.stream()
            .mapToLong(pair -> pair.request().sent() + pair.request().done().orElse(0))
            .max()
            .orElse(1);
    return (to - from) / 1e9;
  }

  private static LongStream aloneErrors(Pair pair) {
    return pair.indices().filter(i -> alone(pair.request(), (int) i)).map(pair::error);
  }

  /** Whether no other chunk, nor the final line, came in the same read. */
  private static boolean alone(Request request, int i) {
    long at = request.stamps().get(i);
    boolean last = i == request.stamps().size() - 1;
    return (i == 0 || request.stamps().get(i - 1) != at)
        && (last ? request.done().orElse(-1) != at : request.stamps().get(i + 1) != at);
  }

  private static long first(Request request) {
    return request.lag() + request.stamps().first();
  }

  private static LongStream gaps(long[] stamps) {
    return LongStream.range(1, stamps.length).map(i -> stamps[(int) i] - stamps[(int) i - 1]);
  }

  private static long[] sorted(LongStream values) {
    return values.sorted().toArray();
  }

  /** Order statistics, nothing interpolated; all 0 of none. */
  private static Spread spread(long[] sorted, double unit) {
    return new Spread(
        at(sorted, 0.5) / unit,
        at(sorted, 0.9) / unit,
        at(sorted, 0.99) / unit,
        at(sorted, 1) / unit);
  }

  private static Calibration.Deviation error(long[] client, long[] server) {
    return new Calibration.Deviation(
        (mean(client) - mean(server)) / 1e6,
        (at(client, 0.5) - at(server, 0.5)) / 1e6,
        (at(client, 0.99) - at(server, 0.99)) / 1e6,
        (at(client, 1) - at(server, 1)) / 1e6);
  }

  private static double mean(long[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
