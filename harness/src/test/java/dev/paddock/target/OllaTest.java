package dev.paddock.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys as Olla's {@code internal/config/types.go} has them. */
class OllaTest {
  private static JsonNode file(Map<String, String> settings) throws IOException {
    Map<String, Value> values = new HashMap<>();
    settings.forEach((name, text) -> values.put(name, new Value.Text(text)));
    return new ObjectMapper(new YAMLFactory())
        .readTree(
            Olla.file(
                URI.create("http://127.0.0.1:40114"),
                Dialect.OLLAMA,
                List.of(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2")),
                Configuration.named(values)));
  }

  @Test
  void no_rate_limit_cuts_a_measurement_off() throws IOException {
    JsonNode server = file(Map.of("proxy", "olla")).path("server");
    assertThat(server.path("port").asInt()).isEqualTo(40114);
    assertThat(server.path("request_logging").asBoolean(true)).isFalse();
    assertThat(server.at("/rate_limits/per_ip_requests_per_minute").asInt(-1)).isZero();
    assertThat(server.at("/rate_limits/global_requests_per_minute").asInt(-1)).isZero();
    assertThat(server.at("/rate_limits/burst_size").asInt()).isPositive();
  }

  @Test
  void sizes_and_durations_are_written_as_olla_reads_them() throws IOException {
    JsonNode file =
        file(
            Map.of(
                "proxy",
                "olla",
                "proxy.engine",
                "sherpa",
                "proxy.stream_buffer_size",
                "2 KB",
                "proxy.connection_timeout",
                "5 s",
                "proxy.check_interval",
                "30"));
    assertThat(file.at("/proxy/engine").asText()).isEqualTo("sherpa");
    assertThat(file.at("/proxy/stream_buffer_size").asInt()).isEqualTo(2048);
    assertThat(file.at("/proxy/connection_timeout").asText()).isEqualTo("5s");
    assertThat(file.at("/proxy/response_header_timeout").asText()).isEqualTo("10m");
    JsonNode endpoints = file.at("/discovery/static/endpoints");
    assertThat(endpoints).hasSize(2);
    assertThat(endpoints)
        .allSatisfy(
            endpoint -> {
              assertThat(endpoint.path("type").asText()).isEqualTo("ollama");
              assertThat(endpoint.path("check_interval").asText()).isEqualTo("30s");
            });
    assertThat(endpoints.path(1).path("url").asText()).isEqualTo("http://127.0.0.1:2");
  }
}
