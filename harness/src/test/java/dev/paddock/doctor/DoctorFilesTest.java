package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How units, compose files and files of variables are read. */
class DoctorFilesTest extends Ailing {
  @Test
  void an_export_in_an_environment_file_is_found() {
    machine
        .unit("EnvironmentFile=/etc/ollama.env")
        .file("etc/ollama.env", "export OLLAMA_NUM_PARALLEL=4\n");
    Finding finding = only();
    assertThat(finding.evidence()).isEqualTo("/etc/ollama.env:1");
    assertThat(finding.fix()).isEqualTo("OLLAMA_NUM_PARALLEL=4");
  }

  /** A comment behind a value is a comment to compose, and part of the value to systemd. */
  @Test
  void a_comment_behind_a_value_is_part_of_it() {
    machine
        .unit("EnvironmentFile=/etc/ollama.env")
        .file("etc/ollama.env", "OLLAMA_NUM_PARALLEL=4 # four\n");
    assertThat(only().what()).isEqualTo("OLLAMA_NUM_PARALLEL=4 # four is no whole number");
  }

  @Test
  void a_drop_in_without_its_section_is_found() {
    machine
        .unit()
        .file(
            "etc/systemd/system/ollama.service.d/override.conf",
            "Environment=\"OLLAMA_MODELS=/data\"\n");
    Finding finding = only();
    assertThat(finding.what()).endsWith("stands in no section");
    assertThat(finding.fix()).isEqualTo("[Service]\nEnvironment=\"OLLAMA_MODELS=/data\"");
  }

  @Test
  void a_variable_that_stands_bare_in_a_unit_is_found() {
    machine.unit("OLLAMA_NUM_PARALLEL=4");
    assertThat(only().fix()).isEqualTo("[Service]\nEnvironment=\"OLLAMA_NUM_PARALLEL=4\"");
  }

  @Test
  void blanks_round_the_equals_sign_are_found() {
    machine.unit("Environment=OLLAMA_NUM_PARALLEL = 4");
    assertThat(machine.findings())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo("ignored-line");
              assertThat(finding.fix()).contains("Environment=\"OLLAMA_NUM_PARALLEL=4\"");
            });
  }

  /** NixOS, for one, keeps its units elsewhere. */
  @Test
  void a_unit_in_an_unusual_place_is_read() {
    machine.command(
        """
        # /nix/store/x/ollama.service
        [Service]
        ExecStart=/bin/ollama serve
        Environment=OLLAMA_NUM_GPU=99

        # /nix/store/x/ollama.service.d/overrides.conf
        [Service]
        Environment=OLLAMA_KEEP_ALIVE=1d
        """,
        "systemctl",
        "cat",
        "ollama.service");
    assertThat(machine.findings())
        .extracting(Finding::evidence)
        .containsExactly(
            "/nix/store/x/ollama.service.d/overrides.conf:2", "/nix/store/x/ollama.service:3");
  }

  @Test
  void a_compose_file_with_a_map_is_read() {
    machine.compose(
        """
        x-common: &common
          OLLAMA_NUM_GPU: 99
        services:
          ollama:
            image: ollama/ollama
            environment:
              <<: *common
              OLLAMA_FLASH_ATTENTION: "off"
        """);
    assertThat(machine.findings())
        .extracting(Finding::evidence)
        .containsExactly("/home/me/compose.yaml:8", "/home/me/compose.yaml:2");
    assertThat(machine.findings().getFirst().fix())
        .endsWith("      OLLAMA_FLASH_ATTENTION: \"false\"");
  }

  @Test
  void a_compose_file_with_a_list_or_an_env_file_is_read() {
    machine
        .file("home/me/ollama.env", "OLLAMA_LOW_VRAM=1\n")
        .compose(
            """
            services:
              llm:
                image: docker.io/ollama/ollama:0.33.0
                env_file: [ollama.env]
                environment:
                  - OLLAMA_KEEP_ALIVE=1d
                  - CUDA_VISIBLE_DEVICES="0"
            """);
    assertThat(machine.findings())
        .extracting(Finding::evidence)
        .containsExactly(
            "/home/me/compose.yaml:6", "/home/me/compose.yaml:7", "/home/me/ollama.env:1");
    assertThat(machine.findings().getFirst().fix()).endsWith("      - OLLAMA_KEEP_ALIVE=24h");
  }

  @Test
  void a_variable_on_the_wrong_service_is_found() {
    machine.compose(
        """
        services:
          webui:
            image: ghcr.io/x/webui:main
            environment:
              - OLLAMA_NUM_PARALLEL=4
        """);
    assertThat(only().what()).contains("is set on the service webui, which does not run Ollama");
  }

  @Test
  void a_dot_env_that_no_container_gets_is_found() {
    machine
        .file("home/me/.env", "OLLAMA_NUM_PARALLEL=4\nOLLAMA_KEEP_ALIVE=24h\n")
        .compose(
            """
            services:
              ollama:
                image: ollama/ollama
                environment:
                  - OLLAMA_KEEP_ALIVE=${OLLAMA_KEEP_ALIVE}
            """);
    Finding finding = only();
    assertThat(finding.evidence()).isEqualTo("/home/me/.env:1");
    assertThat(finding.fix()).isEqualTo("      - OLLAMA_NUM_PARALLEL=${OLLAMA_NUM_PARALLEL}");
  }

  @Test
  void a_compose_file_that_is_no_yaml_is_named_as_not_understood() {
    machine.compose("services: [");
    assertThat(machine.diagnose(new Subject.Everything()).notUnderstood())
        .hasSize(1)
        .allSatisfy(
            gap -> {
              assertThat(gap.place()).startsWith("/home/me/compose.yaml:");
              assertThat(gap.why()).startsWith("it is no YAML");
            });
  }

  @Test
  void an_anchor_that_holds_itself_does_no_harm() {
    machine.compose(
        """
        services:
          ollama: &o
            <<: *o
            image: ollama/ollama
            command: &c [*c]
        """);
    assertThat(machine.findings()).isEmpty();
  }

  @Test
  void an_env_file_that_cannot_be_read_is_named() {
    machine.compose(
        "services:\n  ollama:\n    image: ollama/ollama\n    env_file:\n      - path: gone.env\n");
    assertThat(machine.diagnose(new Subject.Everything()).unread())
        .contains("/home/me/gone.env, of ollama");
  }

  @Test
  void an_environment_file_alone_is_not_judged_by_this_machine() {
    machine.file("proc/loadavg", "7.50 3 3 1/100 1\n").file("home/me/e", "OLLAMA_NUM_THREADS=4\n");
    Doctor.Diagnosis diagnosis = machine.diagnose(new Subject.Env(Path.of("e")));
    assertThat(diagnosis.findings()).extracting(Finding::evidence).containsExactly("e:1");
  }

  @Test
  void a_unit_named_by_its_file_is_read() {
    machine.file("home/me/my.service", "[Service]\nEnvironment=OLLAMA_NUM_THREADS=4\n");
    assertThat(machine.diagnose(new Subject.Unit("./my.service")).findings()).hasSize(1);
  }

  @Test
  void a_unit_of_the_user_gets_a_fix_of_its_own() {
    machine.file(
        "home/me/.config/systemd/user/ollama.service",
        "[Service]\nExecStart=ollama serve\nEnvironment=OLLAMA_FLASH_ATTENTION=off\n");
    assertThat(machine.diagnose(new Subject.Unit("ollama")).findings().getFirst().fix())
        .startsWith("# systemctl --user edit ollama.service");
  }

  @Test
  void what_was_asked_for_and_is_not_there_is_refused() {
    assertThatThrownBy(() -> machine.diagnose(new Subject.Unit("ollama")))
        .isInstanceOf(DoctorException.class);
    assertThatThrownBy(() -> machine.diagnose(new Subject.Pid(4711)))
        .isInstanceOf(DoctorException.class);
    assertThatThrownBy(() -> machine.diagnose(new Subject.Env(Path.of("none"))))
        .isInstanceOf(DoctorException.class);
    assertThatThrownBy(() -> machine.diagnose(new Subject.Url(URI.create("http://127.0.0.1:9"))))
        .isInstanceOf(NoAnswer.class);
  }
}
