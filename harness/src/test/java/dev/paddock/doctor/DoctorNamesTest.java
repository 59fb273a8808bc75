package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.parse.Severity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Names that nobody reads, and assignments that reach nobody, planted one at a time. */
class DoctorNamesTest extends Ailing {
  @Test
  void a_variable_that_never_existed_is_found() {
    machine.unit().dropIn("override.conf", "Environment=\"OLLAMA_NUM_GPU=99\"");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.what()).isEqualTo("OLLAMA_NUM_GPU=99 is read by nothing");
    assertThat(finding.evidence()).isEqualTo(DROP_IN + ":2");
    assertThat(finding.fix()).contains("\"num_gpu\": 99").contains("PARAMETER num_gpu 99");
  }

  @Test
  void a_dead_variable_is_found_and_its_successor_named() {
    machine.process(7, "OLLAMA_INTEL_GPU=1", "HOME=/root");
    assertThat(only().fix()).isEqualTo("OLLAMA_VULKAN=1 ollama serve");
  }

  @Test
  void a_slip_in_a_name_is_found() {
    machine.unit("Environment=\"OLLAMA_NUM_PARALEL=4\"");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.fix()).endsWith("[Service]\nEnvironment=\"OLLAMA_NUM_PARALLEL=4\"");
  }

  @Test
  void a_name_that_is_like_no_other_is_a_note() {
    machine.unit("Environment=\"OLLAMA_XYZZY_PLUGH_QUUX=4\"");
    assertThat(only().severity()).isEqualTo(Severity.NOTE);
    assertThat(machine.diagnose(new Subject.Everything()).ill()).isFalse();
  }

  @Test
  void what_kubernetes_adds_beside_a_service_of_that_name_is_no_finding() {
    machine.file(
        "home/me/pod.env",
        """
        OLLAMA_PORT=tcp://10.4.0.9:80
        OLLAMA_PORT_80_TCP_ADDR=10.4.0.9
        OLLAMA_SERVICE_PORT_WEB=80
        """);
    assertThat(machine.diagnose(new Subject.Env(Path.of("pod.env"))).findings()).isEmpty();
  }

  @Test
  void a_port_of_ones_own_is_found() {
    machine.file("home/me/my.env", "OLLAMA_PORT=8080\n");
    assertThat(machine.diagnose(new Subject.Env(Path.of("my.env"))).findings()).hasSize(1);
  }

  @Test
  void a_command_after_a_value_belongs_to_the_value_in_a_file_of_variables() {
    machine.file("home/me/my.env", "OLLAMA_MAX_QUEUE=64 ollama serve\n");
    assertThat(machine.diagnose(new Subject.Env(Path.of("my.env"))).findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.HARM);
  }

  @Test
  void a_drop_in_that_another_undoes_is_found() {
    machine
        .unit()
        .dropIn("10-mine.conf", "Environment=OLLAMA_NUM_PARALLEL=4")
        .dropIn("override.conf", "Environment=OLLAMA_NUM_PARALLEL=1");
    Finding finding = only();
    assertThat(finding.what()).startsWith("OLLAMA_NUM_PARALLEL=4 is overridden");
    assertThat(finding.evidence()).contains("10-mine.conf:2").contains("override.conf:2");
  }

  @Test
  void a_drop_in_may_override_the_unit() {
    machine
        .unit("Environment=OLLAMA_NUM_PARALLEL=4")
        .dropIn("override.conf", "Environment=OLLAMA_NUM_PARALLEL=1");
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void an_emptied_environment_holds_nothing() {
    machine
        .unit("Environment=OLLAMA_NUM_GPU=1")
        .dropIn("override.conf", "Environment=", "Environment=OLLAMA_NUM_PARALLEL=2");
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void an_export_of_the_shell_that_the_service_never_sees_is_found() {
    machine
        .unit()
        .file("home/me/.bashrc", "# mine\nexport OLLAMA_MODELS=/data\n")
        .shell("OLLAMA_MODELS", "/data");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.VOID);
    assertThat(finding.evidence()).isEqualTo("/home/me/.bashrc:2");
    assertThat(finding.fix()).endsWith("Environment=\"OLLAMA_MODELS=/data\"");
  }

  @Test
  void a_shell_that_started_the_server_itself_is_well() {
    machine.process(7, "OLLAMA_MODELS=/data").shell("OLLAMA_MODELS", "/data");
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void a_unit_that_systemd_has_not_read_again_is_found() {
    machine
        .unit()
        .command(
            "yes\n", "systemctl", "show", "ollama.service", "-p", "NeedDaemonReload", "--value");
    assertThat(only().fix()).startsWith("sudo systemctl daemon-reload");
  }

  @Test
  void a_process_that_still_has_the_old_value_is_found() {
    machine
        .unit("Environment=OLLAMA_NUM_PARALLEL=4")
        .process(7, "OLLAMA_NUM_PARALLEL=1")
        .file("proc/7/cgroup", "0::/system.slice/ollama.service\n");
    Finding finding = only();
    assertThat(finding.what()).contains("was not restarted since OLLAMA_NUM_PARALLEL changed");
    assertThat(finding.fix())
        .isEqualTo("sudo systemctl daemon-reload && sudo systemctl restart ollama.service");
  }

  @Test
  void a_log_tells_that_a_process_of_another_user_has_the_old_value() {
    machine
        .unit("Environment=OLLAMA_NUM_PARALLEL=4")
        .journal("msg=\"server config\" env=\"map[OLLAMA_NUM_PARALLEL:1 OLLAMA_VULKAN:true]\"\n")
        .file("proc/7/cmdline", "/usr/local/bin/ollama\0serve\0")
        .file("proc/7/cgroup", "0::/system.slice/ollama.service\n");
    Finding finding = only();
    assertThat(finding.rule()).isEqualTo("not-restarted");
    assertThat(finding.effect()).contains("OLLAMA_NUM_PARALLEL=1");
    assertThat(machine.diagnose(new Subject.Everything()).unread())
        .contains("the environment of pid 7 belongs to another user: sudo paddock doctor --pid 7");
  }

  @Test
  void a_flag_that_does_not_exist_is_found() {
    machine.unit("ExecStartPost=/usr/local/bin/ollama run llama3.2 --num-gpu 20");
    Finding finding = only();
    assertThat(finding.what()).isEqualTo("ollama run has no flag --num-gpu");
    assertThat(finding.fix()).contains("\"num_gpu\": 20");
  }

  @Test
  void a_flag_in_the_command_of_a_container_is_found() {
    machine.compose(
        """
        services:
          ollama:
            image: ollama/ollama
            entrypoint: ["/bin/sh", "-c", "ollama serve --port 9000"]
        """);
    assertThat(only().fix()).contains("OLLAMA_HOST: \"127.0.0.1:9000\"");
  }

  @Test
  void every_rule_has_a_name_of_its_own() {
    assertThat(Rule.values()).extracting(Rule::id).doesNotHaveDuplicates();
  }
}
