package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersTest {
  @TempDir private Path root = Path.of("");

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void idle_time_counts_as_busy_or_stolen_time_does_not() throws Exception {
    file(
        "proc/stat",
        """
        cpu  1000 100 200 9000 500 10 20 70 300 0
        cpu0 500 50 100 4500 250 5 10 35 150 0
        cpu1 500 50 100 4500 250 5 10 35 150 0
        intr 5
        """);
    Counters counters = new Counters(root);
    assertThat(counters.busy()).hasValue(14.0);
    assertThat(counters.cores()).hasValue(2);
  }

  @Test
  void a_system_without_these_files_is_called_idle() {
    Counters counters = new Counters(root);
    assertThat(counters.busy()).isEmpty();
    assertThat(counters.cores()).isEmpty();
    assertThat(counters.thermal()).isEmpty();
    assertThat(counters.quota()).isEmpty();
  }

  @Test
  void heat_of_any_core_or_of_the_chip_is_missed() throws Exception {
    file("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "3\n");
    file("sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", "5\n");
    file("sys/devices/system/cpu/cpu11/thermal_throttle/core_throttle_count", "1\n");
    file("sys/devices/system/cpu/cpufreq/thermal_throttle/core_throttle_count", "99\n");
    assertThat(new Counters(root).thermal()).hasValue(9);
  }

  @Test
  void a_quota_of_a_group_above_is_missed() throws Exception {
    file("proc/self/cgroup", "0::/system.slice/paddock.service\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 1\nnr_periods 9\n");
    file("sys/fs/cgroup/system.slice/cpu.stat", "nr_periods 9\nnr_throttled 2\n");
    file("sys/fs/cgroup/system.slice/paddock.service/cpu.stat", "nr_throttled 5\n");
    file("sys/fs/cgroup/system.slice/other.service/cpu.stat", "nr_throttled 77\n");
    assertThat(new Counters(root).quota()).hasValue(7);
  }

  @Test
  void a_group_of_the_first_version_is_missed_or_counted_twice() throws Exception {
    file("proc/self/cgroup", "9:name=systemd:/\n4:cpu,cpuacct:/box\n0::/\n");
    file("sys/fs/cgroup/cpu,cpuacct/box/cpu.stat", "nr_throttled 5\nthrottled_time 1\n");
    Files.createSymbolicLink(root.resolve("sys/fs/cgroup/cpu"), Path.of("cpu,cpuacct"));
    assertThat(new Counters(root).quota()).hasValue(5);
  }
}
