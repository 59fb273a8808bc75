package dev.paddock.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.journal.Json;
import dev.paddock.journal.WriteFailedException;
import dev.paddock.record.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationsTest {
  @TempDir Path folder;

  private static Calibration calibration(String fingerprint) {
    return new Calibration(
        Instant.parse("2026-11-22T08:00:00Z"),
        fingerprint,
        "neither side pinned to a core",
        new Calibration.WarmUp(1.5, 4, 30),
        List.of(),
        20_000,
        new Calibration.Drain(80_000, 12),
        List.of(
            new Calibration.Ratio(
                "highest_rate", Calibration.Phase.IN, 70_000, 80_000, 0.875, 0.8, 0.9, 3)),
        new TreeMap<>(Map.of("ttft.p50", new Calibration.Noise(0.01, 0.017, 6))));
  }

  private Map<String, String> environment() {
    return Map.of("XDG_CACHE_HOME", folder.toString());
  }

  @Test
  void a_calibration_of_another_machine_is_not_quoted() {
    Calibration kept = calibration("abc");
    Calibrations.keep(kept, environment());
    assertThat(Calibrations.of("abc", environment())).contains(kept);
    assertThat(Calibrations.of("abd", environment())).isEmpty();
  }

  @Test
  void a_torn_file_is_no_calibration_and_no_stack_trace() throws Exception {
    Path file = Calibrations.keep(calibration("abc"), environment());
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    assertThat(Calibrations.of("abc", environment())).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_written_is_said() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(
            () -> Calibrations.keep(calibration("abc"), Map.of("XDG_CACHE_HOME", file.toString())))
        .isInstanceOf(WriteFailedException.class)
        .hasMessageStartingWith("the calibration cannot be kept");
  }

  /** Scripts rely on these names; design.md has them. */
  @Test
  void the_names_that_scripts_read_do_not_change() {
    assertThat(Json.line(calibration("abc")))
        .contains("\"rungs\":[")
        .contains("\"highest_rate\":20000")
        .contains("\"drain\":{\"highest_rate\":80000,\"cpu_us_per_token\":12.0}")
        .contains("\"noise_floor\":{\"ttft.p50\":{\"sd\":0.01,");
  }
}
