package dev.paddock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.client.wire.UserWire;
import dev.paddock.record.Outcome;
import dev.paddock.record.StampClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TlsTest {
  @SuppressWarnings("NullAway.Init") // made before all tests
  private static SSLContext context;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static Path pem;

  @BeforeAll
  static void make_a_certificate(@TempDir Path dir) throws Exception {
    MadeCertificate made = MadeCertificate.in(dir);
    context = made.context();
    pem = made.pem();
  }

  @Test
  void a_stream_under_tls_is_read_and_stamped_by_the_client() throws Exception {
    try (ScriptedServer server = server();
        StreamClient client = client(server, Optional.of(context))) {
      for (int i = 0; i < 2; i++) {
        Exchange exchange = client.send(StreamClientContract.GENERATE);
        assertThat(exchange.error()).isEmpty();
        assertThat(exchange.text()).isEqualTo("Parí😀");
        assertThat(exchange.clock()).isEqualTo(StampClock.USER);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_told_and_not_trusted() throws Exception {
    try (ScriptedServer server = server();
        StreamClient client = StreamClient.to(https(server), StreamClientContract.LIMITS)) {
      Exchange exchange = client.send(StreamClientContract.GENERATE);
      assertThat(exchange.outcome()).isEqualTo(Outcome.ERROR);
      assertThat(exchange.error().orElseThrow())
          .startsWith("no TLS with " + https(server).getAuthority());
    }
  }

  @Test
  void a_certificate_of_ones_own_is_trusted_once_its_file_is_named() throws Exception {
    for (SSLContext trust : List.of(Trust.of(pem), Trust.all())) {
      Access access = new Access(Map.of(), Optional.of(trust), Proxies.NONE);
      try (ScriptedServer server = server();
          StreamClient client =
              StreamClient.to(https(server), StreamClientContract.LIMITS, access)) {
        assertThat(client.send(StreamClientContract.GENERATE).error()).isEmpty();
      }
    }
  }

  @Test
  void a_file_without_a_certificate_is_told(@TempDir Path dir) throws Exception {
    Path none = Files.writeString(dir.resolve("none.pem"), "no certificate here\n");
    assertThatThrownBy(() -> Trust.of(none)).hasMessageContaining("no certificate");
  }

  @Test
  void a_server_without_tls_is_told() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.of(connection -> connection.write("HTTP/1.1 400 Bad\r\n\r\n"));
        StreamClient client = client(server, Optional.of(context))) {
      assertThat(client.send(StreamClientContract.GENERATE).error().orElseThrow())
          .startsWith("no TLS with");
    }
  }

  @Test
  void a_server_behind_a_proxy_is_reached_through_a_tunnel_and_its_key_stays_within()
      throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = server();
        ScriptedServer proxy =
            ScriptedServer.of(connection -> connection.tunnel(server.uri().getPort(), asked::add));
        StreamClient client =
            StreamClient.to(
                URI.create("https://gpu.invalid:8443/llm"),
                StreamClientContract.LIMITS,
                behind(proxy))) {
      for (int i = 0; i < 2; i++) {
        Exchange exchange = client.send(StreamClientContract.GENERATE);
        assertThat(exchange.error()).isEmpty();
        assertThat(exchange.text()).isEqualTo("Parí😀");
      }
      assertThat(server.connections()).isEqualTo(1);
    }
    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith("CONNECT gpu.invalid:8443 HTTP/1.1\r\nHost: gpu.invalid:8443\r\n")
        .doesNotContain("hush");
  }

  @Test
  void a_proxy_that_gives_no_way_is_told_with_its_words() throws Exception {
    try (ScriptedServer proxy =
            ScriptedServer.of(
                connection ->
                    connection.write(
                        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"));
        StreamClient client =
            StreamClient.to(
                URI.create("https://gpu.invalid:8443"),
                StreamClientContract.LIMITS,
                behind(proxy))) {
      assertThat(client.send(StreamClientContract.GENERATE).error().orElseThrow())
          .contains("gpu.invalid:8443")
          .contains("the proxy gives no way there: HTTP 407 Proxy Authentication Required");
    }
  }

  private static Access behind(ScriptedServer proxy) {
    return new Access(
        Map.of("Authorization", "Bearer hush"),
        Optional.of(Trust.all()),
        new Proxies(Map.of("https_proxy", "http://127.0.0.1:" + proxy.uri().getPort())));
  }

  private static ScriptedServer server() throws Exception {
    ServerSocket listening =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return ScriptedServer.of(
        listening,
        connection -> {
          while (connection.request()) {
            connection.write(StreamClientContract.OLLAMA);
          }
        });
  }

  private static StreamClient client(ScriptedServer server, Optional<SSLContext> trusting) {
    Endpoint endpoint = Endpoint.of(https(server));
    return new StreamClient(
        endpoint,
        StreamClientContract.LIMITS,
        () ->
            new UserWire(
                endpoint.host(), endpoint.port(), trusting.map(SSLContext::getSocketFactory)));
  }

  private static URI https(ScriptedServer server) {
    return URI.create(server.uri().toString().replace("http:", "https:"));
  }
}
