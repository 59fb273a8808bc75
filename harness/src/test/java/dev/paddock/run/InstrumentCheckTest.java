package dev.paddock.run;

import static dev.paddock.run.Measurements.MS;
import static dev.paddock.run.Measurements.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Instrument;
import dev.paddock.record.Meanwhile;
import dev.paddock.record.Pauses;
import dev.paddock.record.Quantity;
import dev.paddock.record.Request;
import dev.paddock.record.Spread;
import dev.paddock.record.StampClock;
import dev.paddock.record.Troubles;
import dev.paddock.record.Validity;
import dev.paddock.run.Measurements.Draft;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A median of 100 ms to the first token: 1 ms is allowed. */
class InstrumentCheckTest {
  private Pauses pauses = Pauses.NONE;
  private Optional<Spread> probe = Optional.empty();
  private OptionalDouble client = OptionalDouble.of(0.1);
  private OptionalDouble others = OptionalDouble.of(0.05);
  private OptionalLong thermal = OptionalLong.of(0);
  private OptionalLong quota = OptionalLong.of(0);
  private OptionalDouble clockCut = OptionalDouble.of(0);
  private Optional<String> gpuSlowed = Optional.empty();
  private List<Request> requests = good(40);

  private List<String> reasons() {
    return troubles().words();
  }

  private Troubles troubles() {
    return InstrumentCheck.of(
        new Instrument(
            Optional.empty(),
            Spread.of(20_000),
            probe,
            Spread.of(10_000),
            pauses,
            OptionalInt.of(2),
            client,
            others,
            thermal,
            quota,
            Optional.of(
                new Meanwhile(
                    OptionalDouble.of(.005),
                    OptionalLong.of(1 << 20),
                    OptionalDouble.of(3600),
                    clockCut,
                    OptionalDouble.of(.9),
                    OptionalDouble.of(1980),
                    OptionalDouble.of(80),
                    gpuSlowed,
                    Optional.empty()))),
        requests);
  }

  private static List<Request> all(UnaryOperator<Draft> how) {
    return IntStream.rangeClosed(1, 40).mapToObj(id -> how.apply(new Draft(id)).request()).toList();
  }

  private void assertOnly(String words) {
    assertThat(reasons()).singleElement().asString().contains(words);
  }

  @Test
  void a_quiet_instrument_spoils_no_trial() {
    pauses = new Pauses(3, MS, 3 * MS);
    assertThat(reasons()).isEmpty();
  }

  @Test
  void a_long_collection_amid_the_measurement_costs_what_rests_on_the_time_of_sending() {
    pauses = new Pauses(2, 7 * MS, 8 * MS);
    assertOnly(
        "garbage collection stopped the client 2 times amid the measurement, for up to 7 ms");
    assertThat(troubles().lost())
        .contains(Quantity.TTFT, Quantity.E2E)
        .doesNotContain(Quantity.ITL, Quantity.TTFT_SERVICE, Quantity.THROUGHPUT_TOKENS);
  }

  @Test
  void a_client_without_a_core_to_spare_spoils_a_trial() {
    client = OptionalDouble.of(0.93);
    assertOnly("the client used 93 % of the 2 cores");
  }

  @Test
  void another_program_on_the_machine_makes_a_trial_noisy_and_takes_what_it_shares() {
    others = OptionalDouble.of(0.35);
    assertOnly("used 35 % of its cores");
    assertThat(troubles().validity()).isEqualTo(Validity.NOISY);
    assertThat(troubles().lost()).containsExactlyInAnyOrder(Quantity.ENERGY, Quantity.VRAM_DRIVER);
  }

  @Test
  void a_hot_processor_is_what_the_cell_does() {
    thermal = OptionalLong.of(4);
    assertOnly("slowed down because of heat (4 times");
    assertThat(troubles().validity()).isEqualTo(Validity.WHOLE);
  }

  @Test
  void a_clock_that_was_cut_amid_the_measurement_is_told() {
    clockCut = OptionalDouble.of(0.25);
    assertOnly("the processor's highest clock was cut by 25 % amid the measurement");
  }

  @Test
  void a_clock_limit_that_wavers_by_a_step_spoils_no_trial() {
    clockCut = OptionalDouble.of(0.004);
    assertThat(reasons()).isEmpty();
  }

  @Test
  void a_graphics_card_that_was_slowed_down_is_told() {
    gpuSlowed = Optional.of("heat, by the driver");
    assertOnly("the graphics card ran slower than it could (heat, by the driver)");
  }

  @Test
  void reads_of_answers_that_never_streamed_are_not_late() {
    requests = all(draft -> draft.heldBack().shared(8).delay(4 * MS));
    assertThat(reasons()).isEmpty();
    requests = all(draft -> draft.shared(8).delay(4 * MS));
    assertOnly("chunks shared a read that the client came to more than 1 ms late");
  }

  @Test
  void a_quota_that_holds_the_client_up_spoils_a_trial() {
    quota = OptionalLong.of(12);
    assertOnly("a CPU quota stopped the client's control group in 12 periods");
  }

  @Test
  void a_client_that_is_late_and_has_no_kernel_stamps_loses_every_time() {
    probe = Spread.of(50_000, 60_000, 3 * MS);
    assertOnly("a probe stream beside the load up to 3.0 ms late");
    assertThat(troubles().lost())
        .contains(Quantity.TTFT, Quantity.ITL, Quantity.TPOT, Quantity.E2E);
    assertThat(troubles().lost()).doesNotContain(Quantity.MEMORY, Quantity.VRAM);
  }

  @Test
  void chunks_that_shared_a_read_because_the_client_was_late_spoil_a_trial() {
    requests = all(draft -> draft.shared(4).delay(2 * MS));
    assertOnly("160 of 320 chunks shared a read");
  }

  @Test
  void chunks_that_the_server_sent_together_spoil_no_trial() {
    requests = all(draft -> draft.shared(8));
    assertThat(reasons()).isEmpty();
  }

  @Test
  void late_chunks_that_were_alone_in_their_read_have_a_right_arrival() {
    requests = all(draft -> draft.shared(0).delay(2 * MS));
    assertThat(reasons()).isEmpty();
  }

  @Test
  void what_cannot_be_known_spoils_no_trial() {
    client = OptionalDouble.empty();
    others = OptionalDouble.empty();
    thermal = OptionalLong.empty();
    quota = OptionalLong.empty();
    requests = all(draft -> draft.clock(StampClock.USER).delay(0).shared(8));
    assertThat(reasons()).isEmpty();
  }
}
