package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.settings.parse.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files out of which Ansible, Helm or another program makes the ones that count. */
class DoctorTemplatesTest extends Ailing {
  private static final String VALUE = "a template: what stands here is filled in later";
  private static final String WHETHER = "a template: whether it stands there is decided later";

  private static List<String> ill(Doctor.Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .filter(finding -> finding.severity() != Severity.NOTE)
        .map(Finding::what)
        .toList();
  }

  private static List<String> open(Doctor.Diagnosis diagnosis) {
    return diagnosis.notUnderstood().stream()
        .map(line -> line.place().replaceFirst(".*:", "") + " " + line.why())
        .toList();
  }

  @Test
  void a_unit_of_ansible_is_read_but_for_what_is_filled_in() {
    Doctor.Diagnosis unit =
        of(
            "ollama.service",
            """
            # {{ ansible_managed }}
            [Service]
            ExecStart={{ ollama_bin | default('/usr/local/bin/ollama') }} serve
            User={{ ollama_user }}
            Environment="OLLAMA_HOST={{ host }}:{{ port }}"
            Environment="OLLAMA_NUM_PARALLEL={{ slots }}"
            {% if ollama_flash %}
            Environment="OLLAMA_FLASH_ATTENTION=1"
            {% else %}
            Environment="OLLAMA_FLASH_ATTENTION=off"
            {% endif %}
            {% for key, value in ollama_env.items() %}
            Environment="{{ key }}={{ value }}"
            {% endfor %}
            Environment="OLLAMA_VULKAN=never"
            """);
    assertThat(ill(unit)).containsExactly("OLLAMA_VULKAN=never counts as on");
    assertThat(open(unit))
        .containsExactly("5 " + VALUE, "6 " + VALUE, "10 " + WHETHER, "13 " + VALUE);
    assertThat(unit.notUnderstood())
        .map(UnreadLine::text)
        .contains("Environment=\"OLLAMA_NUM_PARALLEL={{ slots }}\"");
  }

  @Test
  void a_compose_file_of_jinja_is_read_although_it_is_no_yaml() {
    Doctor.Diagnosis compose =
        of(
            "compose.yaml",
            """
            services:
              ollama:
                image: ollama/ollama:{{ ollama_tag }}
            {%- if gpu is defined %}
                runtime: nvidia
            {%- endif %}
                environment:
                  OLLAMA_KEEP_ALIVE: {{ keep_alive }}
                  OLLAMA_CONTEXT_LENGTH: "{{ ctx }}"
                  OLLAMA_MAX_QUEUE: {% if busy %}512{% else %}64{% endif %}

                  OLLAMA_NOPRUNE: sometimes
                  OLLAMA_NUM_CTX: {{ ctx }}
                ports: ["{{ port }}:11434"]
            """);
    assertThat(ill(compose))
        .containsExactlyInAnyOrder(
            "OLLAMA_NOPRUNE=sometimes counts as on", "OLLAMA_NUM_CTX={{…}} is read by nothing");
    assertThat(open(compose))
        .containsExactly("8 " + VALUE, "9 " + VALUE, "10 " + VALUE, "13 " + VALUE);
  }

  @Test
  void a_file_of_variables_keeps_its_kind_under_the_ending_of_a_template() {
    Doctor.Diagnosis variables =
        of(
            "ollama.env.j2",
            """
            {# made by hand
               OLLAMA_VULKAN=never #}
            OLLAMA_ORIGINS={{ origins | join(',') }}
            {% if debug %}OLLAMA_DEBUG=1{% endif %}

            OLLAMA_LOAD_TIMEOUT=5 minutes
            """);
    assertThat(ill(variables))
        .singleElement()
        .asString()
        .startsWith("OLLAMA_LOAD_TIMEOUT=5 minutes");
    assertThat(open(variables)).containsExactly("3 " + VALUE, "4 " + WHETHER);
  }

  @Test
  void a_template_of_helm_is_read_and_its_else_is_not_counted_twice() {
    Doctor.Diagnosis manifest =
        of(
            "deployment.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ include "ollama.fullname" . }}
              labels:
                {{- include "ollama.labels" . | nindent 4 }}
            spec:
              template:
                spec:
                  containers:
                    - name: {{ .Chart.Name }}
                      image: "ollama/ollama:{{ .Values.image.tag }}"
                      env:
                        - name: OLLAMA_KV_CACHE_TYPE
                          value: q5_9
                        {{- if .Values.small }}
                        - name: OLLAMA_CONTEXT_LENGTH
                          value: "2048"
                        {{- else }}
                        - name: OLLAMA_CONTEXT_LENGTH
                          value: 8k
                        {{- end }}
                        - name: OLLAMA_MODELS
                          value: {{ .Values.models | quote }}
                        {{- toYaml .Values.extraEnv | nindent 12 }}
            """);
    assertThat(ill(manifest)).singleElement().asString().startsWith("OLLAMA_KV_CACHE_TYPE=q5_9");
    assertThat(open(manifest)).contains("20 " + WHETHER, "25 " + VALUE);
  }

  @Test
  void a_variable_that_a_template_sets_last_is_not_known_by_what_stood_before() {
    Doctor.Diagnosis variables =
        of("a.env", "OLLAMA_CONTEXT_LENGTH=8k\nOLLAMA_CONTEXT_LENGTH={{ ctx }}\n");
    assertThat(ill(variables)).isEmpty();
    assertThat(open(variables)).containsExactly("2 " + VALUE);
  }

  @Test
  void signs_that_a_script_means_otherwise_are_left_to_it() {
    Doctor.Diagnosis script =
        of(
            "start.sh",
            """
            #!/bin/sh
            docker ps --format '{{.Names}}'
            export OLLAMA_NOPRUNE=off
            ollama serve
            """);
    assertThat(ill(script)).containsExactly("OLLAMA_NOPRUNE=off counts as on");
    assertThat(script.notUnderstood()).isEmpty();
  }
}
