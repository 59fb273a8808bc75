package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.settings.parse.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units, drop-ins and quadlets as systemd and podman read them. */
class DoctorUnitTest extends Ailing {
  private static String unit(String... lines) {
    return "[Service]\nExecStart=/usr/bin/ollama serve\n" + String.join("\n", lines) + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "Environment=OLLAMA_NOPRUNE=1 OLLAMA_VULKAN=no      | OLLAMA_VULKAN=no counts as on",
        "Environment=\"OLLAMA_NOPRUNE=1\" 'OLLAMA_VULKAN=no' | OLLAMA_VULKAN=no counts as on",
        "Environment=OLLAMA_VULKAN=\\x6eo                   | OLLAMA_VULKAN=no counts as on",
        "Environment=\"OLLAMA_VULKAN=1 OLLAMA_NOPRUNE=1\"   | OLLAMA_VULKAN=1 OLLAMA_NOPRUNE=1 is"
            + " one variable, and OLLAMA_NOPRUNE is never set",
        "Environment=OLLAMA_VULKAN = 1                      | 'OLLAMA_VULKAN', '=', '1' in"
            + " Environment=OLLAMA_VULKAN = 1 is ignored",
        "Environment=OLLAMA_VULKAN 1                        | 'OLLAMA_VULKAN', '1' in"
            + " Environment=OLLAMA_VULKAN 1 is ignored",
        "Environment=\"OLLAMA_MODELS=D:\\models\"           |"
            + " Environment=\"OLLAMA_MODELS=D:\\models\" is not read to its end",
        "Environment=\"OLLAMA_VULKAN=1                      | Environment=\"OLLAMA_VULKAN=1 is not"
            + " read to its end",
        "Environment=OLLAMA_MODELS=/a%20b                   | Environment=OLLAMA_MODELS=/a%20b is"
            + " ignored",
        "Enviroment=OLLAMA_VULKAN=1                         | Enviroment=OLLAMA_VULKAN=1 sets no"
            + " variable",
        "environment=OLLAMA_VULKAN=1                        | environment=OLLAMA_VULKAN=1 is a line"
            + " of another kind of file",
        "export OLLAMA_VULKAN=1                             | export OLLAMA_VULKAN=1 is no line of"
            + " a unit",
        "User=$USER                                         | User=$USER names nobody",
        "Restart=Always                                     | Restart=Always is ignored",
        "ExecStart=/opt/ollama serve                        | ExecStart=/opt/ollama serve is a"
            + " second ExecStart=",
        "ExecStartPost=/usr/bin/curl -s http://a && true    | ExecStartPost=/usr/bin/curl -s"
            + " http://a && true is written for a shell",
      })
  void a_line_that_is_not_what_it_looks_like_is_found(String line, String what) {
    assertThat(whats("ollama.service", unit(line))).containsExactly(what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "/usr/bin/env OLLAMA_VULKAN=no ollama serve",
        "/bin/sh -c 'OLLAMA_VULKAN=no exec ollama serve'",
        "-/bin/bash -lc \"export OLLAMA_VULKAN=no; cd /opt && ollama serve\"",
        "/usr/bin/nice -n 5 /usr/bin/env -u HOME OLLAMA_VULKAN=no /opt/ollama-0.33 serve",
        "/usr/bin/docker run --rm -e OLLAMA_VULKAN=no -p 11434:11434 ollama/ollama",
        "/usr/bin/podman run --env=OLLAMA_VULKAN=no --name=x docker.io/ollama/ollama:latest serve",
      })
  void a_variable_of_the_command_is_the_servers(String command) {
    assertThat(whats("ollama.service", "[Service]\nExecStart=" + command + "\n"))
        .containsExactly("OLLAMA_VULKAN=no counts as on");
  }

  @Test
  void an_assignment_for_a_shell_that_is_not_there_is_found() {
    assertThat(whats("a.service", "[Service]\nExecStart=OLLAMA_VULKAN=1 /usr/bin/ollama serve\n"))
        .containsExactly(
            "ExecStart=OLLAMA_VULKAN=1 /usr/bin/ollama serve begins with an assignment");
  }

  @Test
  void an_empty_assignment_starts_anew_and_a_reset_command_is_no_second_one() {
    assertThat(
            whats(
                "ollama.service",
                unit(
                    "Environment=OLLAMA_VULKAN=no",
                    "Environment=",
                    "ExecStart=",
                    "ExecStart=/opt/ollama serve")))
        .isEmpty();
  }

  @Test
  void what_systemctl_cat_prints_is_several_files() {
    Doctor.Diagnosis diagnosis =
        of(
            "printed.conf",
            """
            # /usr/lib/systemd/system/ollama.service
            [Service]
            ExecStart=/usr/bin/ollama serve
            Environment=OLLAMA_VULKAN=1

            # /etc/systemd/system/ollama.service.d/10-a.conf
            [Service]
            Environment=OLLAMA_VULKAN=no
            """);
    assertThat(diagnosis.findings())
        .extracting(Finding::evidence)
        .containsExactly("/etc/systemd/system/ollama.service.d/10-a.conf:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "ProtectHome=true      | /home/bo/llm     | lies where the unit cannot look",
        "ProtectHome=tmpfs     | /root/llm        | lies where the unit cannot look",
        "ProtectHome=read-only | /home/bo/llm     | lies where the unit cannot write",
        "DynamicUser=yes       | /home/bo/llm     | lies where the unit cannot write",
        "DynamicUser=yes       | /srv/llm         | lies where the unit cannot write",
        "ProtectSystem=strict  | /srv/llm         | lies where the unit cannot write",
        "ProtectSystem=full    | /usr/share/llm   | lies where the unit cannot write",
        "ProtectSystem=full    | /srv/llm         | ",
        "ProtectHome=no        | /home/bo/llm     | ",
        "DynamicUser=yes       | /var/lib/llm/m   | ",
        "ProtectSystem=strict  | /mnt/open/models | ",
      })
  void a_folder_that_the_unit_closes_is_found(String line, String folder, String what) {
    String text =
        unit(
            line,
            "StateDirectory=llm",
            "ReadWritePaths=/mnt/open",
            "Environment=OLLAMA_MODELS=" + folder);
    if (what == null) {
      assertThat(whats("ollama.service", text)).isEmpty();
    } else {
      assertThat(whats("ollama.service", text))
          .containsExactly("OLLAMA_MODELS=" + folder + " " + what);
    }
  }

  @Test
  void a_home_that_is_hidden_is_found_and_devices_are_noted() {
    assertThat(whats("a.service", unit("ProtectHome=yes", "Environment=HOME=/home/bo")))
        .containsExactly("HOME=/home/bo lies where the unit cannot look");
    assertThat(of("a.service", unit("PrivateDevices=yes")).findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.NOTE);
  }

  @Test
  void a_file_that_systemd_cannot_read_right_is_found() {
    machine
        .file("etc/a.env", "\uFEFFOLLAMA_NOPRUNE=1\n")
        .unit("EnvironmentFile=/etc/a.env", "EnvironmentFile=-/etc/none.env");
    assertThat(only().what()).isEqualTo("/etc/a.env begins with a byte-order mark");
    assertThat(machine.diagnose(new Subject.Everything()).unread())
        .contains("/etc/none.env (there need be none), of ollama.service");
  }

  @Test
  void a_quadlet_hands_its_environment_to_the_container() {
    assertThat(
            whats(
                "llm.container",
                """
                [Container]
                Image=docker.io/ollama/ollama
                PublishPort=11434:11434
                Environment=OLLAMA_VULKAN=no
                Environment=OLLAMA_HOST=127.0.0.1

                [Service]
                Environment=OLLAMA_NOPRUNE=1
                """))
        .containsExactlyInAnyOrder(
            "OLLAMA_VULKAN=no counts as on",
            "OLLAMA_HOST=127.0.0.1 is not to be reached from outside the container",
            "Environment=OLLAMA_NOPRUNE=1 stands in [Service]");
  }

  @Test
  void a_quadlet_of_the_user_is_found_where_podman_looks() {
    machine.file(
        "home/me/.config/containers/systemd/ollama.container",
        "[Container]\nImage=ollama/ollama\nEnvironment=OLLAMA_VULKAN=no\n");
    assertThat(only().evidence())
        .isEqualTo("/home/me/.config/containers/systemd/ollama.container:3");
  }
}
