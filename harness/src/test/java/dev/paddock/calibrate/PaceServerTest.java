package dev.paddock.calibrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.paddock.client.Call;
import dev.paddock.client.Exchange;
import dev.paddock.client.Protocol;
import dev.paddock.client.StreamClient;
import dev.paddock.client.Timeouts;
import dev.paddock.engine.pace.Freeze;
import dev.paddock.engine.pace.Gap;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceFault;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.record.Outcome;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Value;
import dev.paddock.target.Body;
import dev.paddock.target.OllamaApi;
import dev.paddock.target.OllamaBody;
import dev.paddock.workload.Prompt;
import dev.paddock.workload.Vocabulary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference server, asked by the harness' own client over real sockets. */
@Timeout(60)
class PaceServerTest {
  private static final int TOKENS = 8;

  /** What a chat's template costs there, in tokens. */
  private static final int TEMPLATE = 4;

  private static final long MS = 1_000_000;

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("stamps.jsonl");
  }

  private PaceServer server(int slots, String... faults) throws IOException {
    return server(slots, false, 0, faults);
  }

  private PaceServer server(int slots, boolean cache, double share, String... faults)
      throws IOException {
    List<PaceFault> wrong = new ArrayList<>();
    for (String fault : faults) {
      wrong.add(PaceFault.parse(fault));
    }
    Pace pace =
        new Pace(
            new Gap.Fixed(2 * MS),
            0,
            new Gap.Fixed(MS),
            1,
            Freeze.NEVER,
            slots,
            OptionalInt.empty(),
            0,
            cache,
            share,
            wrong);
    return PaceServer.start("127.0.0.1", 0, pace, Optional.of(file()));
  }

  private static final List<Protocol> OF_TEXT =
      Stream.of(Protocol.values()).filter(protocol -> !protocol.embeds()).toList();

  private static StreamClient client(PaceServer server) throws IOException {
    return StreamClient.to(server.uri(), Timeouts.of(Duration.ofSeconds(20)));
  }

  private static Call call(Protocol protocol, long seed) {
    return call(protocol, "a b c", seed);
  }

  private static Call call(Protocol protocol, String prompt, long seed) {
    String body =
        switch (protocol) {
          case OLLAMA_GENERATE ->
              "{\"model\":\"pace\",\"prompt\":%s,\"options\":{\"num_predict\":%d,\"seed\":%d}}";
          case OLLAMA_CHAT ->
              "{\"model\":\"pace\",\"messages\":[{\"role\":\"user\",\"content\":%s}],"
                  + "\"options\":{\"num_predict\":%d,\"seed\":%d}}";
          case OPENAI_CHAT ->
              "{\"model\":\"pace\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":%s}],"
                  + "\"max_tokens\":%d,\"seed\":%d,\"stream_options\":{\"include_usage\":true}}";
          case OPENAI_COMPLETIONS ->
              "{\"model\":\"pace\",\"stream\":true,\"prompt\":%s,"
                  + "\"max_tokens\":%d,\"seed\":%d,\"stream_options\":{\"include_usage\":true}}";
          case OLLAMA_EMBED, OPENAI_EMBEDDINGS ->
              "{\"model\":\"pace\",\"input\":%s,\"seed\":%3$d,\"options\":{\"seed\":%3$d}}";
        };
    String quoted = TextNode.valueOf(prompt).toString();
    return new Call(protocol, body.formatted(quoted, TOKENS, seed).getBytes(UTF_8));
  }

  private Exchange exchange(Protocol protocol, String... faults) throws IOException {
    try (PaceServer server = server(4, faults);
        StreamClient client = client(server)) {
      return client.send(call(protocol, 1));
    }
  }

  /** The lines of requests, by the server itself; the last line is its own error. */
  private List<JsonNode> stamps() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file())) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_EMBED.*")
  void a_chunk_that_arrives_before_it_was_stamped_is_seen(Protocol protocol) throws Exception {
    List<Exchange> exchanges = new ArrayList<>();
    try (PaceServer server = server(4);
        StreamClient client = client(server)) {
      for (int id = 1; id <= 3; id++) {
        exchanges.add(client.send(call(protocol, id)));
      }
    }
    List<JsonNode> lines = stamps();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(3).path("late_us").path("chunks").asInt()).isEqualTo(3 * TOKENS);
    for (int i = 0; i < 3; i++) {
      Exchange exchange = exchanges.get(i);
      JsonNode line = lines.get(i);
      assertThat(exchange.error()).isEmpty();
      assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
      assertThat(exchange.text()).isEqualTo(" one two three four five six seven eight");
      assertThat(exchange.outputTokens()).hasValue(TOKENS);
      assertThat(exchange.promptTokens()).hasValue(3 + TEMPLATE);
      assertThat(exchange.doneReason()).contains("length");
      assertThat(exchange.stamps().size()).isEqualTo(TOKENS);
      assertThat(line.path("id").asLong()).isEqualTo(i + 1);
      assertThat(line.path("received").asLong()).isGreaterThanOrEqualTo(exchange.sent());
      assertThat(line.path("first_write").asLong()).isEqualTo(line.path("stamps").get(0).asLong());
      assertThat(line.path("stamps")).hasSize(TOKENS);
      assertThat(line.path("done").asLong()).isPositive();
      for (int k = 0; k < TOKENS; k++) {
        // The kernel's clock is brought to the monotonic one to a few microseconds.
        assertThat(exchange.sent() + exchange.stamps().get(k) - line.path("stamps").get(k).asLong())
            .as("chunk %d", k)
            .isGreaterThan(-50_000);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "error-before, 0, ERROR",
    "error-amid@3, 3, ERROR",
    "no-done, 8, UNFINISHED",
    "close-early@3, 3, UNFINISHED",
    "garbage@3, 8, ERROR",
    "empty-first, 8, OK",
    "role-only, 8, OK",
    "thinking@3, 8, OK",
    "long-line@3, 8, OK",
    "split-utf8@3, 8, OK",
    "crlf, 8, OK",
    "comments, 8, OK",
    "trailers, 8, OK"
  })
  void a_fault_that_is_not_what_it_says_is_seen(String fault, int chunks, Outcome outcome)
      throws Exception {
    for (Protocol protocol : OF_TEXT) {
      Exchange exchange = exchange(protocol, fault);
      assertThat(exchange.outcome()).as("%s %s", protocol, exchange.error()).isEqualTo(outcome);
      assertThat(exchange.stamps().size()).as("%s", protocol).isEqualTo(chunks);
    }
  }

  /** A reset may overtake what the client has not read yet. */
  @Test
  void a_reset_does_not_pass_for_an_answer() throws Exception {
    for (Protocol protocol : OF_TEXT) {
      Exchange exchange = exchange(protocol, "reset@3");
      assertThat(exchange.outcome()).isNotEqualTo(Outcome.OK);
      assertThat(exchange.stamps().size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void what_is_thought_is_no_answer() throws Exception {
    Exchange exchange = exchange(Protocol.OLLAMA_CHAT, "thinking@3");
    assertThat(exchange.text()).isEqualTo(" four five six seven eight");
    assertThat(exchange.firstAnswer().orElseThrow()).isEqualTo(exchange.stamps().get(3));
  }

  @Test
  void a_character_in_two_writes_stays_one() throws Exception {
    assertThat(exchange(Protocol.OPENAI_CHAT, "split-utf8@2").text()).startsWith(" one twoé three");
  }

  @Test
  void a_second_answer_that_does_not_wait_for_the_one_slot_is_seen() throws Exception {
    try (PaceServer server = server(1);
        ExecutorService clients = Executors.newFixedThreadPool(2)) {
      List<Callable<Exchange>> both = new ArrayList<>();
      for (int id = 1; id <= 2; id++) {
        Call call = call(Protocol.OLLAMA_GENERATE, id);
        both.add(
            () -> {
              try (StreamClient client = client(server)) {
                return client.send(call);
              }
            });
      }
      for (Future<Exchange> exchange : clients.invokeAll(both)) {
        assertThat(exchange.get().outcome()).isEqualTo(Outcome.OK);
      }
    }
    List<JsonNode> lines = new ArrayList<>(stamps().subList(0, 2));
    lines.sort((a, b) -> Long.compare(a.path("done").asLong(), b.path("done").asLong()));
    assertThat(lines.get(1).path("first_write").asLong())
        .isGreaterThan(lines.get(0).path("done").asLong());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_EMBED.*")
  void a_count_of_cached_tokens_that_is_not_what_was_cached_is_seen(Protocol protocol)
      throws Exception {
    List<Exchange> exchanges = new ArrayList<>();
    try (PaceServer server = server(1, true, 0);
        StreamClient client = client(server)) {
      exchanges.add(client.send(call(protocol, "a b c", 1)));
      String conversation = "a b c" + exchanges.get(0).text() + " d e";
      exchanges.add(client.send(call(protocol, conversation, 2)));
      exchanges.add(client.send(call(protocol, conversation, 3)));
      exchanges.add(client.send(call(protocol, "b c", 4)));
    }
    int whole = TEMPLATE + 3 + TOKENS + 2;
    List<Integer> known = List.of(0, whole - 2, whole - 1, 0);
    for (int i = 0; i < known.size(); i++) {
      assertThat(exchanges.get(i).cachedTokens()).hasValue(known.get(i));
      assertThat(stamps().get(i).path("cached").asInt(-1)).isEqualTo(known.get(i));
    }
    assertThat(exchanges.get(2).promptTokens()).as("with what is cached").hasValue(whole);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_EMBED.*")
  void without_a_cache_nothing_is_said_of_one(Protocol protocol) throws Exception {
    try (PaceServer server = server(1);
        StreamClient client = client(server)) {
      client.send(call(protocol, 1));
      assertThat(client.send(call(protocol, 2)).cachedTokens()).isEmpty();
    }
    assertThat(Files.readString(file())).doesNotContain("cached");
  }

  /** Of an answer in one piece the server says what its schedule reckons, not what a clock does. */
  @Test
  void what_is_cached_takes_no_time_to_read() throws Exception {
    Pace pace =
        new Pace(
            new Gap.Fixed(2 * MS),
            MS,
            new Gap.Fixed(MS),
            1,
            Freeze.NEVER,
            Integer.MAX_VALUE,
            OptionalInt.empty(),
            0,
            true,
            0,
            List.of());
    String body = "{\"prompt\":\"a b c d e f\",\"stream\":false,\"options\":{\"num_predict\":2}}";
    try (PaceServer server = PaceServer.start("127.0.0.1", 0, pace, Optional.empty())) {
      for (int cached : new int[] {0, TEMPLATE + 5}) {
        JsonNode answer = post(server, "/api/generate", body);
        assertThat(answer.path("prompt_eval_count").asInt()).isEqualTo(TEMPLATE + 6);
        assertThat(answer.path("prompt_eval_cached_count").asInt(-1)).isEqualTo(cached);
        assertThat(answer.path("prompt_eval_duration").asLong())
            .isEqualTo((2 + TEMPLATE + 6 - cached) * MS);
      }
    }
  }

  @Test
  void a_model_that_is_unloaded_has_nothing_cached() throws Exception {
    try (PaceServer server = server(1, true, 0);
        StreamClient client = client(server)) {
      client.send(call(Protocol.OLLAMA_GENERATE, 1));
      new OllamaApi(server.uri()).unload("pace");
      assertThat(client.send(call(Protocol.OLLAMA_GENERATE, 2)).cachedTokens()).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_EMBED.*")
  void an_answer_that_is_told_comes_word_by_word_and_a_wrong_one_is_wrong(Protocol protocol)
      throws Exception {
    Call call = call(protocol, "Say \"it\": [[answer: {\"é\": 1}\n2]]", 1);
    try (PaceServer server = server(1);
        StreamClient client = client(server)) {
      Exchange exchange = client.send(call);
      assertThat(exchange.text()).isEqualTo("{\"é\": 1}\n2");
      assertThat(exchange.outputTokens()).hasValue(3);
      assertThat(exchange.stamps().size()).isEqualTo(3);
      assertThat(exchange.doneReason()).contains("stop");
    }
    try (PaceServer server = server(1, false, 1);
        StreamClient client = client(server)) {
      assertThat(client.send(call).text()).isEqualTo("wrong");
    }
  }

  @Test
  void texts_are_embedded_in_a_slot_and_leave_what_it_remembers() throws Exception {
    try (PaceServer server = server(1, true, 0);
        StreamClient client = client(server)) {
      client.send(call(Protocol.OLLAMA_GENERATE, 1));
      JsonNode ollama =
          post(server, "/api/embed", "{\"input\":[\"a b\",\"c\"],\"options\":{\"seed\":5}}");
      assertThat(ollama.path("embeddings")).hasSize(2);
      assertThat(ollama.path("prompt_eval_count").asInt()).isEqualTo(3);
      assertThat(ollama.path("total_duration").asLong()).isPositive();
      assertThat(post(server, "/api/embed", "{\"input\":[]}").path("embeddings")).isEmpty();
      JsonNode openAi = post(server, "/v1/embeddings", "{\"input\":\"c\"}");
      assertThat(openAi.path("data").get(0).path("embedding"))
          .isEqualTo(ollama.path("embeddings").get(1));
      assertThat(client.send(call(Protocol.OLLAMA_GENERATE, 2)).cachedTokens().orElseThrow())
          .isPositive();
    }
    JsonNode line = stamps().get(1);
    assertThat(line.path("id").asLong()).isEqualTo(5);
    assertThat(line.path("stamps")).isEmpty();
    assertThat(line.path("done").asLong()).isGreaterThan(line.path("received").asLong());
    assertThat(stamps()).as("two answers, two embeddings, the server's own error").hasSize(5);
  }

  private static JsonNode post(PaceServer server, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(
              client
                  .send(
                      HttpRequest.newBuilder(server.uri().resolve(path))
                          .POST(HttpRequest.BodyPublishers.ofString(body))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
    }
  }

  /** A proxy does not say how long a body is that it hands on. */
  @Test
  void a_body_in_chunks_is_not_refused() throws Exception {
    try (PaceServer server = server(1);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      String body = "{\"model\":\"pace\",\"prompt\":\"a b\",\"options\":{\"num_predict\":2}}";
      String request =
          "POST /api/generate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5;x=y\r\n%s\r\n%x\r\n%s\r\n0\r\nX-Trailer: 1\r\n\r\n"
                  .formatted(body.substring(0, 5), body.length() - 5, body.substring(5))
              + "GET /api/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answers).contains("\"done\":true").contains("\"version\"").doesNotContain("error");
    }
  }

  @Test
  void a_run_finds_an_ollama() throws Exception {
    try (PaceServer server = server(1)) {
      OllamaApi api = new OllamaApi(server.uri());
      assertThat(api.version()).contains("pace");
      assertThat(api.show("pace").layers()).isEqualTo(2);
      assertThat(api.loaded("pace")).isEmpty();
      Body body =
          new OllamaBody(
              WorkloadSpec.Api.GENERATE,
              Configuration.named(
                  Map.of("model", new Value.Text("pace"), "num_ctx", new Value.Whole(777))),
              1);
      api.load(body);
      assertThat(api.loaded("pace").orElseThrow().context()).isEqualTo(777);
      Vocabulary vocabulary = Vocabulary.ask(prompt -> api.promptTokens(body, Prompt.of(prompt)));
      assertThat(vocabulary.words()).hasSize(64);
      api.unload("pace");
      assertThat(api.loaded("pace")).isEmpty();
    }
  }

  @Test
  void a_body_that_is_no_json_is_refused_in_words() throws Exception {
    try (PaceServer server = server(1);
        StreamClient client = client(server)) {
      Exchange exchange = client.send(new Call(Protocol.OLLAMA_CHAT, "[]".getBytes(UTF_8)));
      assertThat(exchange.status()).hasValue(400);
      assertThat(exchange.error().orElseThrow()).contains("no JSON object");
    }
  }
}
