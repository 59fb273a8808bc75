package dev.paddock.calibrate;

import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Makes the client's hot path warm before the first trial, against a reference server in this
 * process, until its delay is at its floor: a round that is no better than the best of those before
 * it by a tenth ends it, and so does the time that it may take.
 */
public final class WarmUp {
  /** Far more than it takes; a first trial must not wait longer. */
  public static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

  private static final double BETTER = 0.9;
  private static final int STREAMS = 8;
  private static final long GAP = 2_000_000;
  private static final double ROUND_SECONDS = 0.4;

  /** Two rounds may be alike by chance before all that is to be compiled has been. */
  private static final int LEAST = 4;

  private WarmUp() {}

  /** Warms up with the clock that a plain connection gets here. */
  public static Calibration.WarmUp run() {
    long begin = System.nanoTime();
    StreamLoad load = StreamLoad.steady(STREAMS, GAP, Phase.OUT, ROUND_SECONDS);
    try (PaceServer server =
        PaceServer.start("127.0.0.1", 0, Pace.steady(GAP, GAP), Optional.empty())) {
      double best = Double.MAX_VALUE;
      int round = 0;
      double delay;
      boolean better;
      do {
        delay = delay(Trials.run(server.uri(), load, StampClock.KERNEL, 1));
        better = delay < best * BETTER;
        best = Math.min(best, delay);
        round++;
      } while ((better || round < LEAST) && System.nanoTime() - begin < LIMIT);
      return new Calibration.WarmUp((System.nanoTime() - begin) / 1e9, round, best / 1e3);
    } catch (IOException e) {
      throw new UncheckedIOException("the reference server cannot listen on 127.0.0.1", e);
    }
  }

  private static double delay(List<Request> requests) {
    long[] delays =
        requests.stream()
            .flatMapToLong(request -> LongStream.of(request.delays().toArray()))
            .sorted()
            .toArray();
    return delays.length == 0 ? 0 : delays[delays.length * 9 / 10];
  }
}
