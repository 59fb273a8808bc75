package dev.paddock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Fingerprint;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnvironmentCheckTest {
  private static final Fingerprint BEGAN =
      new Fingerprint(
          new TreeMap<>(Map.of("cpu.governor", "performance", "gpu.0", "a", "os", "b")));

  @Test
  void a_governor_that_was_changed_amid_a_run_is_told() {
    assertThat(
            EnvironmentCheck.of(BEGAN, new TreeMap<>(Map.of("cpu.governor", "powersave"))).words())
        .containsExactly(
            "the environment changed since the run began (cpu.governor: performance → powersave)."
                + " Change it back, or start a new run");
  }

  @Test
  void what_was_not_read_again_does_not_count_as_changed() {
    assertThat(EnvironmentCheck.of(BEGAN, new TreeMap<>(Map.of("os", "b"))).all()).isEmpty();
  }
}
