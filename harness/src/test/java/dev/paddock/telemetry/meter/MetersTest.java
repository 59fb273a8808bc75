package dev.paddock.telemetry.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Sample;
import dev.paddock.telemetry.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetersTest {
  @TempDir private Path root = Path.of("");

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Sample.Machine read() {
    try (Meters meters = new Meters(root)) {
      return meters.read();
    }
  }

  @Test
  void stolen_time_counts_as_busy_and_idle_time_does_not() throws Exception {
    file(
        "proc/stat",
        """
        cpu  1000 100 200 9000 500 10 20 70 300 0
        cpu0 500 50 100 4500 250 5 10 35 150 0
        cpu1 500 50 100 4500 250 5 10 35 150 0
        intr 5
        """);
    assertThat(read().cpu()).hasValue(14.0);
    assertThat(new Host(root).cores()).hasValue(2);
  }

  @Test
  void a_system_without_these_files_is_not_called_idle() {
    assertThat(read())
        .isEqualTo(
            new Sample.Machine(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty()));
  }

  @Test
  void heat_of_any_core_and_of_the_chip_is_counted() throws Exception {
    file("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "3\n");
    file("sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", "5\n");
    file("sys/devices/system/cpu/cpu11/thermal_throttle/core_throttle_count", "1\n");
    file("sys/devices/system/cpu/cpufreq/thermal_throttle/core_throttle_count", "99\n");
    assertThat(read().thermal()).hasValue(9);
  }

  @Test
  void a_quota_of_a_group_above_is_counted() throws Exception {
    file("proc/self/cgroup", "0::/system.slice/paddock.service\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 1\nnr_periods 9\n");
    file("sys/fs/cgroup/system.slice/cpu.stat", "nr_periods 9\nnr_throttled 2\n");
    file("sys/fs/cgroup/system.slice/paddock.service/cpu.stat", "nr_throttled 5\n");
    file("sys/fs/cgroup/system.slice/other.service/cpu.stat", "nr_throttled 77\n");
    assertThat(read().quota()).hasValue(7);
  }

  @Test
  void a_group_of_the_first_version_is_counted_once() throws Exception {
    file("proc/self/cgroup", "9:name=systemd:/\n4:cpu,cpuacct:/box\n0::/\n");
    file("sys/fs/cgroup/cpu,cpuacct/box/cpu.stat", "nr_throttled 5\nthrottled_time 1\n");
    Files.createSymbolicLink(root.resolve("sys/fs/cgroup/cpu"), Path.of("cpu,cpuacct"));
    assertThat(read().quota()).hasValue(5);
  }

  @Test
  void swapping_in_either_direction_is_counted() throws Exception {
    file("proc/vmstat", "nr_free_pages 9\npswpin 3\npswpout 4\nzswpout 1000\n");
    assertThat(read().swapped()).hasValue(7 * 4096);
  }

  @Test
  void one_slow_core_is_not_hidden_by_the_others() throws Exception {
    for (int core = 0; core < 4; core++) {
      String folder = "sys/devices/system/cpu/cpu" + core + "/cpufreq/";
      file(folder + "scaling_cur_freq", core == 3 ? "800000\n" : "3600000\n");
      file(folder + "scaling_max_freq", core == 3 ? "1200000\n" : "3600000\n");
    }
    assertThat(read().clock()).hasValue(2900);
    assertThat(read().clockLimit()).hasValue(1200);
  }

  @Test
  void a_counter_of_energy_that_starts_again_keeps_what_was_used() throws Exception {
    zone("intel-rapl:0", "package-0", 900_000_000L);
    zone("intel-rapl:0:0", "core", 5);
    zone("intel-rapl:0:1", "dram", 1_000_000);
    zone("intel-rapl:1", "psys", 7);
    try (Meters meters = new Meters(root)) {
      zone("intel-rapl:0", "package-0", 400_000_000L);
      zone("intel-rapl:0:0", "core", 50_000_000);
      zone("intel-rapl:0:1", "dram", 3_000_000);
      zone("intel-rapl:1", "psys", 70_000_000);
      // From 900 J over the end of its range at 1000 J to 400 J, and 2 J of the memory's own.
      assertThat(meters.read().energy()).hasValue(502);
      assertThat(meters.read().energy()).hasValue(502);
    }
  }

  private void zone(String zone, String name, long microjoules) throws IOException {
    file("sys/class/powercap/" + zone + "/name", name + "\n");
    file("sys/class/powercap/" + zone + "/max_energy_range_uj", "1000000000\n");
    file("sys/class/powercap/" + zone + "/energy_uj", microjoules + "\n");
  }

  @Test
  void a_counter_that_is_shown_to_root_only_is_unknown_energy() throws Exception {
    file("sys/class/powercap/intel-rapl:0/name", "package-0\n");
    assertThat(read().energy()).isEmpty();
  }
}
