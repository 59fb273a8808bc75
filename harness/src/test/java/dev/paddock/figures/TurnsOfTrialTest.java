package dev.paddock.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Outcome;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.record.TrialSummary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnsOfTrialTest {
  private static Request request(int id, Phase phase, long milliseconds, int prompt, int cached) {
    return new Request(
        id,
        phase,
        0,
        0,
        OptionalLong.of(1),
        Stamps.of(milliseconds * 1_000_000, (milliseconds + 9) * 1_000_000),
        Stamps.of(0, 0),
        OptionalInt.empty(),
        StampClock.KERNEL,
        OptionalLong.of(milliseconds * 1_000_000),
        OptionalLong.of((milliseconds + 9) * 1_000_000),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.of(prompt),
        cached < 0 ? OptionalInt.empty() : OptionalInt.of(cached),
        OptionalInt.of(2),
        Optional.empty());
  }

  @Test
  void each_turn_has_the_medians_of_its_measured_requests() {
    List<Request> requests =
        Stream.of(
                request(1, Phase.WARMUP, 900, 50, 0).inTurn(1),
                request(2, Phase.WARMUP, 900, 90, 0).inTurn(2),
                request(3, Phase.MEASURED, 30, 50, 0).inTurn(1),
                request(4, Phase.MEASURED, 12, 90, 60).inTurn(2),
                request(5, Phase.MEASURED, 50, 52, 4).inTurn(1),
                request(6, Phase.MEASURED, 14, 94, 66).inTurn(2))
            .toList();
    assertThat(TrialSummaries.of(4, requests, List.of(), List.of()).turns())
        .containsExactly(
            new TrialSummary.OfTurn(
                1, 2, OptionalDouble.of(40), OptionalDouble.of(51), OptionalDouble.of(2)),
            new TrialSummary.OfTurn(
                2, 2, OptionalDouble.of(13), OptionalDouble.of(92), OptionalDouble.of(63)));
  }

  @Test
  void what_no_server_says_stays_unknown_and_what_stands_alone_has_no_turns() {
    List<Request> silent = List.of(request(1, Phase.MEASURED, 30, 50, -1).inTurn(1));
    assertThat(TrialSummaries.of(1, silent, List.of(), List.of()).turns())
        .extracting(TrialSummary.OfTurn::cachedTokens)
        .containsExactly(OptionalDouble.empty());
    assertThat(
            TrialSummaries.of(
                    1, List.of(request(1, Phase.MEASURED, 30, 50, 3)), List.of(), List.of())
                .turns())
        .isEmpty();
  }
}
