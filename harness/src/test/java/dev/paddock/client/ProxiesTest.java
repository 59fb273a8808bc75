package dev.paddock.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProxiesTest {
  private static Optional<String> way(String url, Map<String, String> environment) {
    return new Proxies(environment)
        .of(URI.create(url))
        .map(proxy -> proxy.getHostString() + ":" + proxy.getPort());
  }

  @Test
  void each_scheme_has_the_variable_of_its_name_and_lower_case_goes_first() {
    Map<String, String> both =
        Map.of("HTTP_PROXY", "http://squid:3128/", "https_proxy", "gate:8080", "HTTPS_PROXY", "no");
    assertThat(way("http://gpu.lab:8000/v1", both)).contains("squid:3128");
    assertThat(way("https://gpu.lab", both)).contains("gate:8080");
    assertThat(way("https://gpu.lab", Map.of("ALL_PROXY", "http://any:1"))).contains("any:1");
    assertThat(way("http://gpu.lab", Map.of("http_proxy", " "))).isEmpty();
  }

  @Test
  void this_machine_is_never_behind_a_proxy() {
    Map<String, String> proxy = Map.of("http_proxy", "http://squid:3128");
    for (String here : List.of("http://localhost:1", "http://127.0.0.5:1", "http://[::1]:1")) {
      assertThat(way(here, proxy)).as(here).isEmpty();
    }
  }

  @Test
  void no_proxy_names_hosts_and_domains() {
    Map<String, String> some =
        Map.of("http_proxy", "squid:1", "NO_PROXY", "gpu.lab, .corp.example,*.test,10.1.2.3:8080");
    assertThat(way("http://gpu.lab:8000", some)).isEmpty();
    assertThat(way("http://a.gpu.lab", some)).isEmpty();
    assertThat(way("http://deep.corp.example", some)).isEmpty();
    assertThat(way("http://x.test", some)).isEmpty();
    assertThat(way("http://10.1.2.3", some)).isEmpty();
    assertThat(way("http://mygpu.lab", some)).contains("squid:1");
    assertThat(way("http://a", Map.of("http_proxy", "squid:1", "no_proxy", "*"))).isEmpty();
  }

  @Test
  void what_is_no_http_proxy_is_refused_without_its_password() {
    assertThatThrownBy(() -> way("http://gpu.lab", Map.of("http_proxy", "socks5://s:1")))
        .hasMessageContaining("no http://HOST:PORT");
    assertThatThrownBy(() -> way("http://gpu.lab", Map.of("http_proxy", "http://a:hush@s:1")))
        .hasMessageContaining("not supported")
        .message()
        .doesNotContain("hush");
  }

  @Test
  void a_proxy_is_asked_for_the_whole_address_and_gets_the_headers() throws Exception {
    List<String> heads = new CopyOnWriteArrayList<>();
    try (ScriptedServer proxy =
        ScriptedServer.of(
            connection -> {
              heads.add(connection.head());
              connection.write(StreamClientContract.OPENAI);
            })) {
      Access access =
          new Access(
              Map.of("X-Team", "lab"),
              Optional.empty(),
              new Proxies(Map.of("http_proxy", "127.0.0.1:" + proxy.uri().getPort())));
      try (StreamClient client =
          StreamClient.to(
              URI.create("http://gpu.invalid:8000/llm"), StreamClientContract.LIMITS, access)) {
        assertThat(client.send(new Call(Protocol.OPENAI_CHAT, "{}".getBytes(UTF_8))).error())
            .isEmpty();
      }
    }
    assertThat(heads)
        .singleElement()
        .asString()
        .startsWith("POST http://gpu.invalid:8000/llm/v1/chat/completions HTTP/1.1\r\n")
        .contains("\r\nHost: gpu.invalid:8000\r\n")
        .contains("\r\nX-Team: lab\r\n");
  }

  @Test
  void an_access_prints_no_secret() {
    assertThat(
            new Access(Map.of("Authorization", "Bearer hush"), Optional.empty(), Proxies.NONE)
                .toString())
        .contains("Authorization")
        .doesNotContain("hush");
  }
}
