package dev.paddock.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.benchmarks.wire.ChunkedWire;
import dev.paddock.benchmarks.wire.RecordedLine;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole response as Ollama puts it on the wire: a line a chunk of the transfer encoding; the head
 * leaves with the first.
 */
public final class RecordedResponse {
  private static final String HEAD =
      """
      HTTP/1.1 200 OK\r
      Content-Type: application/x-ndjson\r
      Date: Sun, 22 Nov 2026 05:01:00 GMT\r
      Transfer-Encoding: chunked\r
      """;

  private static final String CLOSING = "Connection: close\r\n";

  /** How an answer of {@code /api/chat} ends. */
  private static final String LAST_OF_CHAT =
      """
      {"model":"llama3.2:3b","created_at":"2026-11-22T05:01:59.007654321Z",\
      "message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",\
      "total_duration":4123456789,"load_duration":20654321,"prompt_eval_count":31,\
      "prompt_eval_duration":150987654,"eval_count":64,"eval_duration":3098765432}\
      """;

  private final List<String> lines;
  private final byte[] wire;

  /** Where each write ends; the last entry is the end of the response. */
  private final int[] ends;

  private RecordedResponse(List<String> lines, byte[] wire, int[] ends) {
    this.lines = lines;
    this.wire = wire;
    this.ends = ends;
  }

  /** The response to such a request; always the same bytes. */
  public static RecordedResponse of(Asked asked) {
    List<String> lines =
        switch (asked.form()) {
          case GENERATE ->
              Stream.concat(
                      RecordedLine.generate(asked.tokens()).stream(), RecordedLine.last(1).stream())
                  .map(RecordedLine::text)
                  .toList();
          case CHAT ->
              Stream.concat(
                      RecordedLine.chat(asked.tokens()).stream().map(RecordedLine::text),
                      Stream.of(LAST_OF_CHAT))
                  .toList();
        };
    ChunkedWire wire =
        ChunkedWire.of(
            (HEAD + (asked.closing() ? CLOSING : "") + "\r\n").getBytes(UTF_8),
            lines.stream().map(line -> (line + "\n").getBytes(UTF_8)).toList());
    return new RecordedResponse(
        lines, wire.bytes(), asked.together() ? new int[] {wire.bytes().length} : wire.ends());
  }

  /** How many lines there are, the last one included. */
  public int lines() {
    return lines.size();
  }

  /** Where each write ends. */
  int[] ends() {
    return ends.clone();
  }

  /** Head, chunks and all. */
  byte[] wire() {
    return wire.clone();
  }

  /** The lines, each with its end. */
  public byte[] body() {
    return lines.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(UTF_8);
  }

  /** What the answer says: the texts of all lines, joined. */
  public String text() {
    ObjectMapper json = new ObjectMapper();
    StringBuilder text = new StringBuilder();
    try {
      for (String line : lines) {
        JsonNode said = json.readTree(line);
        text.append(said.path("response").asText(said.path("message").path("content").asText("")));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recorded line is no JSON", e);
    }
    return text.toString();
  }
}
