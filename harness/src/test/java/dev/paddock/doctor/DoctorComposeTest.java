package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.settings.parse.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compose files as {@code docker compose config} means them. */
class DoctorComposeTest extends Ailing {
  private static String service(String rest) {
    return "services:\n  llm:\n    image: ollama/ollama:0.33.0\n" + rest.indent(4);
  }

  @Test
  void a_service_that_extends_one_of_another_file_has_its_environment() {
    machine.file("home/me/parts/base.yaml", service("environment: [OLLAMA_VULKAN=no]"));
    assertThat(
            whats(
                "compose.yaml",
                """
                services:
                  fast:
                    extends: {file: parts/base.yaml, service: llm}
                    environment: {OLLAMA_NUM_PARALLEL: 3}
                """))
        .containsExactly("OLLAMA_VULKAN=no counts as on");
  }

  @Test
  void a_file_that_is_written_as_json_is_read() {
    assertThat(
            whats(
                "compose.yaml",
                """
                {"services": {"llm": {"image": "ollama/ollama:0.30.2",
                  "environment": {"OLLAMA_VULKAN": "no"}}}}
                """))
        .containsExactly("OLLAMA_VULKAN=no counts as on");
  }

  @Test
  void a_service_beside_services_is_said_not_to_be_read() {
    assertThat(
            of("compose.yaml", "services:\nllm:\n  image: ollama/ollama\nx-own: {image: a}\n")
                .notUnderstood())
        .extracting(UnreadLine::text)
        .containsExactly("llm:");
  }

  @Test
  void a_service_that_is_extended_and_is_not_there_is_named() {
    assertThat(
            of("compose.yaml", "services:\n  a:\n    extends: {file: gone.yaml, service: b}\n")
                .unread())
        .anyMatch(what -> what.contains("the service b that it extends, of gone.yaml"));
  }

  @Test
  void a_later_file_goes_over_an_earlier_one() {
    machine
        .file("home/me/a.yaml", service("environment: [OLLAMA_VULKAN=no, OLLAMA_NOPRUNE=1]"))
        .file("home/me/b.yaml", service("environment: {OLLAMA_VULKAN: \"1\"}"));
    Subject both = new Subject.Compose(List.of(Path.of("a.yaml"), Path.of("b.yaml")));
    assertThat(machine.diagnose(both).findings()).isEmpty();
    Subject other = new Subject.Compose(List.of(Path.of("b.yaml"), Path.of("a.yaml")));
    assertThat(machine.diagnose(other).findings())
        .extracting(Finding::what)
        .containsExactly("OLLAMA_VULKAN=no counts as on");
    assertThat(machine.diagnose(other).looked())
        .containsExactly("b.yaml (compose file)", "a.yaml (compose file)");
  }

  @Test
  void what_a_later_file_resets_is_gone() {
    machine
        .file("home/me/a.yaml", service("environment: {OLLAMA_VULKAN: no, OLLAMA_NOPRUNE: off}"))
        .file(
            "home/me/b.yaml",
            service("environment: {OLLAMA_VULKAN: !reset null}\nports: !override [\"80:11434\"]"));
    Subject both = new Subject.Compose(List.of(Path.of("a.yaml"), Path.of("b.yaml")));
    assertThat(machine.diagnose(both).findings())
        .extracting(Finding::what)
        .containsExactly("OLLAMA_NOPRUNE=off counts as on");
  }

  @Test
  void the_override_beside_it_is_read_and_named() {
    machine.file("home/me/docker-compose.override.yml", service("environment: [OLLAMA_VULKAN=no]"));
    Doctor.Diagnosis diagnosis = of("docker-compose.yml", service("restart: always"));
    assertThat(diagnosis.findings()).hasSize(1);
    assertThat(diagnosis.looked()).contains("/home/me/docker-compose.override.yml");
  }

  @Test
  void what_a_file_includes_is_read() {
    machine.file("home/me/ai/compose.yaml", service("environment: [OLLAMA_VULKAN=no]"));
    assertThat(whats("compose.yaml", "include:\n  - ai/compose.yaml\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "${SET},                four",
    "${UNSET-4},            4",
    "${EMPTY-4},            ''",
    "${EMPTY:-4},           4",
    "${SET:+8},             8",
    "${EMPTY:+8},           ''",
    "${EMPTY+8},            8",
    "$SET,                  four",
    "$$SET,                 $SET",
    "${UNSET:-${SET:-9}},   four",
    "a${UNSET}b,            ab",
  })
  void references_are_filled_in(String written, String value) {
    machine.file("home/me/.env", "SET=four\nEMPTY=\n");
    List<String> found =
        whats(
            "compose.yaml",
            service("environment:\n  OLLAMA_NUM_PARALLEL: \"%s\"".formatted(written)));
    if (value.matches("|\\d+")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).containsExactly("OLLAMA_NUM_PARALLEL=" + value + " is no whole number");
    }
  }

  @Test
  void a_variable_of_the_file_itself_is_not_called_lost() {
    machine.file("home/me/.env", "OLLAMA_PORT=9999\nOLLAMA_GPUS=2\nOLLAMA_DATA=/d\n");
    assertThat(
            whats(
                "compose.yaml",
                service(
                    """
                    env_file: .env
                    ports: ["${OLLAMA_PORT}:11434"]
                    volumes: ["${OLLAMA_DATA:-./d}:/root/.ollama"]
                    deploy:
                      resources:
                        reservations:
                          devices: [{driver: nvidia, count: $OLLAMA_GPUS, capabilities: [gpu]}]
                    """)))
        .isEmpty();
  }

  @Test
  void env_files_are_read_in_each_of_their_forms() {
    machine
        .file("home/me/one.env", "OLLAMA_VULKAN=no\n")
        .file("home/me/two.env", "OLLAMA_NOPRUNE=off # why not\n");
    Doctor.Diagnosis diagnosis =
        of(
            "compose.yaml",
            service(
                """
                env_file:
                  - one.env
                  - {path: two.env}
                  - {path: three.env, required: false}
                  - path: four.env
                """));
    assertThat(diagnosis.findings())
        .extracting(Finding::evidence)
        .containsExactly("/home/me/one.env:1", "/home/me/two.env:1");
    assertThat(diagnosis.unread()).containsExactly("/home/me/four.env, of llm");
  }

  @Test
  void a_name_alone_takes_its_value_from_the_shell_or_dot_env() {
    machine.file("home/me/.env", "OLLAMA_VULKAN=no\n").shell("OLLAMA_NOPRUNE", "off");
    assertThat(
            whats("compose.yaml", service("environment: [OLLAMA_VULKAN, OLLAMA_NOPRUNE, OTHER]")))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "environment:\\n  - OLLAMA_NOPRUNE: 1           | an entry of environment is no text",
        "environment:\\n"
            + "  OLLAMA_NOPRUNE: 1\\n"
            + "  OLLAMA_NOPRUNE: 0 | OLLAMA_NOPRUNE stands there twice",
        "environment: {OLLAMA_NOPRUNE: '${A'}           | the brace is never closed",
        "environment: {OLLAMA_NOPRUNE: '${A B}'}        | it is no reference",
        "environment: {OLLAMA_NOPRUNE: '$(nproc)'}      | a name, { or $ goes after $",
      })
  void what_makes_compose_refuse_the_file_is_found(String rest, String what) {
    List<Finding> found = of("compose.yaml", service(rest.replace("\\n", "\n"))).findings();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().what()).contains(what);
    assertThat(found.getFirst().severity()).isEqualTo(Severity.HARM);
    assertThat(found.getFirst().effect()).startsWith("docker compose refuses the whole file");
  }

  @Test
  void a_variable_that_must_be_set_and_is_not_is_a_note() {
    List<Finding> found =
        of("compose.yaml", service("environment: {OLLAMA_MODELS: \"${WHERE:?say where}\"}"))
            .findings();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().severity()).isEqualTo(Severity.NOTE);
    assertThat(found.getFirst().effect()).endsWith("say where");
  }

  @Test
  void a_service_that_is_built_is_judged_by_its_dockerfile() {
    machine.file(
        "home/me/build/Dockerfile",
        "FROM debian:13\nENV OLLAMA_VULKAN=no\nCMD [\"/opt/ollama\", \"serve\"]\n");
    assertThat(
            whats(
                "compose.yaml",
                "services:\n  brain:\n    build: ./build\n    environment: [OLLAMA_NOPRUNE=1]\n"))
        .containsExactly("OLLAMA_VULKAN=no counts as on");
  }

  @Test
  void a_container_that_only_pulls_is_no_server() {
    assertThat(
            whats(
                "compose.yaml",
                service(
                    """
                    environment: [OLLAMA_HOST=ollama:11434]
                    entrypoint: [/bin/sh, -c, "ollama pull smollm2"]
                    """)))
        .isEmpty();
  }

  @Test
  void a_command_that_ollama_does_not_know_is_found() {
    assertThat(whats("compose.yaml", service("command: [\"ollama run llama3.2\"]")))
        .containsExactly("ollama has no command \"ollama run llama3.2\"");
    assertThat(whats("compose.yaml", service("command: sh -c 'ollama serve'")))
        .containsExactly("ollama has no command \"sh\"");
    assertThat(whats("compose.yaml", service("command: [/bin/sh, -c, ollama pull smollm2]")))
        .containsExactly("ollama has no command \"/bin/sh\"");
    assertThat(whats("compose.yaml", service("command: serve"))).isEmpty();
  }

  @Test
  void the_folder_of_the_host_as_the_folder_of_models_is_found() {
    assertThat(
            of(
                    "compose.yaml",
                    service(
                        """
                        volumes: ["/mnt/big/llm:/root/.ollama"]
                        environment: [OLLAMA_MODELS=/mnt/big/llm/models]
                        """))
                .findings())
        .hasSize(1)
        .first()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.HARM);
              assertThat(finding.fix()).contains("OLLAMA_MODELS=/root/.ollama/models");
            });
  }

  @Test
  void an_address_inside_the_container_is_found_unless_it_shares_a_network() {
    String host = "environment: {OLLAMA_HOST: \"localhost:11434\"}\n";
    assertThat(whats("compose.yaml", service(host + "ports: [\"8080:11434\"]")))
        .containsExactly(
            "OLLAMA_HOST=localhost:11434 is not to be reached from outside the container");
    assertThat(whats("compose.yaml", service(host + "network_mode: host"))).isEmpty();
    assertThat(whats("compose.yaml", service(host + "network_mode: service:vpn"))).isEmpty();
    assertThat(
            whats(
                "compose.yaml",
                service("environment: {OLLAMA_HOST: \"0.0.0.0:8080\"}\nports: [\"11434:11434\"]")))
        .containsExactly(
            "OLLAMA_HOST=0.0.0.0:8080 listens at a port of the container that is not published");
  }

  @Test
  void a_name_whose_beginning_was_forgotten_is_found() {
    assertThat(whats("compose.yaml", service("environment: {KEEP_ALIVE: -1, MODEL: a}")))
        .containsExactly("KEEP_ALIVE=-1 is read by nothing: is OLLAMA_KEEP_ALIVE meant?");
  }

  @Test
  void what_clients_read_is_found_on_the_server() {
    assertThat(whats("compose.yaml", service("environment: [OLLAMA_API_BASE=http://ollama:11434]")))
        .containsExactly("OLLAMA_API_BASE=http://ollama:11434 is set on the server");
    assertThat(
            whats(
                "compose.yaml",
                """
                x-all: &all {OLLAMA_BASE_URL: "http://llm:11434", OLLAMA_NOPRUNE: 1}
                services:
                  llm: {image: ollama/ollama, environment: *all}
                  app: {build: ./gone, environment: *all}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OLLAM_NUM_PARALLEL",
        "OLAMA_NUM_PARALLEL",
        "OLLLAMA_NUM_PARALLEL",
        "OLLAMA_NUM_PARALEL"
      })
  void a_name_that_is_spelt_wrongly_is_told_wherever_the_letter_is_missing(String name) {
    assertThat(of("compose.yaml", service("environment: {" + name + ": 3}")).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).startsWith(name + "=3 is read by nothing");
              assertThat(finding.fix()).contains("OLLAMA_NUM_PARALLEL: \"3\"");
            });
  }
}
