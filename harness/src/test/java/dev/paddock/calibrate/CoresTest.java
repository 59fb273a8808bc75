package dev.paddock.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {
  @Test
  void both_sides_on_one_core_are_never_called_pinned() {
    assertThat(Cores.of("0")).isEmpty();
    assertThat(Cores.of("3-3")).isEmpty();
    assertThat(Cores.of("0-1")).contains(new Cores(0, 1));
  }

  @Test
  void a_core_that_is_not_ours_is_not_given_out() {
    assertThat(Cores.of("0-3,8")).contains(new Cores(3, 8));
    assertThat(Cores.of("2,5")).contains(new Cores(2, 5));
  }

  @Test
  void the_server_keeps_its_command() {
    assertThat(new Cores(4, 5).pinned(List.of("java", "-jar", "x")))
        .containsExactly("taskset", "--cpu-list", "4", "java", "-jar", "x");
  }
}
