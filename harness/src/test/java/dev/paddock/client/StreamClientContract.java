package dev.paddock.client;

import static dev.paddock.client.ScriptedServer.chunked;
import static dev.paddock.client.ScriptedServer.fixed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.record.Outcome;
import dev.paddock.record.ServerTimes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every client must do, whoever stamps. */
@Timeout(30)
abstract class StreamClientContract {
  abstract StreamClient client(URI base, Timeouts timeouts);

  static final Timeouts LIMITS = Timeouts.of(Duration.ofSeconds(10));
  static final Call GENERATE =
      new Call(Protocol.OLLAMA_GENERATE, "{\"model\":\"m\",\"prompt\":\"p\"}".getBytes(UTF_8));
  static final Call CHAT = new Call(Protocol.OPENAI_CHAT, "{}".getBytes(UTF_8));

  static final String OLLAMA =
      chunked(
          "application/x-ndjson",
          "{\"model\":\"m\",\"response\":\"\",\"thinking\":\"hm\",\"done\":false}\n",
          "{\"model\":\"m\",\"response\":\"\",\"done\":false}\n",
          "{\"model\":\"m\",\"response\":\"Pa\",\"done\":false}\n",
          "{\"model\":\"m\",\"response\":\"r\\u00ed😀\",\"done\":false}\n",
          "{\"model\":\"m\",\"response\":\"\",\"done\":true,\"done_reason\":\"stop\","
              + "\"total_duration\":40,\"load_duration\":10,\"prompt_eval_count\":7,"
              + "\"prompt_eval_duration\":5,\"eval_count\":3,\"eval_duration\":20}\n");

  static final String OPENAI =
      chunked(
          "text/event-stream",
          ": ping\r\n\r\n",
          "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\r\n\r\n",
          "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n",
          "data:{\"choices\":[{\"delta\":{\"content\":\"Pa\"},\"finish_reason\":null}]}\n\n",
          "data: {\"choices\":[{\"delta\":{\"content\":\"rí😀\"}}]}\n\n",
          "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
          "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n",
          "data: [DONE]\n\n");

  @Test
  void an_ollama_stream_is_stamped_and_read() throws Exception {
    Exchange exchange = exchange(GENERATE, OLLAMA);
    assertThat(exchange.error()).isEmpty();
    assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
    assertThat(exchange.text()).isEqualTo("Parí😀");
    assertThat(exchange.stamps().size()).isEqualTo(3);
    assertThat(exchange.stamps().first()).isPositive();
    assertThat(exchange.firstAnswer().orElseThrow()).isEqualTo(exchange.stamps().get(1));
    assertThat(exchange.headers().orElseThrow()).isPositive();
    assertThat(exchange.done().orElseThrow()).isGreaterThanOrEqualTo(exchange.stamps().last());
    assertThat(exchange.promptTokens()).hasValue(7);
    assertThat(exchange.outputTokens()).hasValue(3);
    assertThat(exchange.server()).contains(new ServerTimes(10, 5, 20, 40));
    assertThat(exchange.doneReason()).contains("stop");
    assertThat(exchange.status()).hasValue(200);
  }

  @Test
  void an_openai_stream_is_stamped_and_read() throws Exception {
    Exchange exchange = exchange(CHAT, OPENAI);
    assertThat(exchange.error()).isEmpty();
    assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
    assertThat(exchange.text()).isEqualTo("Parí😀");
    assertThat(exchange.stamps().size()).isEqualTo(3);
    assertThat(exchange.firstAnswer()).isPresent();
    assertThat(exchange.promptTokens()).hasValue(7);
    assertThat(exchange.outputTokens()).hasValue(3);
    assertThat(exchange.doneReason()).contains("stop");
    assertThat(exchange.server()).isEmpty();
  }

  @Test
  void cached_tokens_are_read_where_a_server_tells_of_them() throws Exception {
    assertThat(exchange(GENERATE, OLLAMA).cachedTokens()).isEmpty();
    String ollama =
        "{\"response\":\"\",\"done\":true,\"prompt_eval_count\":7,\"prompt_eval_cached_count\":4}\n";
    assertThat(exchange(GENERATE, chunked("application/x-ndjson", ollama)).cachedTokens())
        .hasValue(4);
    String openai =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":5}}}\n\n";
    assertThat(exchange(CHAT, chunked("text/event-stream", openai)).cachedTokens()).hasValue(5);
    String deepseek =
        openai.replaceAll("\"prompt_tokens_details.*5}", "\"prompt_cache_hit_tokens\":6");
    assertThat(exchange(CHAT, chunked("text/event-stream", deepseek)).cachedTokens()).hasValue(6);
  }

  @Test
  void a_stream_cut_at_any_byte_before_its_last_word_is_told_and_never_a_success()
      throws Exception {
    for (String response : List.of(OLLAMA, OPENAI)) {
      byte[] bytes = response.getBytes(UTF_8);
      String last = response.equals(OLLAMA) ? "\"eval_duration\":20}\n" : "data: [DONE]\n";
      int saidAll =
          response.substring(0, response.indexOf(last) + last.length()).getBytes(UTF_8).length;
      List<byte[]> prefixes = new ArrayList<>();
      for (int cut = 0; cut < bytes.length; cut++) {
        prefixes.add(Arrays.copyOf(bytes, cut));
      }
      Iterator<byte[]> next = prefixes.iterator();
      try (ScriptedServer server =
              ScriptedServer.of(
                  connection -> {
                    connection.request();
                    connection.write(next.next());
                  });
          StreamClient client = client(server.uri(), LIMITS)) {
        for (int cut = 0; cut < bytes.length; cut++) {
          Exchange exchange = client.send(response.equals(OLLAMA) ? GENERATE : CHAT);
          if (cut >= saidAll) {
            // Only bytes of HTTP's own are missing: the answer is whole by its own words.
            assertThat(exchange.outcome()).as("cut at %d", cut).isEqualTo(Outcome.OK);
            assertThat(exchange.text()).as("cut at %d", cut).isEqualTo("Parí😀");
            continue;
          }
          assertThat(exchange.outcome()).as("cut at %d", cut).isEqualTo(Outcome.UNFINISHED);
          assertThat(exchange.error().orElse(""))
              .as("cut at %d", cut)
              .startsWith("the connection was closed before");
        }
        assertThat(server.connections()).isEqualTo(bytes.length);
      }
    }
  }

  @Test
  void a_stream_split_at_any_byte_is_read_the_same() throws Exception {
    for (String response : List.of(OLLAMA, OPENAI)) {
      byte[] bytes = response.getBytes(UTF_8);
      int[] cut = {0};
      try (ScriptedServer server =
              ScriptedServer.of(
                  connection -> {
                    while (connection.request()) {
                      connection.write(Arrays.copyOf(bytes, cut[0]));
                      Thread.sleep(0, 100_000);
                      connection.write(Arrays.copyOfRange(bytes, cut[0], bytes.length));
                    }
                  });
          StreamClient client = client(server.uri(), LIMITS)) {
        for (; cut[0] < bytes.length; cut[0]++) {
          Exchange exchange = client.send(response.equals(OLLAMA) ? GENERATE : CHAT);
          assertThat(exchange.error()).as("split at %d", cut[0]).isEmpty();
          assertThat(exchange.text()).as("split at %d", cut[0]).isEqualTo("Parí😀");
          assertThat(exchange.stamps().size()).as("split at %d", cut[0]).isEqualTo(3);
          assertThat(exchange.outputTokens()).hasValue(3);
        }
        assertThat(server.connections()).as("the connection is kept").isEqualTo(1);
      }
    }
  }

  @Test
  void a_line_over_a_megabyte_is_one_chunk() throws Exception {
    String large = "x".repeat(1_500_000);
    Exchange exchange =
        exchange(
            GENERATE,
            chunked(
                "application/x-ndjson",
                "{\"response\":\"" + large + "\",\"done\":false}\n",
                "{\"response\":\"\",\"done\":true,\"context\":[" + "1,".repeat(300_000) + "1]}\n"));
    assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
    assertThat(exchange.text()).isEqualTo(large);
    assertThat(exchange.stamps().size()).isEqualTo(1);
  }

  @Test
  void chunks_of_one_read_are_marked_since_their_stamp_is_only_a_bound() throws Exception {
    String together =
        fixed(
            "200 OK",
            "application/x-ndjson",
            "{\"response\":\"a\"}\n{\"response\":\"b\"}\n{\"response\":\"c\"}\n{\"done\":true}\n");
    Exchange exchange = exchange(GENERATE, together);
    assertThat(exchange.stamps().size()).isEqualTo(3);
    assertThat(exchange.shared()).isEqualTo(3);

    CountDownLatch first = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  connection.write("HTTP/1.1 200 OK\r\n\r\n{\"response\":\"a\"}\n");
                  first.await(300, TimeUnit.MILLISECONDS);
                  connection.write("{\"response\":\"b\"}\n");
                  first.await(300, TimeUnit.MILLISECONDS);
                  connection.write("{\"done\":true}\n");
                });
        StreamClient client = client(server.uri(), LIMITS)) {
      Exchange alone = client.send(GENERATE);
      assertThat(alone.outcome()).isEqualTo(Outcome.OK);
      assertThat(alone.shared()).isZero();
    }
  }

  @Test
  void an_error_amid_the_stream_is_no_success_and_keeps_the_servers_words() throws Exception {
    Exchange ollama =
        exchange(
            GENERATE,
            chunked(
                "application/x-ndjson",
                "{\"response\":\"a\",\"done\":false}\n",
                "{\"error\":\"an error was encountered while running the model\"}\n"));
    assertThat(ollama.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(ollama.error()).contains("an error was encountered while running the model");
    assertThat(ollama.stamps().size()).isEqualTo(1);

    for (String event :
        List.of(
            "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n",
            "event: error\ndata: {\"message\":\"out of memory\"}\n\n",
            "event: error\ndata: out of memory\n\n",
            "{\"error\":\"out of memory\"}\n")) {
      Exchange openai =
          exchange(
              CHAT,
              chunked(
                  "text/event-stream",
                  "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n",
                  event,
                  "data: [DONE]\n\n"));
      assertThat(openai.outcome()).as(event).isEqualTo(Outcome.ERROR);
      assertThat(openai.error()).as(event).contains("out of memory");
    }
  }

  @Test
  void a_refusal_is_told_in_the_servers_words() throws Exception {
    assertThat(refused("404 Not Found", "{\"error\":\"model 'x' not found\"}"))
        .isEqualTo("HTTP 404: model 'x' not found");
    assertThat(refused("400 Bad Request", "{\"error\":{\"message\":\"no\",\"type\":\"t\"}}"))
        .isEqualTo("HTTP 400: no");
    assertThat(refused("500 Oops", "{\"object\":\"error\",\"message\":\"no\"}"))
        .isEqualTo("HTTP 500: no");
    assertThat(refused("422 Unprocessable", "{\"detail\":\"Not like this\"}"))
        .isEqualTo("HTTP 422: Not like this");
    assertThat(refused("502 Bad Gateway", "<html>\u001b[31m" + "x".repeat(300)))
        .startsWith("HTTP 502: <html> [31mxxx")
        .endsWith("…")
        .hasSizeLessThan(230);
    assertThat(refused("503 Service Unavailable", "")).isEqualTo("HTTP 503: Service Unavailable");
    assertThat(refused("429 Too Many\r\nRetry-After: 7", "{\"error\":\"queue is full\"}"))
        .isEqualTo("HTTP 429: queue is full (it asks to wait, Retry-After: 7)");
    assertThat(refused("308 Moved\r\nLocation: https://ann:pw@gpu.lab/api/chat?k=v", "<html>"))
        .isEqualTo(
            "HTTP 308: moved to https://gpu.lab/api/chat, set target.url to it (without the path"
                + " of the request)");
  }

  private String refused(String status, String body) throws Exception {
    Exchange exchange = exchange(GENERATE, fixed(status, "application/json", body));
    assertThat(exchange.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(exchange.status()).hasValue(Integer.parseInt(status.substring(0, 3)));
    return exchange.error().orElseThrow();
  }

  @Test
  void garbage_is_told_with_what_was_expected_and_found() throws Exception {
    assertThat(garbage("SSH-2.0-OpenSSH_9\r\n"))
        .isEqualTo("expected an HTTP/1.1 response, found \"SSH-2.0-OpenSSH_9\\r\\n\"");
    assertThat(garbage("HTTP/1.1 abc\r\n\r\n")).contains("expected an HTTP/1.1 status line");
    assertThat(garbage("HTTP/1.1 200 OK\r\nno header\r\n\r\n")).contains("expected a header");
    assertThat(garbage("HTTP/1.1 200 OK\r\nA: " + "a".repeat(70_000))).contains("at most 64 KB");
    assertThat(garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"))
        .isEqualTo("expected the size of a chunk in hexadecimal, found \"xyz\"");
    assertThat(garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))
        .contains("transfer-encoding");
    assertThat(garbage("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")).contains("gzip");
    assertThat(garbage("HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n"))
        .contains("content-length");
    assertThat(garbage(fixed("200 OK", "text/html", "<html>\nIt works!\n</html>")))
        .startsWith("expected a line with a JSON object, found a page of HTML");
    assertThat(garbage(fixed("200 OK", "application/json", "\0\0z\"mn\n")))
        .as("what looks like UTF-32, and is none")
        .startsWith("expected a line with a JSON object, found");
  }

  private String garbage(String response) throws Exception {
    Exchange exchange = exchange(GENERATE, response);
    assertThat(exchange.outcome()).isEqualTo(Outcome.ERROR);
    return exchange.error().orElseThrow();
  }

  @Test
  void a_stream_without_a_final_line_is_no_success() throws Exception {
    Exchange exchange =
        exchange(GENERATE, chunked("application/x-ndjson", "{\"response\":\"a\"}\n"));
    assertThat(exchange.outcome()).isEqualTo(Outcome.UNFINISHED);
    assertThat(exchange.error().orElseThrow())
        .contains("without its final line (done: true), after 1 chunk with text")
        .contains("repeats a token over 30 times");
    assertThat(exchange.done()).isEmpty();
    Exchange half =
        exchange(
            GENERATE,
            chunked(
                "application/x-ndjson",
                "{\"response\":\"a\"}\n{\"response\":\"\",\"done_reason\":\"stop\"}\n"));
    assertThat(half.error().orElseThrow())
        .contains("a done_reason (stop), but not done: true")
        .doesNotContain("repeats a token");
  }

  @Test
  void an_answer_is_whole_at_its_last_word_where_the_body_is_never_ended() throws Exception {
    String sse = OPENAI.substring(0, OPENAI.lastIndexOf("0\r\n\r\n"));
    String length = "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n";
    List<String> hanging =
        List.of(
            OLLAMA.substring(0, OLLAMA.lastIndexOf("0\r\n\r\n")),
            length + "{\"response\":\"Parí😀\"}\n{\"response\":\"\",\"done\":true}\n",
            sse,
            sse.substring(0, sse.lastIndexOf("\n\n")));
    for (String response : hanging) {
      try (ScriptedServer server =
              ScriptedServer.of(
                  connection -> {
                    connection.request();
                    connection.write(response);
                    connection.hang();
                  });
          StreamClient client = client(server.uri(), LIMITS)) {
        for (int call = 1; call <= 3; call++) {
          Exchange exchange = client.send(response.contains("event-stream") ? CHAT : GENERATE);
          assertThat(exchange.error()).as(response).isEmpty();
          assertThat(exchange.text()).isEqualTo("Parí😀");
          assertThat(exchange.done()).isPresent();
          assertThat(server.connections()).as("none is used again").isEqualTo(call);
        }
      }
    }
  }

  @Test
  void a_finish_reason_is_no_last_word_and_what_may_follow_it_is_waited_for() throws Exception {
    Duration long_ = Duration.ofSeconds(9);
    Timeouts limits = new Timeouts(long_, long_, Duration.ofMillis(700), long_);
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  connection.write(
                      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                          + "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},"
                          + "\"finish_reason\":\"stop\"}]}\n\n");
                  connection.hang();
                });
        StreamClient client = client(server.uri(), limits)) {
      Exchange exchange = client.send(CHAT);
      assertThat(exchange.outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(exchange.error().orElseThrow()).startsWith("nothing more within 700 ms");
    }
  }

  @Test
  void an_answer_that_was_held_back_until_it_was_whole_came_in_one_piece() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add("data: {\"choices\":[{\"delta\":{\"content\":\" w" + i + "\"}}]}\n\n");
    }
    lines.add("data: [DONE]\n\n");
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  never.await(40, TimeUnit.MILLISECONDS);
                  connection.write(chunked("text/event-stream", lines.toArray(String[]::new)));
                });
        StreamClient client = client(server.uri(), LIMITS)) {
      Exchange exchange = client.send(CHAT);
      assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
      assertThat(exchange.stamps().size()).isEqualTo(12);
      assertThat(exchange.inOnePiece()).isTrue();
    }
  }

  @Test
  void an_openai_stream_that_only_gives_its_finish_reason_is_whole() throws Exception {
    Exchange exchange =
        exchange(
            CHAT,
            chunked(
                "text/event-stream",
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},"
                    + "\"finish_reason\":\"length\"}]}\n\n"));
    assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
    assertThat(exchange.doneReason()).contains("length");
    assertThat(exchange.done()).isPresent();
  }

  @Test
  void an_answer_of_no_token_is_no_success_and_says_what_the_server_says_of_it() throws Exception {
    Exchange exchange =
        exchange(
            GENERATE,
            chunked(
                "application/x-ndjson",
                "{\"response\":\"\",\"done\":true,\"done_reason\":\"load\",\"total_duration\":9}\n"));
    assertThat(exchange.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(exchange.error())
        .contains("the answer came to its end without any text (finish reason: load)");
    assertThat(exchange.stamps().isEmpty()).isTrue();
    assertThat(exchange.outputTokens()).hasValue(0);
  }

  @Test
  void answers_that_are_not_streamed_are_read_as_well() throws Exception {
    Exchange ollama =
        exchange(
            GENERATE, fixed("200 OK", "application/json", "{\"response\":\"a\",\"done\":true}"));
    assertThat(ollama.outcome()).isEqualTo(Outcome.OK);
    assertThat(ollama.text()).isEqualTo("a");
    Exchange openai =
        exchange(
            CHAT,
            fixed(
                "200 OK",
                "application/json",
                """
                {
                 "choices": [
                  {"message": {"content": "a"}, "finish_reason": "stop"}],
                 "usage": {"completion_tokens": 1}
                }
                """));
    assertThat(openai.error()).isEmpty();
    assertThat(openai.text()).isEqualTo("a");
    assertThat(openai.outputTokens()).hasValue(1);
    assertThat(openai.stamps().size()).isEqualTo(1);
  }

  @Test
  void tool_calls_several_choices_and_split_data_lines_are_read() throws Exception {
    Exchange exchange =
        exchange(
            CHAT,
            chunked(
                "text/event-stream; charset=utf-8",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"content\"}]}}]}\n\n",
                "data: {\"choices\":[\ndata: {\"delta\":{\"content\":\"a\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}},"
                    + "{\"delta\":{\"content\":\"c\"}}]}\n\n",
                "data:\n\nid: 4\n\n",
                "data: [DONE]\n\n"));
    assertThat(exchange.error()).isEmpty();
    assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
    assertThat(exchange.text()).isEqualTo("abc");
    assertThat(exchange.stamps().size()).as("a call of a tool is a token too").isEqualTo(3);
  }

  @Test
  void extensions_trailers_interim_responses_and_a_missing_content_type_are_understood()
      throws Exception {
    String line = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n";
    String response =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            + "HTTP/1.1 200\r\nTRANSFER-ENCODING: Chunked\r\n\r\n"
            + Integer.toHexString(line.length())
            + ";ext=\"1\"\r\n"
            + line
            + "\r\n0;last\r\nX-Sum: 1\r\n\r\n";
    Exchange exchange = exchange(CHAT, response);
    assertThat(exchange.error()).isEmpty();
    assertThat(exchange.text()).isEqualTo("a");
  }

  @Test
  void a_body_that_ends_by_closing_is_whole_only_if_its_last_line_is() throws Exception {
    byte[] body =
        "HTTP/1.0 200 OK\r\n\r\n{\"response\":\"a\"}\n{\"response\":\"\",\"done\":true}"
            .getBytes(UTF_8);
    for (int cut = 0; cut <= body.length; cut++) {
      try (ScriptedServer server = ScriptedServer.closingAfter(Arrays.copyOf(body, cut));
          StreamClient client = client(server.uri(), LIMITS)) {
        assertThat(client.send(GENERATE).outcome())
            .as("cut at %d", cut)
            .isEqualTo(cut == body.length ? Outcome.OK : Outcome.UNFINISHED);
      }
    }
  }

  @Test
  void a_reset_amid_the_stream_says_how_much_arrived() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  connection.write("HTTP/1.1 200 OK\r\n\r\n{\"response\":\"a\"}\n");
                  arrived.await(300, TimeUnit.MILLISECONDS);
                  connection.reset();
                });
        StreamClient client = client(server.uri(), LIMITS)) {
      Exchange exchange = client.send(GENERATE);
      assertThat(exchange.outcome()).isEqualTo(Outcome.UNFINISHED);
      assertThat(exchange.error().orElseThrow())
          .contains("closed before the answer's end", "after 1 chunk with text");
      assertThat(exchange.text()).isEqualTo("a");
    }
  }

  @Test
  void nobody_listening_names_host_and_port() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (StreamClient client = client(URI.create("http://127.0.0.1:" + port), LIMITS)) {
      Exchange exchange = client.send(GENERATE);
      assertThat(exchange.outcome()).isEqualTo(Outcome.ERROR);
      assertThat(exchange.error().orElseThrow())
          .contains("cannot connect to 127.0.0.1:" + port, "refused");
      assertThat(exchange.status()).isEmpty();
    }
    try (StreamClient client = client(URI.create("http://no.such.invalid"), LIMITS)) {
      assertThat(client.send(GENERATE).error().orElseThrow()).contains("no.such.invalid");
    }
  }

  @Test
  void an_address_that_is_no_http_url_is_refused_at_once() {
    for (String wrong : List.of("127.0.0.1:11434", "ftp://a", "http:///x", "")) {
      assertThatThrownBy(() -> client(URI.create(wrong.replace("127.0.0.1:", "a/")), LIMITS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http://127.0.0.1:11434");
    }
  }

  @Test
  void a_path_before_the_protocols_and_the_host_reach_the_server() throws Exception {
    List<String> heads = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  heads.add(connection.head());
                  connection.write(OLLAMA);
                });
        StreamClient client = client(URI.create(server.uri() + "/olla/ollama/"), LIMITS)) {
      client.send(GENERATE);
      assertThat(heads.getFirst())
          .startsWith("POST /olla/ollama/api/generate HTTP/1.1\r\n")
          .contains("Host: " + server.uri().getAuthority() + "\r\n");
    }
  }

  @Test
  void each_time_limit_says_which_one_it_was() throws Exception {
    Duration shortly = Duration.ofMillis(80);
    Duration ample = Duration.ofSeconds(10);
    assertThat(late(new Timeouts(ample, shortly, ample, ample), ""))
        .isEqualTo("no token within 80 ms");
    String roleOnly = "{\"response\":\"\",\"done\":false}\n";
    assertThat(late(new Timeouts(ample, shortly, ample, ample), roleOnly))
        .startsWith("no token within 80 ms");
    String token = "{\"response\":\"a\",\"done\":false}\n";
    assertThat(late(new Timeouts(ample, ample, shortly, ample), token))
        .startsWith("nothing more within 80 ms of the last token")
        .contains("after 1 chunk");
    assertThat(late(new Timeouts(ample, ample, ample, shortly), token))
        .startsWith("not done within 80 ms");
  }

  private String late(Timeouts limits, String body) throws Exception {
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  if (!body.isEmpty()) {
                    connection.write("HTTP/1.1 200 OK\r\n\r\n" + body);
                  }
                  connection.hang();
                });
        StreamClient client = client(server.uri(), limits)) {
      Exchange exchange = client.send(GENERATE);
      assertThat(exchange.outcome()).isEqualTo(Outcome.TIMEOUT);
      return exchange.error().orElseThrow();
    }
  }

  @Test
  void a_server_that_does_not_take_the_request_cannot_hold_the_client() throws Exception {
    byte[] large = new byte[32 * 1024 * 1024];
    try (ScriptedServer server = ScriptedServer.of(ScriptedServer.Connection::hang);
        StreamClient client = client(server.uri(), Timeouts.of(Duration.ofMillis(200)))) {
      Exchange exchange = client.send(new Call(Protocol.OLLAMA_GENERATE, large));
      assertThat(exchange.outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(exchange.error().orElseThrow()).contains("not done within 200 ms");
    }
  }

  @Test
  void a_server_that_does_not_accept_is_a_timeout_of_connecting() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fillers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket filler = new Socket();
        fillers.add(filler);
        try {
          filler.connect(full.getLocalSocketAddress(), 50);
        } catch (IOException e) {
          break; // the backlog is full, as it should be
        }
      }
      Duration ample = Duration.ofSeconds(10);
      Timeouts limits = new Timeouts(Duration.ofMillis(100), ample, ample, ample);
      try (StreamClient client =
          client(URI.create("http://127.0.0.1:" + full.getLocalPort()), limits)) {
        Exchange exchange = client.send(GENERATE);
        assertThat(exchange.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(exchange.error().orElseThrow())
            .isEqualTo("no connection to 127.0.0.1:" + full.getLocalPort() + " within 100 ms");
      } finally {
        for (Socket filler : fillers) {
          filler.close();
        }
      }
    }
  }

  @Test
  void cancelling_ends_a_call_under_way_and_every_later_one() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  connection.write("HTTP/1.1 200 OK\r\n\r\n{\"response\":\"a\"}\n");
                  asked.countDown();
                  connection.hang();
                });
        StreamClient client = client(server.uri(), LIMITS)) {
      Thread canceller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      asked.await();
                      Thread.sleep(50);
                    } catch (InterruptedException e) {
                      return;
                    }
                    client.cancel();
                  });
      Exchange exchange = client.send(GENERATE);
      canceller.join();
      assertThat(exchange.outcome()).isEqualTo(Outcome.UNFINISHED);
      assertThat(exchange.error().orElseThrow()).startsWith("cancelled");
      assertThat(exchange.text()).isEqualTo("a");
      assertThat(client.send(GENERATE).error().orElseThrow()).startsWith("cancelled");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_that_was_closed_between_calls_is_opened_again() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.of(
                connection -> {
                  connection.request();
                  connection.write(OLLAMA);
                });
        StreamClient client = client(server.uri(), LIMITS)) {
      Exchange first = client.send(GENERATE);
      Thread.sleep(50);
      Exchange second = client.send(GENERATE);
      assertThat(List.of(first.outcome(), second.outcome()))
          .containsExactly(Outcome.OK, Outcome.OK);
      assertThat(second.sent()).isGreaterThan(first.sent());
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_server_that_closes_every_connection_is_not_asked_for_ever() throws Exception {
    try (ScriptedServer server = ScriptedServer.of(ScriptedServer.Connection::request);
        StreamClient client = client(server.uri(), LIMITS)) {
      Exchange exchange = client.send(GENERATE);
      assertThat(exchange.outcome()).isEqualTo(Outcome.UNFINISHED);
      assertThat(exchange.error().orElseThrow()).contains("closed before any answer");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_is_not_kept_where_the_server_says_so_or_sends_too_much() throws Exception {
    String body = "{\"response\":\"a\",\"done\":true}";
    for (String response :
        List.of(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 28\r\n\r\n" + body,
            "HTTP/1.0 200 OK\r\nContent-Length: 28\r\n\r\n" + body,
            "HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n" + body + "HTTP/1.1 500 no\r\n\r\n")) {
      try (ScriptedServer server = ScriptedServer.answering(response);
          StreamClient client = client(server.uri(), LIMITS)) {
        assertThat(client.send(GENERATE).outcome()).isEqualTo(Outcome.OK);
        assertThat(client.send(GENERATE).outcome()).isEqualTo(Outcome.OK);
        assertThat(server.connections()).as(response).isEqualTo(2);
      }
    }
  }

  private Exchange exchange(Call call, String response) throws Exception {
    try (ScriptedServer server = ScriptedServer.closingAfter(response.getBytes(UTF_8));
        StreamClient client = client(server.uri(), LIMITS)) {
      return client.send(call);
    }
  }
}
