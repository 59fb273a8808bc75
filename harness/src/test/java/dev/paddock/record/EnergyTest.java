package dev.paddock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A window from 1 to 3 s. */
class EnergyTest {
  private static final long S = 1_000_000_000;
  private static final Window WINDOW = new Window(S, 3 * S);

  private static Sample sample(double second, OptionalDouble joules, Sample.Gpu... gpus) {
    return new Sample(
        (long) (second * S),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.of(
            new Sample.Machine(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                joules)),
        gpus.length == 0 ? Optional.empty() : Optional.of(List.of(gpus)));
  }

  private static Sample.Gpu gpu(OptionalDouble watts, OptionalDouble joules) {
    return new Sample.Gpu(
        OptionalDouble.empty(),
        OptionalLong.empty(),
        watts,
        joules,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }

  private static Sample.Gpu drawing(double watts) {
    return gpu(OptionalDouble.of(watts), OptionalDouble.empty());
  }

  private static Sample.Gpu counting(double joules) {
    return gpu(OptionalDouble.of(9999), OptionalDouble.of(joules));
  }

  @Test
  void energy_of_the_warm_up_or_after_the_window_does_not_count() {
    OptionalDouble joules =
        Energy.joules(
            List.of(
                sample(0, OptionalDouble.of(500)),
                sample(2, OptionalDouble.of(600)),
                sample(4, OptionalDouble.of(1000))),
            WINDOW);
    assertThat(joules.orElseThrow()).as("50 of the first 100, 200 of 400").isEqualTo(250);
  }

  @Test
  void both_cards_and_the_processor_count() {
    OptionalDouble joules =
        Energy.joules(
            List.of(
                sample(1, OptionalDouble.of(10), drawing(100), counting(70)),
                sample(2, OptionalDouble.of(20), drawing(300), counting(100)),
                sample(3, OptionalDouble.of(30), drawing(300), counting(170))),
            WINDOW);
    // 20 J; 200 and 300 J by trapezoids; 100 J by the counter, whatever the power says.
    assertThat(joules.orElseThrow()).isCloseTo(20 + 500 + 100, within(1e-9));
  }

  @Test
  void a_part_of_the_window_does_not_pass_for_the_whole() {
    assertThat(
            Energy.joules(
                List.of(sample(1, OptionalDouble.of(1)), sample(2, OptionalDouble.of(5))), WINDOW))
        .isEmpty();
    assertThat(
            Energy.joules(
                List.of(sample(2, OptionalDouble.of(1)), sample(4, OptionalDouble.of(5))), WINDOW))
        .isEmpty();
  }

  @Test
  void a_machine_that_tells_nothing_takes_no_energy() {
    assertThat(
            Energy.joules(
                Stream.of(0, 4).map(at -> sample(at, OptionalDouble.empty())).toList(), WINDOW))
        .isEmpty();
    assertThat(Energy.joules(List.of(), WINDOW)).isEmpty();
  }
}
