package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.host.LiveServer;
import dev.paddock.settings.parse.Severity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of the machine makes any setting slow, and what is well. */
class DoctorMachineTest extends Ailing {
  @Test
  void a_healthy_installation_is_well() {
    machine
        .unit("Environment=\"OLLAMA_HOST=0.0.0.0:11434\"")
        .dropIn(
            "override.conf",
            "Environment=\"OLLAMA_KEEP_ALIVE=-1\" OLLAMA_NUM_PARALLEL=2",
            "Environment=\"OLLAMA_FLASH_ATTENTION=1\"",
            "Environment=OLLAMA_KV_CACHE_TYPE=q8_0 # saves memory",
            "Environment=\"OLLAMA_ORIGINS=http://a,http://b\"",
            "Environment=CUDA_VISIBLE_DEVICES=0,1 LLAMA_ARG_FIT_TARGET=2048",
            "EnvironmentFile=-/etc/ollama.env")
        .file("etc/ollama.env", "# more\nOLLAMA_CONTEXT_LENGTH=8192\n")
        .compose(
            """
            services:
              ollama:
                image: ollama/ollama:latest
                environment:
                  - OLLAMA_NUM_PARALLEL=${SLOTS:-4}
                  - OLLAMA_KEEP_ALIVE=24h
                gpus: all
              webui:
                image: ghcr.io/x/webui:main
                environment:
                  OLLAMA_BASE_URL: http://ollama:11434
            """)
        .shell("OLLAMA_HOST", "127.0.0.1")
        .shell("OLLAMA_API_BASE", "http://127.0.0.1:11434")
        .file("dev/nvidia0", "")
        .answers(model("llama", 8192, 131_072, 4 * GIB, 4 * GIB));
    Doctor.Diagnosis diagnosis = machine.diagnose(new Subject.Everything());
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.ill()).isFalse();
    assertThat(diagnosis.looked())
        .contains(
            "ollama.service (system unit)",
            "/home/me/compose.yaml (compose file)",
            "Ollama 0.33.0 at http://127.0.0.1:11434");
  }

  @Test
  void a_machine_without_ollama_is_well() {
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_container_that_is_handed_no_gpu_is_found() {
    machine.file("dev/nvidia0", "").compose("services:\n  ollama:\n    image: ollama/ollama\n");
    assertThat(only().fix()).contains("driver: nvidia");
  }

  @Test
  void a_governor_that_holds_the_lowest_frequency_is_found() {
    String cpu = "sys/devices/system/cpu/cpu0/cpufreq/";
    machine
        .file(cpu + "scaling_governor", "powersave\n")
        .file(cpu + "scaling_driver", "acpi-cpufreq\n");
    assertThat(only().severity()).isEqualTo(Severity.HARM);
    machine.file(cpu + "scaling_driver", "intel_pstate\n");
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void a_server_in_swap_is_found() {
    machine
        .file(
            "proc/meminfo", "MemTotal: 33554432 kB\nSwapTotal: 8388608 kB\nSwapFree: 1048576 kB\n")
        .process(7)
        .file("proc/7/status", "Name: ollama\nVmSwap:  2097152 kB\n");
    assertThat(machine.findings())
        .extracting(Finding::what)
        .containsExactly("2.0 GiB of pid 7 lie in swap", "7.0 GiB of swap are in use");
    assertThat(machine.findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.HARM, Severity.NOTE);
  }

  @Test
  void a_quota_below_the_cores_is_found() {
    machine
        .process(7)
        .file("proc/7/cgroup", "0::/docker/abc\n")
        .file("sys/fs/cgroup/docker/abc/cpu.max", "100000 100000\n");
    Finding finding = only();
    assertThat(finding.what()).startsWith("pid 7 may use 1.0 of 2 cores");
    assertThat(finding.fix()).isEqualTo("LLAMA_ARG_THREADS=1 ollama serve");
  }

  @Test
  void heat_load_battery_and_a_small_memory_are_noted() {
    machine
        .file("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "12\n")
        .file("proc/loadavg", "7.50 3 3 1/100 1\n")
        .file("sys/class/power_supply/AC/type", "Mains\n")
        .file("sys/class/power_supply/AC/online", "0\n")
        .file("proc/meminfo", "MemTotal: 4194304 kB\n");
    assertThat(machine.findings())
        .extracting(Finding::rule)
        .containsExactly("machine.throttled", "machine.battery", "machine.load", "machine.memory");
    assertThat(machine.findings()).extracting(Finding::severity).containsOnly(Severity.NOTE);
  }

  @Test
  void a_server_elsewhere_is_neither_asked_nor_judged_by_this_machine() {
    machine.shell("OLLAMA_HOST", "192.168.1.7").file("proc/loadavg", "7.50 3 3 1/100 1\n");
    assertThat(machine.diagnose(new Subject.Everything()).unread())
        .anySatisfy(words -> assertThat(words).contains("192.168.1.7, another machine"));
    machine.answers(new LiveServer("http://192.168.1.7:11434", "0.33.0", List.of(), Map.of()));
    assertThat(machine.diagnose(new Subject.Url(URI.create("http://192.168.1.7:11434"))).findings())
        .isEmpty();
  }
}
