package dev.paddock.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.client.wire.KernelStamps;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.record.Calibration;
import dev.paddock.record.Calibration.Phase;
import dev.paddock.record.Outcome;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against the reference server of this process; no figure of time is asserted. */
@Timeout(120)
class CalibratorIT {
  private static final long MS = 1_000_000;

  @Test
  void two_thousand_streams_at_once_are_all_accounted_for() throws Exception {
    try (PaceServer server =
        PaceServer.start("127.0.0.1", 0, Pace.steady(500 * MS, 200 * MS), Optional.empty())) {
      StreamLoad load = new StreamLoad(2_000, 200 * MS, Phase.IN, 5, 1);
      List<Request> requests = Trials.run(server.uri(), load, StampClock.KERNEL, 1);
      assertThat(requests).hasSize(2_000);
      assertThat(requests)
          .allSatisfy(
              request -> {
                assertThat(request.outcome()).isEqualTo(Outcome.OK);
                assertThat(request.stamps().size()).isEqualTo(5);
              });
    }
  }

  @Test
  void the_drain_and_the_client_read_the_same_stream() throws Exception {
    try (PaceServer server =
        PaceServer.start("127.0.0.1", 0, Pace.steady(5 * MS, MS), Optional.empty())) {
      StreamLoad load = new StreamLoad(4, MS, Phase.OUT, 20, 2);
      List<Request> requests = Trials.run(server.uri(), load, StampClock.USER, 1);
      long tokens = requests.stream().mapToLong(request -> request.stamps().size()).sum();
      assertThat(tokens).isEqualTo(load.chunks());
      // A line of JSON each, one to frame it, and those of the head and of the end.
      assertThat(Drain.run(server.uri(), load, 100)).isGreaterThan(3 * tokens);
    }
  }

  @Test
  void the_warm_up_ends_by_itself() {
    Calibration.WarmUp warmUp = WarmUp.run();
    assertThat(warmUp.rounds()).isGreaterThanOrEqualTo(4);
    assertThat(warmUp.delayUs() > 0).isEqualTo(KernelStamps.available());
  }
}
