package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paddock.cli.RealServers.Named;
import dev.paddock.journal.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code paddock doctor} on a real Ollama; what it says of the machine itself is not judged. */
class DoctorRealIT {
  @RegisterExtension static final RealServers SERVERS = new RealServers(Named.PADDOCK_OLLAMA);

  @TempDir private Path folder = Path.of("");

  /** Starts Ollama as a user would, and returns where it answers. */
  private String ollama(Map<String, String> variables) throws Exception {
    return SERVERS.ollama(folder, variables);
  }

  private static String generate(String url, String options) throws Exception {
    String body =
        "{\"model\":\"smollm2:135m\",\"prompt\":\"hi\",\"stream\":false,\"options\":"
            + options
            + "}";
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url + "/api/generate"))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private List<JsonNode> findings(int exitCode, String... words) throws Exception {
    Launched doctor = Launched.paddock(folder, words);
    int code = doctor.exitCode();
    String line =
        doctor.words().lines().filter(one -> one.startsWith("{")).findFirst().orElse("{}");
    List<JsonNode> all =
        StreamSupport.stream(Json.mapper().readTree(line).path("findings").spliterator(), false)
            .toList();
    boolean ofTheMachine =
        all.stream()
            .anyMatch(
                finding ->
                    finding.path("rule").asText().startsWith("machine.")
                        && !finding.path("severity").asText().equals("NOTE"));
    assertThat(code).as(doctor.words()).isEqualTo(ofTheMachine ? Math.max(1, exitCode) : exitCode);
    return all.stream()
        .filter(finding -> !finding.path("rule").asText().startsWith("machine."))
        .toList();
  }

  @Test
  void what_a_real_server_ignores_or_misreads_is_found() throws Exception {
    Map<String, String> variables =
        Map.of(
            "OLLAMA_FLASH_ATTENTION", "off",
            "OLLAMA_NUM_GPU", "99",
            "OLLAMA_KV_CACHE_TYPE", "q8_0",
            "OLLAMA_NUM_PARALLEL", "4x",
            "OLLAMA_CONTEXT_LENGTH", "16384");
    String url = ollama(variables);
    assertThat(generate(url, "{\"num_predict\":2,\"low_vram\":true}")).contains("\"done\":true");
    assertThat(findings(1, "doctor", "--url", url, "--json"))
        .extracting(finding -> finding.path("what").asText())
        .contains(
            "OLLAMA_FLASH_ATTENTION=off counts as on",
            "OLLAMA_NUM_GPU=99 is read by nothing",
            "OLLAMA_NUM_PARALLEL=4x is no whole number",
            "a context of 16384 is cut to 8192",
            "a client sends the option low_vram, which Ollama does not know")
        .noneMatch(what -> what.contains("OLLAMA_KV_CACHE_TYPE"));
    assertThat(SERVERS.first().words())
        .as("what the findings claim is so")
        .contains("--flash-attn on", "value=4x default=1", "-np 1", "-c 8192 ");
    Launched doctor = Launched.paddock(folder, "doctor", "--url", url);
    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.words()).contains("does nothing: OLLAMA_NUM_GPU=99", "PARAMETER num_gpu 99");
  }

  @Test
  void a_model_that_lies_only_partly_on_the_gpu_is_found() throws Exception {
    String url = ollama(SERVERS.vulkan());
    assertThat(generate(url, "{\"num_predict\":1,\"num_gpu\":10,\"num_ctx\":512}"))
        .contains("\"done\":true");
    assertThat(findings(1, "doctor", "--url", url, "--json"))
        .extracting(finding -> finding.path("rule").asText())
        .containsExactly("partly-on-the-gpu");
  }

  @Test
  void a_load_that_failed_for_its_settings_is_explained() throws Exception {
    String url = ollama(Map.of("OLLAMA_FLASH_ATTENTION", "0", "OLLAMA_KV_CACHE_TYPE", "q8_0"));
    assertThat(generate(url, "{}")).contains("quantized V cache requires flash_attn");
    assertThat(findings(1, "doctor", "--url", url, "--json"))
        .extracting(finding -> finding.path("rule").asText())
        .contains("kv-cache-without-flash-attention", "log");
  }

  @Test
  void a_healthy_server_is_found_healthy() throws Exception {
    String url = ollama(Map.of("OLLAMA_FLASH_ATTENTION", "1", "OLLAMA_KEEP_ALIVE", "-1"));
    assertThat(generate(url, "{\"num_predict\":2}")).contains("\"done\":true");
    assertThat(findings(0, "doctor", "--url", url, "--json")).isEmpty();
    String pid = Long.toString(SERVERS.first().process().pid());
    assertThat(findings(0, "doctor", "--pid", pid, "--json")).isEmpty();
  }

  @Test
  void a_server_that_does_not_answer_does_not_pass_for_healthy() throws Exception {
    assertThat(findings(3, "doctor", "--url", "http://127.0.0.1:9", "--json")).isEmpty();
    assertThat(findings(2, "doctor", "--unit", "no-such-thing.service", "--json")).isEmpty();
    assertThat(findings(2, "doctor", "--pid", "7", "--url", "http://127.0.0.1:9")).isEmpty();
  }
}
