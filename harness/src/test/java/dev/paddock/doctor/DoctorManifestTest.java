package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.doctor.service.UnreadLine;
import org.junit.jupiter.api.Test;

/** Manifests of Kubernetes, and values of charts. */
class DoctorManifestTest extends Ailing {
  private static String pod(String container) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: brain}
    spec:
      containers:
        - name: brain
          image: ollama/ollama:0.33.0
    """
        + container.indent(6);
  }

  @Test
  void the_env_of_a_container_is_read() {
    assertThat(
            whats(
                "pod.yaml",
                pod(
                    """
                    ports: [{containerPort: 11434}]
                    env:
                      - {name: OLLAMA_VULKAN, value: "no"}
                      - {name: OLLAMA_HOST, value: 127.0.0.1}
                    """)))
        .containsExactly(
            "OLLAMA_VULKAN=no counts as on",
            "OLLAMA_HOST=127.0.0.1 is not to be reached from outside the container");
  }

  @Test
  void a_pod_in_the_network_of_its_host_may_listen_on_it_alone() {
    assertThat(
            whats(
                "pod.yaml",
                pod(
                        """
                        ports: [{containerPort: 11434}]
                        env: [{name: OLLAMA_HOST, value: 127.0.0.1}]
                        """)
                    + "  hostNetwork: true\n"))
        .isEmpty();
  }

  @Test
  void a_value_that_comes_from_elsewhere_is_named_as_not_known() {
    Doctor.Diagnosis diagnosis =
        of(
            "pod.yaml",
            pod(
                """
                envFrom: [{secretRef: {name: hidden}}]
                env:
                  - name: OLLAMA_KEEP_ALIVE
                    valueFrom: {configMapKeyRef: {name: gone, key: keep}}
                """));
    assertThat(diagnosis.findings()).isEmpty();
    assertThat(diagnosis.unread())
        .containsExactly(
            "pod.yaml:8: what secretRef gives to brain",
            "pod.yaml:10: the value of OLLAMA_KEEP_ALIVE, which comes from elsewhere");
  }

  @Test
  void a_config_map_of_the_same_file_is_read() {
    assertThat(
            whats(
                "pod.yaml",
                pod("envFrom: [{configMapRef: {name: settings}}]\n")
                    + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n"
                    + "data: {OLLAMA_VULKAN: \"no\"}\n"))
        .containsExactly("OLLAMA_VULKAN=no counts as on");
  }

  @Test
  void variables_of_the_command_count() {
    assertThat(
            whats(
                "pod.yaml", pod("command: [/bin/sh, -c, 'OLLAMA_VULKAN=no exec ollama serve']\n")))
        .containsExactly("OLLAMA_VULKAN=no counts as on");
  }

  @Test
  void a_variable_that_stands_in_no_env_is_named() {
    assertThat(of("pod.yaml", pod("environment: {OLLAMA_NOPRUNE: 1}\n")).notUnderstood())
        .extracting(UnreadLine::place)
        .containsExactly("pod.yaml:8");
  }

  @Test
  void the_env_in_values_of_a_chart_is_read_whatever_its_key() {
    for (String key : new String[] {"extraEnv", "env", "envVars", "controller"}) {
      assertThat(
              whats("values.yaml", "%s:\n  - name: OLLAMA_VULKAN\n    value: no\n".formatted(key)))
          .containsExactly("OLLAMA_VULKAN=no counts as on");
    }
    assertThat(whats("values.yaml", "ollama:\n  env:\n    OLLAMA_VULKAN: no\n")).hasSize(1);
  }

  @Test
  void a_template_that_is_no_yaml_is_refused_with_what_to_do() {
    assertThat(
            of("deployment.yaml", "apiVersion: v1\n{{- if .Values.x }}\nkind: [Pod\n{{ end }}\n")
                .notUnderstood())
        .extracting(UnreadLine::why)
        .containsExactly(
            "it is a template: read what its program makes of it (helm template, ansible --diff)");
  }
}
