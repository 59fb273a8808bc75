package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.service.UnreadLine;
import org.junit.jupiter.api.Test;

/**
 * Shapes of files in public reports, each with its address; the values are not those of the
 * reports.
 */
class DoctorReportedFilesTest extends Ailing {
  /** github.com/ollama/ollama/issues/8473 */
  @Test
  void a_version_for_one_card_alone_is_read_as_the_one_for_all() {
    String run =
        """
        docker run -d --device /dev/kfd --device /dev/dri -p 11434:11434 \\
          --env HSA_OVERRIDE_GFX_VERSION_0="10.3.0" \\
          --env HSA_OVERRIDE_GFX_VERSION_1=%s ollama/ollama:rocm
        """;
    assertThat(whats("start.sh", run.formatted("11.0.0"))).isEmpty();
    assertThat(whats("start.sh", run.formatted("gfx1031")))
        .containsExactly("HSA_OVERRIDE_GFX_VERSION_1=gfx1031 is no version of three numbers");
  }

  /** github.com/ollama/ollama/issues/2718 and 1157 */
  @Test
  void what_was_copied_from_a_terminal_is_read_without_its_prompts() {
    assertThat(
            whats(
                "notes.sh",
                "$ podman run --rm --env HSA_OVERRIDE_GFX_VERSION=gfx1036 --device /dev/kfd"
                    + " --device /dev/dri -p 11434:11434 ollama/ollama:rocm\n"))
        .containsExactly("HSA_OVERRIDE_GFX_VERSION=gfx1036 is no version of three numbers");
    assertThat(
            whats(
                "notes.sh",
                """
                $ mkdir -p /etc/systemd/system/ollama.service.d
                $ cat <<EOF >/etc/systemd/system/ollama.service.d/environment.conf
                > [Service]
                > Environment=OLLAMA_NOPRUNE=off
                > EOF
                $ systemctl daemon-reload
                """))
        .containsExactly("OLLAMA_NOPRUNE=off counts as on");
  }

  /** github.com/ollama/ollama/issues/7892 */
  @Test
  void quotes_of_a_word_processor_round_a_whole_assignment_are_made_plain() {
    Doctor.Diagnosis unit =
        of(
            "ollama.service",
            "[Service]\nExecStart=/usr/bin/ollama serve\nEnvironment=“OLLAMA_NOPRUNE=1”\n");
    assertThat(unit.findings())
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.fix()).endsWith("Environment=\"OLLAMA_NOPRUNE=1\""));
  }

  /** github.com/NixOS/nixpkgs/issues/332446 */
  @Test
  void the_option_of_nixos_for_a_graphics_version_is_read() {
    String module = "{ services.ollama = { enable = true; rocmOverrideGfx = \"%s\"; }; }\n";
    assertThat(whats("ollama.nix", module.formatted("10.3.1"))).isEmpty();
    assertThat(whats("ollama.nix", module.formatted("gfx1031")))
        .containsExactly("HSA_OVERRIDE_GFX_VERSION=gfx1031 is no version of three numbers");
  }

  /** github.com/ollama/ollama/issues/12916 */
  @Test
  void a_job_that_sets_variables_by_launchctl_is_read() {
    String job =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <plist version="1.0">
          <dict>
            <key>Label</key>
            <string>environment.variables.user</string>
            <key>ProgramArguments</key>
            <array>
              <string>/bin/sh</string>
              <string>-c</string>
              <string>
                /bin/launchctl setenv OLLAMA_NUM_PARALLEL %s;
                /bin/launchctl setenv OLLAMA_MAX_LOADED_MODELS 3;
              </string>
            </array>
            <key>RunAtLoad</key>
            <true/>
          </dict>
        </plist>
        """;
    assertThat(whats("environment.plist", job.formatted("2"))).isEmpty();
    assertThat(of("environment.plist", job.formatted("two")).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).isEqualTo("OLLAMA_NUM_PARALLEL=two is no whole number");
              assertThat(finding.evidence()).isEqualTo("environment.plist:6");
            });
  }

  /** github.com/ollama/ollama/issues/4973 */
  @Test
  void a_folder_of_models_by_a_name_that_never_was_is_told_the_right_one() {
    assertThat(of("a.env", "OLLAMA_MODEL_DIR=/srv/big\n").findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.fix()).isEqualTo("OLLAMA_MODELS=/srv/big"));
  }

  /** Tasks of Ansible as many public roles have them. */
  @Test
  void a_playbook_is_no_unit_although_a_task_writes_one() {
    Doctor.Diagnosis playbook =
        of(
            "tasks.yml",
            """
            ---
            - name: say where the server listens
              copy:
                content: |
                  [Service]
                  Environment="OLLAMA_HOST={{ ollama_host }}:{{ ollama_port }}"
                dest: /etc/systemd/system/ollama.service.d/override.conf
            - name: run it
              community.docker.docker_container:
                name: ollama
                image: ollama/ollama
                env:
                  OLLAMA_KEEP_ALIVE: "{{ keep }}"
                  OLLAMA_NOPRUNE: "off"
            """);
    assertThat(playbook.findings())
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.what()).isEqualTo("OLLAMA_NOPRUNE=off counts as on"));
    assertThat(playbook.notUnderstood())
        .extracting(UnreadLine::place)
        .contains("tasks.yml:6", "tasks.yml:13");
  }

  /** github.com/longy2k/obsidian-bmo-chatbot/issues/78, ollama/ollama/issues/3195 */
  @Test
  void what_systemctl_edit_writes_round_a_drop_in_and_a_section_in_small_letters_do_no_harm() {
    assertThat(
            whats(
                "override.conf",
                """
                ### Editing /etc/systemd/system/ollama.service.d/override.conf
                ### Anything between here and the comment below will become the contents

                [Service]
                Environment="OLLAMA_KEEP_ALIVE=20m"

                ### Edits below this comment will be discarded

                ### /etc/systemd/system/ollama.service
                # [Service]
                # Environment="OLLAMA_NOPRUNE=off"
                """))
        .isEmpty();
    assertThat(
            whats(
                "ollama.service",
                """
                [unit]
                Description=Ollama

                [Service]
                ExecStart=/usr/bin/ollama serve
                Environment="OLLAMA_KEEP_ALIVE=20m"
                User=root
                """))
        .isEmpty();
  }
}
