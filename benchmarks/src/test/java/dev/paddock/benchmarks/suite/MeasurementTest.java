package dev.paddock.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void the_load_of_others_is_told_from_the_forks_own() {
    CpuTimes before = times(100, 50, 850, 0, 10, 5, 20, 3);
    CpuTimes after = times(200, 150, 850, 100, 60, 25, 40, 23);
    assertThat(before.all()).isEqualTo(1000);
    assertThat(before.busy()).isEqualTo(150);
    assertThat(before.own()).isEqualTo(38);
    assertThat(after.own() - before.own()).isEqualTo(110);
    assertThat(before.othersUntil(after)).isEqualTo(90 / 300.0);
    assertThat(before.othersUntil(before)).isZero();
  }

  private static CpuTimes times(
      int user, int system, int idle, int waiting, int ownUser, int ownSystem, int kids, int more) {
    return CpuTimes.parse(
        "cpu  %d 0 %d %d %d 0 0 0 0 0\ncpu0 1 2 3".formatted(user, system, idle, waiting),
        "4711 (a (strange) name) S 1 2 3 4 5 6 7 8 9 10 %d %d %d %d 20 0 99"
            .formatted(ownUser, ownSystem, kids, more));
  }

  @Test
  void a_fork_beside_other_work_does_not_count() {
    assertThat(Measurement.otherLoad(0.1)).isEmpty();
    assertThat(Measurement.otherLoad(0.6)).get().asString().contains("others took 60 %");
  }

  @Test
  void a_fork_whose_processor_was_taken_away_does_not_count() {
    assertThat(Measurement.waited(5171, 3565)).get().asString().contains("kept from its processor");
    assertThat(Measurement.waited(3600, 3565)).isEmpty();
    // The compilers of a fork take CPU time beside the computation.
    assertThat(Measurement.waited(3600, 3900)).isEmpty();
  }

  @Test
  void a_compilation_amid_the_last_iteration_is_not_taken_for_the_operation() {
    assertThat(Measurement.stopped(List.of(165.0, 153.0, 189.0, 224_000.0)))
        .get()
        .asString()
        .contains("took 224000 ns in one iteration, 165 ns at the median");
    assertThat(Measurement.stopped(List.of(165.0, 153.0, 189.0, 640.0))).isEmpty();
    assertThat(Measurement.stopped(List.of())).isEmpty();
  }

  @Test
  void a_fork_that_is_still_being_compiled_does_not_count() {
    assertThat(Measurement.notWarm(List.of(900.0, 400.0, 200.0))).get().asString().contains("fell");
    assertThat(Measurement.notWarm(List.of(210.0, 190.0, 200.0))).isEmpty();
    assertThat(Measurement.notWarm(List.of(210.0, 205.0, 200.0))).isEmpty();
    assertThat(Measurement.notWarm(List.of())).isEmpty();
  }
}
