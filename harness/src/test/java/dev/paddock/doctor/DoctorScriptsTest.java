package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.settings.parse.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of variables, and scripts of shells and of Windows, with the slips that people make. */
class DoctorScriptsTest extends Ailing {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "OLLAMA_NOPRUNE:1            | OLLAMA_NOPRUNE:1 is no assignment",
        "OLLAMA_NOPRUNE 1            | OLLAMA_NOPRUNE 1 is no assignment",
        "OLLAMA_NOPRUNE：1           | OLLAMA_NOPRUNE：1 is no assignment",
        "export OLLAMA_NOPRUNE:1     | OLLAMA_NOPRUNE:1 is no assignment",
        "- OLLAMA_NOPRUNE=1          | - OLLAMA_NOPRUNE=1 is a line of another kind of file",
        "OLLAMA_VULKAN=“no”          | OLLAMA_VULKAN=“no” holds characters that only look like"
            + " those of a keyboard",
        "OLLAMA_KEEP_ALIVE=–1        | OLLAMA_KEEP_ALIVE=–1 holds characters that only look like"
            + " those of a keyboard",
        "OLLAMA_VULKAN=1,OLLAMA_NOPRUNE=1 | OLLAMA_VULKAN=1,OLLAMA_NOPRUNE=1 is one variable, and"
            + " OLLAMA_NOPRUNE is never set",
        "OLLAMA_VULKAN=\"1           | a quote is opened, and never closed",
      })
  void a_slip_in_a_file_of_variables_is_found(String line, String what) {
    assertThat(whats("a.env", line + "\n")).containsExactly(what);
  }

  @Test
  void what_is_no_assignment_at_all_is_named_with_its_line() {
    Doctor.Diagnosis diagnosis = of("a.env", "OLLAMA_NOPRUNE=1\nwhat is this?\n");
    assertThat(diagnosis.notUnderstood())
        .containsExactly(new UnreadLine("a.env:2", "what is this?", "it is no line NAME=value"));
  }

  @Test
  void blanks_that_only_some_readers_take_are_a_note() {
    assertThat(of("a.env", "OLLAMA_NOPRUNE = 1\n").findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.NOTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.env", "a.ps1", "start.bat"})
  void utf_16_is_read_and_said_where_it_does_harm(String name) throws IOException {
    String line =
        name.endsWith("ps1")
            ? "$Env:OLLAMA_VULKAN = 'no'"
            : name.endsWith("bat") ? "set OLLAMA_VULKAN=no" : "OLLAMA_VULKAN=no";
    machine.file("home/me/" + name, "");
    Files.write(
        root.resolve("home/me").resolve(name),
        ("\uFEFF" + line + "\r\n").getBytes(StandardCharsets.UTF_16LE));
    assertThat(machine.diagnose(new Subject.Env(Path.of(name))).findings())
        .extracting(Finding::what)
        .contains("OLLAMA_VULKAN=no counts as on")
        .hasSize(name.endsWith("ps1") ? 1 : 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "export OLLAMA_VULKAN=no                     | OLLAMA_VULKAN=no counts as on",
        "A=no; export OLLAMA_VULKAN=$A               | OLLAMA_VULKAN=no counts as on",
        "OLLAMA_VULKAN=no; export OLLAMA_VULKAN      | OLLAMA_VULKAN=no counts as on",
        "set -a; OLLAMA_VULKAN=no                    | OLLAMA_VULKAN=no counts as on",
        "OLLAMA_VULKAN=no ollama serve               | OLLAMA_VULKAN=no counts as on",
        "sudo OLLAMA_VULKAN=no /opt/ollama serve &   | OLLAMA_VULKAN=no counts as on",
        "set -gx OLLAMA_VULKAN no                    | OLLAMA_VULKAN=no counts as on",
        "launchctl setenv OLLAMA_VULKAN no           | OLLAMA_VULKAN=no counts as on",
        "docker run -d -e OLLAMA_VULKAN=no ollama/ollama | OLLAMA_VULKAN=no counts as on",
        "if [ -n x ]; then export OLLAMA_VULKAN=no; fi | OLLAMA_VULKAN=no counts as on",
        "OLLAMA_NOPRUNE=1; ollama serve              | OLLAMA_NOPRUNE=1 is not exported",
        "OLLAMA_NOPRUNE = 1                          | OLLAMA_NOPRUNE 1 is no assignment",
        "export OLLAMA_NOPRUNE = 1                   | OLLAMA_NOPRUNE 1 is no assignment",
        "export OLLAMA_NOPRUNE:1                     | OLLAMA_NOPRUNE:1 is no assignment",
        "export OLLAMA_NOPRUNE=1 ollama serve        | export takes ollama for a name",
        "export OLLAMA_MODELS='~/llm'                | OLLAMA_MODELS=~/llm begins with ~, which"
            + " nothing expands here",
      })
  void a_line_of_a_shell_is_read_as_the_shell_does(String line, String what) {
    assertThat(whats("start.sh", "#!/bin/sh\n" + line + "\n")).containsExactly(what);
  }

  @Test
  void what_a_shell_fills_in_is_filled_in() {
    machine.shell("HOME", "/home/me");
    assertThat(
            whats(
                ".bashrc",
                "export OLLAMA_MODELS=~/llm\nexport OLLAMA_HOST=\"${IP:-0.0.0.0}:11434\" # all\n"))
        .isEmpty();
  }

  @Test
  void what_only_a_run_can_tell_is_not_known_and_not_judged() {
    Doctor.Diagnosis diagnosis = of("start.sh", "export OLLAMA_NUM_PARALLEL=$(nproc)\n");
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.unread())
        .containsExactly(
            "start.sh:1: OLLAMA_NUM_PARALLEL is known only when the script runs, of start.sh");
  }

  @Test
  void a_drop_in_that_a_script_writes_is_read() {
    assertThat(
            of(
                    "setup.sh",
                    """
                    #!/bin/bash
                    sudo tee /etc/systemd/system/ollama.service.d/o.conf <<'EOF'
                    [Service]
                    Environment="OLLAMA_VULKAN=no"
                    EOF
                    """)
                .findings())
        .extracting(Finding::evidence)
        .containsExactly("setup.sh:4");
  }

  @Test
  void what_a_script_writes_elsewhere_line_by_line_is_named() {
    assertThat(
            of(
                    "setup.sh",
                    """
                    #!/bin/bash
                    echo "OLLAMA_HOST is $OLLAMA_HOST"
                    echo 'export OLLAMA_VULKAN=no' >> ~/.bashrc
                    printf '[Service]\\nEnvironment="OLLAMA_VULKAN=no"\\n' | sudo tee /etc/o.conf
                    sudo sed -i 's/OLLAMA_HOST=.*/OLLAMA_HOST=0.0.0.0/' /etc/o.conf
                    """)
                .notUnderstood())
        .extracting(UnreadLine::place)
        .containsExactly("setup.sh:3", "setup.sh:4", "setup.sh:5");
  }

  @Test
  void carriage_returns_in_a_script_are_found() {
    assertThat(whats("start.sh", "#!/bin/sh\r\nexport OLLAMA_NOPRUNE=1\r\n"))
        .containsExactly("lines of this script end as those of Windows do");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "set OLLAMA_VULKAN=no                     | OLLAMA_VULKAN=no counts as on",
        "@set \"OLLAMA_VULKAN=no\"                | OLLAMA_VULKAN=no counts as on",
        "setx OLLAMA_VULKAN no                    | OLLAMA_VULKAN=no counts as on",
        "SETX OLLAMA_VULKAN \"no\" /M             | OLLAMA_VULKAN=no counts as on",
        "set OLLAMA_VULKAN=no&& ollama serve      | OLLAMA_VULKAN=no counts as on",
        "setx OLLAMA_NOPRUNE=1                    | setx OLLAMA_NOPRUNE=1 is refused",
        "set OLLAMA_NOPRUNE = 1                   | set OLLAMA_NOPRUNE = 1 sets no variable",
        "$Env:OLLAMA_NOPRUNE = \"1\"              | $Env:OLLAMA_NOPRUNE = \"1\" sets no variable",
        "export OLLAMA_NOPRUNE=1                  | export OLLAMA_NOPRUNE=1 is a line of another"
            + " kind of file",
        "OLLAMA_NOPRUNE=1 ollama serve            | OLLAMA_NOPRUNE=1 ollama serve is a line of a"
            + " POSIX shell",
      })
  void a_line_of_a_batch_file_is_read_as_windows_does(String line, String what) {
    assertThat(whats("start.bat", "@echo off\r\nrem OLLAMA_VULKAN=off\r\n" + line + "\r\n"))
        .containsExactly(what);
  }

  @Test
  void a_folder_that_only_a_run_can_tell_is_not_known() {
    assertThat(of("here.bat", "@echo off\r\nsetx OLLAMA_MODELS \"%~dp0llm\" /M\r\n").unread())
        .hasSize(1);
  }

  @Test
  void setx_does_not_reach_what_the_same_window_starts() {
    assertThat(whats("start.cmd", "setx OLLAMA_NOPRUNE 1\r\nollama serve\r\n"))
        .containsExactly("setx OLLAMA_NOPRUNE does not reach the server started here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "$env:OLLAMA_VULKAN = \"no\"             | OLLAMA_VULKAN=no counts as on",
        "$ENV:OLLAMA_VULKAN='no'; ollama serve    | OLLAMA_VULKAN=no counts as on",
        "Set-Item -Path Env:OLLAMA_VULKAN -Value \"no\" | OLLAMA_VULKAN=no counts as on",
        "[Environment]::SetEnvironmentVariable(\"OLLAMA_VULKAN\", \"no\", \"User\") |"
            + " OLLAMA_VULKAN=no counts as on",
        "[System.Environment]::SetEnvironmentVariable('OLLAMA_VULKAN','no') | OLLAMA_VULKAN=no"
            + " counts as on",
        "$env:A = 'b;c'; $env:OLLAMA_VULKAN=\"no\" | OLLAMA_VULKAN=no counts as on",
        "set OLLAMA_NOPRUNE=1                     | set OLLAMA_NOPRUNE=1 sets no variable",
        "$OLLAMA_NOPRUNE = 1                      | $OLLAMA_NOPRUNE = 1 is a line of another kind"
            + " of file",
      })
  void a_line_of_powershell_is_read_as_powershell_does(String line, String what) {
    assertThat(whats("start.ps1", "# OLLAMA_VULKAN\n" + line + "\n")).containsExactly(what);
  }

  @Test
  void an_export_of_the_registry_is_read() {
    assertThat(
            whats(
                "env.reg",
                """
                Windows Registry Editor Version 5.00

                [HKEY_CURRENT_USER\\Environment]
                "OLLAMA_MODELS"="D:\\\\llm"
                "OLLAMA_VULKAN"="no"
                """))
        .containsExactly("OLLAMA_VULKAN=no counts as on");
  }

  @Test
  void a_job_of_launchd_is_read() {
    assertThat(
            whats(
                "job.plist",
                """
                <?xml version="1.0"?>
                <plist version="1.0"><dict>
                  <key>EnvironmentVariables</key>
                  <dict><key>OLLAMA_VULKAN</key><string>no</string></dict>
                  <key>OLLAMA_NOPRUNE</key><string>1</string>
                </dict></plist>
                """))
        .containsExactlyInAnyOrder(
            "OLLAMA_VULKAN=no counts as on", "OLLAMA_NOPRUNE stands outside EnvironmentVariables");
  }

  @Test
  void a_module_of_nixos_is_read_and_what_nix_computes_is_named() {
    Doctor.Diagnosis diagnosis =
        of(
            "ollama.nix",
            """
            { config, ... }: {
              services.ollama.environmentVariables = {
                OLLAMA_VULKAN = "no"; # "yes"
                OLLAMA_MODELS = "${config.users.users.bo.home}/llm";
                OLLAMA_NUM_PARALLEL = toString 4;
              };
            }
            """);
    assertThat(diagnosis.findings()).extracting(Finding::evidence).containsExactly("ollama.nix:3");
    assertThat(diagnosis.notUnderstood())
        .extracting(UnreadLine::place)
        .containsExactly("ollama.nix:4", "ollama.nix:5");
  }

  @Test
  void a_dockerfile_is_read_with_the_stages_that_it_stands_on() {
    assertThat(
            of(
                    "Dockerfile",
                    """
                    FROM ollama/ollama:0.33.0 AS base
                    ENV OLLAMA_VULKAN=no \\
                        OLLAMA_NOPRUNE=1
                    FROM base
                    RUN export OLLAMA_KEEP_ALIVE=1h
                    ENV OLLAMA_HOST 127.0.0.1
                    """)
                .findings())
        .extracting(Finding::evidence)
        .containsExactlyInAnyOrder("Dockerfile:2", "Dockerfile:5", "Dockerfile:6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notes.txt     | We set OLLAMA_NUM_PARALLEL to four",
        "settings.json | {\"OLLAMA_NUM_PARALLEL\": 4}",
        "server.toml   | [server.env]",
        "index.html    | <html>OLLAMA_NUM_PARALLEL</html>",
        "Modelfile     | FROM llama3.2",
        "play.yml      | - hosts: all",
      })
  void what_is_of_no_kind_that_is_read_is_refused(String name, String text) {
    machine.file("home/me/" + name, text + "\n");
    Doctor.Diagnosis diagnosis = machine.diagnose(new Subject.Env(Path.of(name)));
    assertThat(diagnosis.notUnderstood()).isNotEmpty();
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.looked()).hasSize(1).first().asString().startsWith(name);
  }
}
