package dev.paddock.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayServerTest {
  private ReplayServer server;

  @BeforeEach
  void serve() throws Exception {
    server = ReplayServer.start();
  }

  @AfterEach
  void end() {
    server.close();
  }

  private static List<Asked> asks() {
    return List.of(
        Asked.generate(1),
        Asked.generate(64),
        Asked.chat(64),
        Asked.chat(1024).inOneWrite(),
        Asked.generate(8).thenClosed(),
        Asked.generate(8).after(3),
        Asked.chat(8).inOneWrite().thenClosed().after(1));
  }

  @ParameterizedTest
  @MethodSource("asks")
  void an_answer_has_the_recorded_bytes(Asked asked) throws Exception {
    ReplayTarget target = new ReplayTarget(server.uri(), asked);
    for (int streams : List.of(1, 5)) {
      try (RawDrain drain = RawDrain.of(target, streams)) {
        drain.verify("drain", streams, RecordedResponse.of(asked));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("asks")
  void a_path_says_all_that_is_asked(Asked asked) {
    assertThat(Asked.parse(asked.url(URI.create("http://x")).getPath())).contains(asked);
  }

  @Test
  void a_path_that_asks_for_nothing_is_not_answered_with_something() throws Exception {
    for (String path :
        List.of("/", "/api/generate", "/replay/0/api/chat", "/replay/8/api/tags", "/replay/8")) {
      assertThat(Asked.parse(path)).as(path).isEmpty();
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      socket.getOutputStream().write("GET /api/tags HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(22), UTF_8))
          .isEqualTo("HTTP/1.1 404 Not Found");
    }
  }

  @Test
  void a_request_that_comes_in_pieces_is_taken_when_it_is_whole() {
    String body = "{\"model\":\"x\"}";
    for (String request :
        List.of(
            "POST /replay/4/api/chat HTTP/1.1\r\nHost: x\r\ncontent-length: %d\r\n\r\n%s"
                .formatted(body.length(), body),
            "POST /replay/4/api/chat HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n%s\r\n0\r\n\r\n"
                .formatted(body))) {
      byte[] bytes = (request + "POST /more").getBytes(UTF_8);
      for (int filled = 0; filled < request.length(); filled++) {
        assertThat(ReplayRequest.at(bytes, filled)).as("%d bytes", filled).isEmpty();
      }
      assertThat(ReplayRequest.at(bytes, bytes.length))
          .contains(new ReplayRequest("/replay/4/api/chat", false, request.length()));
    }
  }

  @Test
  void a_second_request_that_comes_with_the_first_is_answered() throws Exception {
    Asked asked = Asked.generate(5);
    String request =
        "POST %s HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"
            .formatted(asked.url(server.uri()).getPath());
    byte[] one = RecordedResponse.of(asked).wire();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      socket.getOutputStream().write((request + request).getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(one.length)).isEqualTo(one);
      assertThat(in.readNBytes(one.length)).isEqualTo(one);
    }
  }

  @Test
  void a_connection_is_closed_that_the_client_wants_closed() throws Exception {
    String request =
        "POST %s HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
            .formatted(Asked.generate(5).url(server.uri()).getPath());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      assertThat(socket.getInputStream().readAllBytes())
          .isEqualTo(RecordedResponse.of(Asked.generate(5).thenClosed()).wire());
    }
  }

  @Test
  void a_client_that_goes_away_amid_its_answer_leaves_others_alone() throws Exception {
    ReplayTarget target = new ReplayTarget(server.uri(), Asked.generate(9999));
    String request =
        "POST %s HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}".formatted(target.url().getPath());
    for (int i = 0; i < 5; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
    try (RawDrain drain = RawDrain.of(target, 2)) {
      drain.verify("drain", 2, RecordedResponse.of(target.asked()));
    }
  }

  @Test
  void a_server_that_is_closed_leaves_no_client_waiting() throws Exception {
    ReplayTarget target = new ReplayTarget(server.uri(), Asked.generate(5).after(60_000));
    try (RawDrain drain = RawDrain.of(target, 1)) {
      Thread.ofPlatform()
          .start(
              () -> {
                while (server.accepted() == 0) {
                  Thread.onSpinWait();
                }
                server.close();
              });
      assertThatThrownBy(() -> drain.exchange(new ReceivedAnswer[] {ReceivedAnswer.counting()}))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void lines_leave_one_by_one_unless_they_are_asked_for_together() {
    RecordedResponse each = RecordedResponse.of(Asked.generate(10));
    String wire = new String(each.wire(), UTF_8);
    assertThat(each.ends()).hasSize(10 + 2).isSorted();
    int from = 0;
    for (int end : each.ends()) {
      String write = wire.substring(from, end);
      assertThat(write.split("\n", -1).length).as(write).isLessThanOrEqualTo(from == 0 ? 9 : 4);
      assertThat(write).endsWith("\r\n");
      from = end;
    }
    assertThat(RecordedResponse.of(Asked.generate(10).inOneWrite()).ends())
        .containsExactly(each.wire().length);
  }

  @Test
  void the_recorded_text_is_decoded() throws Exception {
    RecordedResponse recording = RecordedResponse.of(Asked.chat(200));
    assertThat(recording.text()).contains("\n", "\"quoted\"", "<b>", "\ud83d\ude80");
    List<String> lines = Arrays.asList(new String(recording.body(), UTF_8).split("\n"));
    assertThat(lines).hasSize(recording.lines()).hasSize(201);
    JsonNode last = new ObjectMapper().readTree(lines.getLast());
    assertThat(last.path("done").asBoolean()).isTrue();
  }

  @Test
  void a_server_in_a_process_of_its_own_ends_with_the_one_that_started_it() throws Exception {
    ServerJvm process = ServerJvm.start(Optional.empty(), ReplayServer.class);
    try (process) {
      ReplayTarget target = new ReplayTarget(process.url(), Asked.chat(30));
      try (RawDrain drain = RawDrain.of(target, 2)) {
        drain.verify("drain", 2, RecordedResponse.of(target.asked()));
      }
      assertThat(process.alive()).isTrue();
    }
    assertThat(process.alive()).isFalse();
  }

  @Test
  void a_server_that_does_not_start_is_not_waited_for() {
    assertThatThrownBy(() -> ServerJvm.start(Optional.empty(), Asked.class))
        .hasMessageContaining("Asked ended before it listened");
  }
}
