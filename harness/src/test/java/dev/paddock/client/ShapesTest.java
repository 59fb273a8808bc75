package dev.paddock.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.record.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shapes in which servers answer, each a whole small response and what is to be said of it:
 * Ollama, llama-server, vLLM, SGLang, LM Studio, LocalAI, LiteLLM, Mistral, OpenAI, and what stands
 * between a server and its client.
 */
@Timeout(30)
class ShapesTest {
  private static final Timeouts LIMITS = Timeouts.of(Duration.ofSeconds(10));
  private static final String DONE = "data: [DONE]\n\n";

  /** What is to be said of a response. */
  @SuppressWarnings("ArrayRecordComponent") // some are no text, and none is compared
  private record Shape(
      String name,
      Protocol protocol,
      byte[] response,
      Outcome outcome,
      int chunks,
      OptionalInt tokens,
      String text,
      boolean inOnePiece,
      String says) {
    @Override
    public String toString() {
      return name;
    }

    Shape allAtOnce() {
      return new Shape(name, protocol, response, outcome, chunks, tokens, text, true, says);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_shape_is_read_as_what_it_is(Shape shape) throws Exception {
    try (ScriptedServer server = ScriptedServer.closingAfter(shape.response());
        StreamClient client = StreamClient.to(server.uri(), LIMITS)) {
      Exchange exchange = client.send(new Call(shape.protocol(), "{}".getBytes(UTF_8)));
      assertThat(exchange.error().orElse("")).contains(shape.says());
      assertThat(exchange.outcome()).isEqualTo(shape.outcome());
      assertThat(exchange.error().isPresent()).isEqualTo(shape.outcome() != Outcome.OK);
      assertThat(exchange.stamps().size()).isEqualTo(shape.chunks());
      assertThat(exchange.outputTokens()).isEqualTo(shape.tokens());
      assertThat(exchange.text()).isEqualTo(shape.text());
      assertThat(exchange.inOnePiece()).isEqualTo(shape.inOnePiece());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OLLAMA_EMBED |"
            + " {\"model\":\"m\",\"embeddings\":[[0.5,1e-3],[-0.2,0]],\"total_duration\":9,\"prompt_eval_count\":7}"
            + " | 2 | 7",
        "OLLAMA_EMBED | {\"embeddings\":[[0.25]]} | 1 | 0",
        "OPENAI_EMBEDDINGS |"
            + " {\"object\":\"list\",\"data\":[{\"embedding\":[1,2],\"index\":0}],\"usage\":{\"prompt_tokens\":5}}"
            + " | 1 | 5",
        "OPENAI_EMBEDDINGS | {\"data\":[{\"embedding\":\"AACAPw==\"},{\"embedding\":\"AACAPw==\"}]}"
            + " | 2 | 0",
      })
  void vectors_are_counted_and_are_no_text(Protocol protocol, String body, int vectors, int tokens)
      throws Exception {
    Exchange exchange = answered(protocol, body);
    assertThat(exchange.outcome()).as(exchange.error().orElse("")).isEqualTo(Outcome.OK);
    assertThat(exchange.vectors()).hasValue(vectors);
    assertThat(exchange.promptTokens().orElse(0)).isEqualTo(tokens);
    assertThat(exchange.stamps().isEmpty()).isTrue();
    assertThat(exchange.done()).isPresent();
    assertThat(exchange.server()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"embeddings\":[]} | without any vector",
        "{\"embeddings\":[[]]} | without any vector",
        "{\"embeddings\":[[0.5, 0.1 | expected a line with a JSON object",
        "{\"error\":\"this model does not support embeddings\"} | does not support embeddings",
      })
  void an_answer_without_vectors_is_none(String body, String says) throws Exception {
    Exchange exchange = answered(Protocol.OLLAMA_EMBED, body);
    assertThat(exchange.outcome()).isNotEqualTo(Outcome.OK);
    assertThat(exchange.error().orElse("")).contains(says);
  }

  private static Exchange answered(Protocol protocol, String body) throws Exception {
    byte[] response =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body)
            .getBytes(UTF_8);
    try (ScriptedServer server = ScriptedServer.closingAfter(response);
        StreamClient client = StreamClient.to(server.uri(), LIMITS)) {
      return client.send(new Call(protocol, "{}".getBytes(UTF_8)));
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(ollama(), openai(), errors(), odd(), transport()).flatMap(shapes -> shapes);
  }

  private static Stream<Shape> ollama() {
    return Stream.of(
        ok("Ollama generate", ndjson(line("Ru"), line("by"), last(2)), 2, 2, "Ruby"),
        ok(
            "Ollama chat that thinks first",
            ndjson(
                "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"so\"},"
                    + "\"done\":false}\n",
                "{\"message\":{\"role\":\"assistant\",\"content\":\"jade\"},\"done\":false}\n",
                "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                    + "\"done_reason\":\"stop\",\"total_duration\":9,\"eval_count\":2}\n"),
            2,
            2,
            "jade"),
        ok(
            "Ollama whose last line carries text as well",
            ndjson(line("Ru"), "{\"response\":\"by\",\"done\":true,\"eval_count\":2}\n"),
            2,
            2,
            "Ruby"),
        ok(
                "Ollama told not to stream",
                ndjson("{\"response\":\"Ruby red\",\"done\":true,\"eval_count\":3}\n"),
                1,
                3,
                "Ruby red")
            .allAtOnce(),
        failed("Ollama loads and does no more", ndjson(lastBecause("load")), 0, "without any text"),
        failed(
            "Ollama fails amid the stream",
            ndjson(line("Ru"), "{\"error\":\"llama runner process no longer running: 2\"}\n"),
            1,
            "Ru",
            "no longer running"),
        failed(
            "Ollama fails with a status object",
            ndjson("{\"StatusCode\":500,\"Status\":\"500\",\"error\":\"no slot for you\"}\n"),
            0,
            "no slot for you"),
        new Shape(
            "Ollama that a proxy cuts",
            Protocol.OLLAMA_GENERATE,
            ndjson(line("Ru"), line("by")),
            Outcome.UNFINISHED,
            2,
            OptionalInt.empty(),
            "Ruby",
            false,
            "without its final line (done: true)"),
        new Shape(
            "a last line with a done_reason and done: false",
            Protocol.OLLAMA_GENERATE,
            ndjson(
                line("Ru"),
                line("by"),
                "{\"response\":\"\",\"done\":false,\"done_reason\":\"length\",\"eval_count\":2}\n"),
            Outcome.UNFINISHED,
            2,
            OptionalInt.empty(),
            "Ruby",
            false,
            ": its last line has a done_reason (length), but not done: true"),
        new Shape(
            "a last line with a done_reason alone",
            Protocol.OLLAMA_GENERATE,
            ndjson(line("Ru"), "{\"response\":\"by\",\"done_reason\":\"stop\"}\n\n"),
            Outcome.UNFINISHED,
            2,
            OptionalInt.empty(),
            "Ruby",
            false,
            "its last line has a done_reason (stop)"));
  }

  private static Stream<Shape> openai() {
    return Stream.of(
        ok(
            "OpenAI's own document",
            sse(
                "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":"
                    + "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},"
                    + "\"logprobs\":null,\"finish_reason\":null}],\"usage\":null,"
                    + "\"obfuscation\":\"x\"}\n\n",
                delta("opal"),
                delta(" blue"),
                finish("length"),
                usage(9, 2),
                DONE),
            2,
            2,
            "opal blue"),
        failed(
            "OpenAI's refusal, and no content",
            sse(
                "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null,"
                    + "\"refusal\":\"\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"refusal\":\"I may\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"refusal\":\" not\"}}]}\n\n",
                finish("stop"),
                usage(9, 2),
                DONE),
            2,
            "I may not",
            "the model refused to answer: I may not",
            OptionalInt.of(2)),
        failed(
            "a refusal that is not streamed",
            json(
                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"never\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"completion_tokens\":1}}"),
            1,
            "never",
            "the model refused to answer: never",
            OptionalInt.of(1)),
        ok(
            "a refusal behind an answer",
            sse(
                delta("opal"),
                "data: {\"choices\":[{\"delta\":{\"refusal\":\" no more\"}}]}\n\n",
                finish("stop"),
                usage(9, 3),
                DONE),
            2,
            3,
            "opal no more"),
        ok(
            "Azure's first chunk has no choices",
            sse(
                "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}\n\n",
                delta("opal"),
                finish("stop"),
                usage(9, 1),
                DONE),
            1,
            1,
            "opal"),
        ok(
            "vLLM counts in every chunk",
            sse(
                counted(delta("o"), 1),
                counted(delta("pal"), 2),
                counted(finish("length"), 2),
                DONE),
            2,
            2,
            "opal"),
        ok(
            "vLLM's reasoning",
            sse(
                "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}\n\n",
                delta("opal"),
                finish("stop"),
                usage(4, 2),
                DONE),
            2,
            2,
            "opal"),
        ok(
            "SGLang's reasoning_content and null content",
            sse(
                "data: {\"choices\":[{\"delta\":{\"role\":null,\"content\":null,"
                    + "\"reasoning_content\":\"hm\"},\"finish_reason\":null,"
                    + "\"matched_stop\":null}],\"usage\":null}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"opal\",\"reasoning_content\":null},"
                    + "\"finish_reason\":null}]}\n\n",
                finish("length"),
                usage(4, 2),
                DONE),
            2,
            2,
            "opal"),
        ok(
            "llama-server's timings stand beside its last chunk",
            sse(
                delta("opal"),
                "data: {\"choices\":[{\"finish_reason\":\"length\",\"delta\":{}}],\"usage\":"
                    + "{\"completion_tokens\":1,\"prompt_tokens\":6},\"timings\":"
                    + "{\"prompt_ms\":3.5,\"predicted_ms\":8.25}}\n\n",
                DONE),
            1,
            1,
            "opal"),
        ok(
            "Mistral's content in parts, thinking first",
            sse(
                "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":"
                    + "[{\"type\":\"text\",\"text\":\"hm\"}]}]}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\","
                    + "\"text\":\"opal\"}]}}]}\n\n",
                finish("model_length"),
                usage(4, 2),
                DONE),
            2,
            2,
            "opal"),
        ok(
            "LiteLLM's thinking blocks beside the same in words",
            sse(
                "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\",\"thinking_blocks\":"
                    + "[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"\"}]}}]}\n\n",
                delta("opal"),
                finish("stop"),
                usage(4, 2),
                DONE),
            2,
            2,
            "opal"),
        ok(
            "LocalAI writes zero usage in all but the last chunk",
            sse(counted(delta("opal"), 0), counted(delta(" blue"), 0), counted(finish("stop"), 2)),
            2,
            2,
            "opal blue"),
        uncounted(
            "LocalAI writes zero usage in all chunks",
            sse(counted(delta("opal"), 0), counted(delta(" blue"), 0), counted(finish("stop"), 0)),
            2,
            "opal blue"),
        ok(
            "an empty finish reason on every chunk",
            sse(
                delta("opal").replace("null", "\"\""),
                delta(" blue").replace("null", "\"\""),
                finish("length"),
                usage(4, 2),
                DONE),
            2,
            2,
            "opal blue"),
        cut(
            "Open WebUI's finish reason on its first chunk, and a cut",
            sse(finish("stop"), delta("opal"))),
        uncounted(
            "Open WebUI's finish reason on its first chunk",
            sse(finish("stop"), delta("opal"), delta(" blue"), finish("stop")),
            2,
            "opal blue"),
        new Shape(
            "a gateway that gives usage, and neither a finish reason nor [DONE]",
            Protocol.OPENAI_CHAT,
            sse(delta("opal"), usage(4, 859), "data: {\"choices\":[],\"cost\":\"0\"}\n\n"),
            Outcome.UNFINISHED,
            1,
            OptionalInt.of(859),
            "opal",
            true,
            "without its final line ([DONE] or a finish_reason)"),
        cut(
            "an empty finish reason on every chunk, and a cut",
            sse(delta("opal").replace("null", "\"\""))),
        cut("no finish reason, and a cut", sse(delta("opal"))),
        cut(
            "the word null for a finish reason, and a cut",
            sse(delta("opal").replace("null", "\"null\""))),
        uncounted(
            "[DONE] without a last chunk",
            sse(delta("opal"), delta(" blue"), DONE),
            2,
            "opal blue"),
        uncounted("no usage and no [DONE]", sse(delta("opal"), finish("stop")), 1, "opal"),
        ok(
            "text completion",
            Protocol.OPENAI_COMPLETIONS,
            sse(
                "data: {\"object\":\"text_completion\",\"choices\":[{\"text\":\"opal\","
                    + "\"finish_reason\":null}]}\n\n",
                "data: {\"object\":\"text_completion\",\"choices\":[{\"text\":\"\","
                    + "\"finish_reason\":\"length\"}]}\n\n",
                usage(4, 1),
                DONE),
            1,
            1,
            "opal"),
        ok("a server that does not stream", json(document("opal blue", 2)), 1, 2, "opal blue")
            .allAtOnce(),
        uncounted(
                "a server that does not stream and does not count",
                json(
                    "{\"choices\":[{\"message\":{\"content\":\"opal\"},\"finish_reason\":\"stop\"}]}"),
                1,
                "opal")
            .allAtOnce(),
        ok(
                "a proxy that holds all text back for one event",
                sse(delta("opal blue sky"), finish("length"), usage(4, 3), DONE),
                1,
                3,
                "opal blue sky")
            .allAtOnce(),
        ok(
            "several tokens a chunk",
            sse(delta("opal blue"), delta(" sky is"), finish("length"), usage(4, 4), DONE),
            2,
            4,
            "opal blue sky is"));
  }

  private static Stream<Shape> errors() {
    return Stream.of(
        failed(
            "vLLM's error without a field of that name",
            sse(
                delta("opal"),
                "data: {\"object\":\"error\",\"message\":\"engine died\",\"code\":500}\n\n",
                DONE),
            1,
            "opal",
            "engine died"),
        failed(
            "an error object, then [DONE]",
            sse("data: {\"error\":{\"message\":\"too slow\",\"code\":504}}\n\n", DONE),
            0,
            "too slow"),
        failed(
            "LM Studio's error event",
            sse(
                delta("opal"),
                "event: error\ndata: {\"error\":{\"message\":\"Compute error.\"},"
                    + "\"message\":\"Compute error.\"}\n\n"),
            1,
            "opal",
            "Compute error."),
        failed(
            "an older llama-server's own field",
            sse("error: {\"code\":500,\"message\":\"context is full\",\"type\":\"server\"}\n\n"),
            0,
            "context is full"),
        failed(
            "an error type of its own",
            sse("data: {\"type\":\"error\",\"code\":\"overloaded\"}\n\n"),
            0,
            "overloaded"),
        failed(
            "an error within a choice",
            sse(
                "data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\","
                    + "\"error\":{\"message\":\"upstream is gone\"}}]}\n\n",
                DONE),
            0,
            "upstream is gone"),
        failed(
            "200 with FastAPI's details",
            json("{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"not a number\"}]}"),
            0,
            "not a number"),
        failed(
            "200 with a message over several lines",
            json("{\n \"code\": 7,\n \"message\": \"no credit left\"\n}\n"),
            0,
            "no credit left"),
        failed(
            "200 with an error in a list",
            json("[{\"error\":{\"code\":400,\"message\":\"bad key\"}}]"),
            0,
            "bad key"),
        failed(
            "a text for an error",
            sse("data: {\"error\":\"input is too long\",\"error_type\":\"validation\"}\n\n"),
            0,
            "input is too long"),
        ok(
            "fields for an error that are not filled in",
            sse(
                delta("opal").replace("\"choices\"", "\"error\":\"\",\"choices\""),
                finish("stop").replace("\"choices\"", "\"error\":{},\"choices\""),
                usage(4, 1),
                DONE),
            1,
            1,
            "opal"),
        failed(
            "an answer that its server gave up",
            sse(delta("opal"), finish("abort"), usage(4, 1), DONE),
            1,
            "opal",
            "gave the answer up (finish reason: abort)",
            OptionalInt.of(1)),
        failed("no token at all", sse(finish("stop"), DONE), 0, "without any text (finish reason"),
        failed("nothing but [DONE]", sse(DONE), 0, "without any text"),
        failed(
            "tokens that are counted and not shown",
            sse(finish("length"), usage(4, 5), DONE),
            0,
            "",
            "the server counts 5 tokens",
            OptionalInt.of(5)));
  }

  private static Stream<Shape> odd() {
    return Stream.of(
        ok(
            "no space after data:",
            sse(
                delta("opal").replace("data: ", "data:"),
                finish("stop").replace("data: ", "data:"),
                usage(4, 1).replace("data: ", "data:")),
            1,
            1,
            "opal"),
        ok(
            "CRLF, comments, ids and pings",
            sse(
                ": hello\r\nretry: 3000\r\n\r\n",
                "event: ping\r\ndata: {\"type\":\"ping\"}\r\n\r\n",
                "id: 7\r\n" + delta("opal").replace("\n", "\r\n"),
                ": ping\r\n\r\n",
                finish("stop").replace("\n", "\r\n"),
                usage(4, 1).replace("\n", "\r\n"),
                "data: [DONE]\r\n\r\n"),
            1,
            1,
            "opal"),
        ok(
            "an event over several data lines",
            sse(
                "data: {\"choices\":\ndata: [{\"delta\":\ndata: {\"content\":\"opal\"}}]}\n\n",
                finish("stop"),
                usage(4, 1),
                DONE),
            1,
            1,
            "opal"),
        ok(
            "events without the type of a stream",
            response("application/octet-stream", delta("opal") + finish("stop") + usage(4, 1)),
            1,
            1,
            "opal"),
        ok(
            "escaped characters in a key",
            sse(
                "data: {\"choices\":[{\"delta\":{\"cont\\u0065nt\":\"opal\"}}]}\n\n",
                finish("stop"),
                usage(4, 1)),
            1,
            1,
            "opal"),
        failed(
            "a page to sign in",
            response(
                "text/html", "<!DOCTYPE html>\n<html><head><title>Log on</title></head></html>"),
            0,
            "a page of HTML titled \"Log on\""),
        failed(
            "a page under the type of a stream",
            response("text/event-stream", "<html><body>Gateway</body></html>"),
            0,
            "a page of HTML"),
        failed(
            "words that are no stream",
            response("text/event-stream", "upstream connect error\n"),
            0,
            "upstream connect error"));
  }

  private static Stream<Shape> transport() {
    String stream = delta("opal") + finish("stop") + usage(4, 1) + DONE;
    byte[] zipped = gzip(stream);
    return Stream.of(
        failed(
            "gzip that nobody tells of",
            join(head("text/event-stream", zipped.length), zipped),
            0,
            "compressed with gzip that no content-encoding tells of"),
        failed(
            "gzip that was not asked for",
            join(head("text/event-stream\r\nContent-Encoding: gzip", zipped.length), zipped),
            0,
            "found content-encoding gzip"),
        ok(
            "HTTP/1.0 to the end of the connection",
            ("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + stream).getBytes(UTF_8),
            1,
            1,
            "opal"),
        ok(
            "trailers after the last chunk",
            (ScriptedServer.chunked("text/event-stream", stream).replaceAll("0\r\n\r\n$", "")
                    + "0\r\nX-Tokens: 1\r\nX-Time: 2\r\n\r\n")
                .getBytes(UTF_8),
            1,
            1,
            "opal"),
        ok(
            "[DONE], and the connection ends without the last chunk",
            ScriptedServer.chunked("text/event-stream", stream)
                .replaceAll("0\r\n\r\n$", "")
                .getBytes(UTF_8),
            1,
            1,
            "opal"),
        ok("a character over two chunks", splitCharacter(), 1, 1, "ö"));
  }

  private static byte[] splitCharacter() {
    byte[] body = (delta("ö") + finish("stop") + usage(4, 1)).getBytes(UTF_8);
    String text = new String(body, ISO_8859_1);
    int cut = text.indexOf("Ã") + 1;
    return ("HTTP/1.1 200 OK\r\n"
            + "Content-Type: text/event-stream\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(cut)
            + "\r\n"
            + text.substring(0, cut)
            + "\r\n"
            + Integer.toHexString(text.length() - cut)
            + "\r\n"
            + text.substring(cut)
            + "\r\n0\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  private static Shape ok(String name, byte[] response, int chunks, int tokens, String text) {
    return ok(name, spoken(name), response, chunks, tokens, text);
  }

  private static Shape ok(
      String name, Protocol protocol, byte[] response, int chunks, int tokens, String text) {
    return new Shape(
        name,
        protocol,
        response,
        Outcome.OK,
        chunks,
        OptionalInt.of(tokens),
        text,
        /* inOnePiece= */ false,
        "");
  }

  private static Shape uncounted(String name, byte[] response, int chunks, String text) {
    return new Shape(
        name,
        spoken(name),
        response,
        Outcome.OK,
        chunks,
        OptionalInt.empty(),
        text,
        /* inOnePiece= */ false,
        "");
  }

  private static Shape cut(String name, byte[] response) {
    return new Shape(
        name,
        spoken(name),
        response,
        Outcome.UNFINISHED,
        1,
        OptionalInt.empty(),
        "opal",
        /* inOnePiece= */ false,
        "without its final line ([DONE] or a finish_reason), after 1 chunk with text");
  }

  private static Shape failed(String name, byte[] response, int chunks, String says) {
    return failed(name, response, chunks, "", says);
  }

  private static Shape failed(String name, byte[] response, int chunks, String text, String says) {
    return failed(name, response, chunks, text, says, OptionalInt.empty());
  }

  private static Shape failed(
      String name, byte[] response, int chunks, String text, String says, OptionalInt tokens) {
    return new Shape(
        name,
        spoken(name),
        response,
        Outcome.ERROR,
        chunks,
        tokens,
        text,
        /* inOnePiece= */ false,
        says);
  }

  private static Protocol spoken(String name) {
    return Optional.of(name)
        .filter(of -> of.startsWith("Ollama"))
        .map(of -> Protocol.OLLAMA_GENERATE)
        .orElse(Protocol.OPENAI_CHAT);
  }

  private static byte[] ndjson(String... lines) {
    return ScriptedServer.chunked("application/x-ndjson", lines).getBytes(UTF_8);
  }

  private static byte[] sse(String... events) {
    return ScriptedServer.chunked("text/event-stream", events).getBytes(UTF_8);
  }

  private static byte[] json(String body) {
    return response("application/json", body);
  }

  private static byte[] response(String type, String body) {
    return ScriptedServer.fixed("200 OK", type, body).getBytes(UTF_8);
  }

  private static String head(String type, int length) {
    return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(type, length);
  }

  private static byte[] join(String head, byte[] body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(UTF_8));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static String line(String text) {
    return "{\"model\":\"m\",\"response\":\"%s\",\"done\":false}\n".formatted(text);
  }

  private static String last(int tokens) {
    return ("{\"model\":\"m\",\"response\":\"\",\"done\":true,\"done_reason\":\"length\","
            + "\"total_duration\":40,\"eval_count\":%d,\"eval_duration\":20}\n")
        .formatted(tokens);
  }

  private static String lastBecause(String reason) {
    return "{\"model\":\"m\",\"response\":\"\",\"done\":true,\"done_reason\":\"%s\"}\n"
        .formatted(reason);
  }

  private static String delta(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n"
        .formatted(text);
  }

  private static String finish(String reason) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}\n\n"
        .formatted(reason);
  }

  private static String usage(int prompt, int tokens) {
    return "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}\n\n"
        .formatted(prompt, tokens);
  }

  private static String counted(String event, int tokens) {
    return event.replace(
        "\"choices\"", "\"usage\":{\"completion_tokens\":%d},\"choices\"".formatted(tokens));
  }

  private static String document(String text, int tokens) {
    return "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"%s\"},\"finish_reason\":\"length\"}],\"usage\":{\"completion_tokens\":%d}}"
        .formatted(text, tokens);
  }
}
