package dev.paddock.client;

import dev.paddock.client.frame.MalformedResponse;
import dev.paddock.fuzz.Fuzzing;
import dev.paddock.record.StampClock;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamFuzz {
  private static final String OLLAMA =
      """
      HTTP/1.1 200 OK\r
      Content-Type: application/x-ndjson\r
      Connection: close\r
      \r
      {"model":"m:latest","created_at":"2026-03-01T10:00:00Z","response":"one","done":false}
      {"model":"m:latest","created_at":"2026-03-01T10:00:00Z","response":" t\\u00fcw","thinking":"hm","done":false}
      {"model":"m:latest","response":"","done":true,"done_reason":"stop","total_duration":123,"load_duration":1,"prompt_eval_count":7,"prompt_eval_duration":3,"eval_count":2,"eval_duration":9}
      """;

  private static final String CHUNKED =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Transfer-Encoding: chunked\r
      \r
      38\r
      data: {"choices":[{"index":0,"delta":{"content":"ab"}}]}\r
      2\r


      \r
      4d\r
      data: {"choices":[{"index":0,"delta":{"content":"é"},"finish_reason":"stop"}]}

      \r
      e\r
      data: [DONE]

      \r
      0\r
      \r
      """;

  private static final String FIXED =
      """
      HTTP/1.1 200 OK\r
      Content-Type: application/json\r
      Content-Length: 120\r
      \r
      {"id":"c","object":"chat.completion","choices":[{"message":{"content":"whole"},"finish_reason":"stop"}],"usage":{}}
      """;

  private static final String ERROR =
      """
      HTTP/1.1 503 Service Unavailable\r
      Retry-After: 3\r
      Content-Length: 23\r
      \r
      {"error":"server busy"}
      """;

  private final Random random = new Random(5);

  @Test
  void a_spoiled_answer_has_an_outcome() {
    Fuzzing.of("stream")
        .sample(OLLAMA, CHUNKED, FIXED, ERROR)
        .words(
            "data: ",
            "event: error\n",
            ": ping\n\n",
            "[DONE]",
            "\"finish_reason\":\"\"",
            "\"usage\":",
            "Content-Encoding: gzip\r\n",
            "\u001f\u008b",
            "\"error\":{\"message\":\"x\"}",
            "done\":true")
        .against(
            MalformedResponse.class,
            input -> {
              for (Protocol protocol : Protocol.values()) {
                Reception reception = new Reception();
                byBits(input, reception);
                Answer.of(protocol, reception, 0, StampClock.USER).exchange(Ending.WHOLE);
              }
            });
  }

  /** As a network cuts it. */
  private void byBits(byte[] input, Reception reception) throws MalformedResponse {
    int at = 0;
    while (at < input.length && !reception.complete()) {
      int length = Math.min(input.length - at, 1 + random.nextInt(1 + random.nextInt(4000)));
      reception.read(Arrays.copyOfRange(input, at, at + length), length, at, at);
      at += length;
    }
    reception.ended();
  }
}
