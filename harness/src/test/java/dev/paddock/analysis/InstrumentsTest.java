package dev.paddock.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.figures.TrialSummaries;
import dev.paddock.journal.Event;
import dev.paddock.record.Instrument;
import dev.paddock.record.Outcome;
import dev.paddock.record.Pauses;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Spread;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.record.Trouble;
import dev.paddock.record.Troubles;
import dev.paddock.settings.Configuration;
import dev.paddock.summary.OfInstrument;
import dev.paddock.summary.OfInstrument.StampedBy;
import dev.paddock.summary.OfInstrument.Timed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InstrumentsTest {
  private static final long MS = 1_000_000;

  private static final Troubles VOID = Troubles.of(Trouble.Kind.ENVIRONMENT, "another model");

  private final Instruments instruments = new Instruments();

  private static Event.Trial trial(String cell, Troubles trouble, Optional<Instrument> watched) {
    return new Event.Trial(
        Instant.EPOCH, 1, cell, 1, 1, Configuration.NONE, new TreeMap<>(), trouble, 1, 0, watched);
  }

  private static Instrument watched(Optional<String> unstamped, long probe, double cpu) {
    return new Instrument(
        unstamped,
        Optional.empty(),
        unstamped.flatMap(why -> Spread.of(probe)),
        Optional.empty(),
        new Pauses(1, 2 * MS, 2 * MS),
        OptionalInt.of(2),
        OptionalDouble.of(cpu),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private static Request request(StampClock clock, OptionalInt shared, long delay) {
    return new Request(
        1,
        Phase.MEASURED,
        0,
        3 * MS,
        OptionalLong.empty(),
        Stamps.of(5, 9),
        Stamps.of(delay, delay),
        shared,
        clock,
        OptionalLong.empty(),
        OptionalLong.of(12),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private void add(Event.Trial trial, List<Request> requests) {
    instruments.add(trial, TrialSummaries.of(requests.size(), requests, List.of(), List.of()));
  }

  private OfInstrument summary() {
    return instruments.summary(Optional.empty()).orElseThrow();
  }

  @Test
  void a_request_that_lost_its_kernel_stamps_amid_a_trial_is_told() {
    add(
        trial("c01", Troubles.NONE, Optional.of(watched(Optional.empty(), 0, .1))),
        List.of(
            request(StampClock.KERNEL, OptionalInt.of(0), MS),
            request(StampClock.USER, OptionalInt.of(0), 0)));
    assertThat(summary().stampedBy()).isEqualTo(StampedBy.MIXED);
    assertThat(summary().mixedTrials()).isEqualTo(1);
    assertThat(summary().why()).singleElement().asString().contains("the wall clock was set");
    assertThat(summary().run().clientDelay().orElseThrow().n()).isEqualTo(2);
  }

  @Test
  void without_kernel_stamps_the_probe_says_how_late_the_client_was() {
    Optional<String> tls = Optional.of("TLS");
    add(
        trial("c01", Troubles.NONE, Optional.of(watched(tls, 2 * MS, .1))),
        List.of(request(StampClock.USER, OptionalInt.of(0), 0)));
    add(
        trial("c01", Troubles.NONE, Optional.of(watched(tls, 3 * MS, .3))),
        List.of(request(StampClock.USER, OptionalInt.of(0), 0)));
    assertThat(summary().stampedBy()).isEqualTo(StampedBy.CLIENT);
    assertThat(summary().why()).containsExactly("TLS");
    assertThat(summary().run().clientDelay())
        .contains(new OfInstrument.Late(Timed.PROBE, 1, 3, 3, 3));
    assertThat(summary().run().clientCpu()).hasValue(.3);
    assertThat(summary().run().longestPause()).hasValue(2);
  }

  @Test
  void a_file_that_does_not_say_what_was_shared_says_nothing_was() {
    add(
        trial("c01", Troubles.NONE, Optional.empty()),
        List.of(request(StampClock.KERNEL, OptionalInt.empty(), 1)));
    add(
        trial("c02", Troubles.NONE, Optional.empty()),
        List.of(request(StampClock.KERNEL, OptionalInt.of(1), 1)));
    assertThat(summary().run().shared()).isEmpty();
    assertThat(summary().cells())
        .hasEntrySatisfying("c02", held -> assertThat(held.shared()).hasValue(0.5));
    assertThat(summary().run().longestPause()).isEmpty();
  }

  @Test
  void an_invalid_trial_does_not_speak_for_the_instrument_of_the_valid_ones() {
    add(
        trial("c01", VOID, Optional.empty()),
        List.of(request(StampClock.KERNEL, OptionalInt.of(0), 900 * MS)));
    assertThat(instruments.summary(Optional.empty())).isEmpty();
  }
}
