package dev.paddock.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
  @TempDir private Path root = Path.of("");

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  @Test
  void every_fact_that_linux_tells_is_read() throws Exception {
    String cpu = "sys/devices/system/cpu/";
    for (int core = 0; core < 2; core++) {
      file(
          cpu + "cpu" + core + "/cpufreq/scaling_governor",
          core == 0 ? "powersave" : "performance");
      file(cpu + "cpu" + core + "/cpufreq/scaling_max_freq", "3600000");
      file(cpu + "cpu" + core + "/cpufreq/scaling_driver", "intel_pstate");
      file(cpu + "cpu" + core + "/cpufreq/energy_performance_preference", "power");
    }
    file(cpu + "intel_pstate/no_turbo", "1");
    file(cpu + "smt/active", "1");
    file(cpu + "online", "0-1");
    file("sys/devices/system/node/node0/cpulist", "0");
    file("sys/devices/system/node/node1/cpulist", "1");
    file("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
    file("proc/meminfo", "MemTotal: 16 kB\nSwapTotal:  8388608 kB\nSwapFree: 8388508 kB");
    file("proc/sys/vm/swappiness", "60");
    file("proc/cpuinfo", "flags\t\t: fpu vme hypervisor lahf_lm");
    file("sys/class/dmi/id/sys_vendor", "QEMU");
    file("proc/self/cgroup", "0::/system.slice/docker-abc.scope");
    file("proc/self/status", "Cpus_allowed_list:\t1");
    file("sys/fs/cgroup/system.slice/cpu.max", "200000 100000");
    file("sys/class/power_supply/AC/type", "Mains");
    file("sys/class/power_supply/AC/online", "0");
    file("sys/class/power_supply/BAT0/type", "Battery");
    assertThat(new Host(root).fixed().entrySet().stream().map(Object::toString).toList())
        .containsExactly(
            "container=docker", "cpu.driver=intel_pstate", "memory.nodes=2", "virtual=QEMU");
    assertThat(new Host(root).changing().entrySet().stream().map(Object::toString).toList())
        .containsExactly(
            "cpu.clock_limit=3600 MHz",
            "cpu.governor=performance, powersave",
            "cpu.online=0-1",
            "cpu.preference=power",
            "cpu.smt=on",
            "cpu.turbo=off",
            "limit.cores=1",
            "limit.cpu=2.00 cores",
            "memory.huge_pages=madvise",
            "memory.swap=8 GiB",
            "memory.swappiness=60",
            "power=battery");
    assertThat(new Host(root).swapUsed()).hasValue(100 * 1024);
  }

  @Test
  void a_system_that_tells_nothing_has_no_facts() {
    assertThat(new Host(root).changing()).isEmpty();
    assertThat(new Host(root).fixed()).isEmpty();
  }

  @Test
  void a_limit_of_the_first_version_is_read_and_none_is_none() throws Exception {
    file("proc/self/cgroup", "4:memory:/box\n1:cpu,cpuacct:/box");
    file("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "9223372036854771712");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912");
    file("sys/fs/cgroup/cpu/box/cpu.cfs_quota_us", "-1");
    file("sys/fs/cgroup/cpu/box/cpu.cfs_period_us", "100000");
    assertThat(new Host(root).memoryLimit("self")).hasValue(512L << 20);
    assertThat(new Host(root).quota("self")).isEmpty();
  }

  @Test
  void amds_boost_is_the_opposite_of_intels_lack_of_it() throws Exception {
    file("sys/devices/system/cpu/cpufreq/boost", "1");
    assertThat(new Host(root).turbo()).contains(true);
  }

  @Test
  void a_flag_that_names_a_path_or_changes_from_start_to_start_is_no_fact() {
    assertThat(
            Flags.of(
                List.of(
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "-Dplanted=secret",
                    "-javaagent:/home/alice/x.jar",
                    "-XX:AOTCache=x",
                    "-XX:OnError=/home/alice/x",
                    "-Xlog:aot=off",
                    "--enable-native-access=ALL-UNNAMED")))
        .isEqualTo("-Xmx1g -XX:+UseSerialGC");
    assertThat(Flags.of(List.of())).isEqualTo("none");
  }
}
