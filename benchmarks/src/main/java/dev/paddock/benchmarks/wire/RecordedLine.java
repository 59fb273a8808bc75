package dev.paddock.benchmarks.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line as Ollama sends it, with what a reader must find in it.
 *
 * <p>Lines are made from a fixed seed, so that every fork on every machine reads the same bytes.
 *
 * @param text without the line end
 * @param truth what it says
 */
public record RecordedLine(String text, LineContent truth) {
  /** What a last line of about 2 KB remembers, in tokens. */
  private static final int CONTEXT_TOKENS = 400;

  /** Pieces as models emit them: short words, spaces, what has to be escaped, and non-ASCII. */
  private static final List<String> PIECES =
      List.of(
          " the",
          " of",
          "ing",
          " memory",
          " is",
          ".",
          ",",
          "\n",
          "\n\n",
          " \"quoted\"",
          " <b>",
          " caf\u00e9",
          " \u6f22\u5b57",
          " 42",
          " be",
          "tween",
          " paddock",
          "`",
          " x & y",
          " a",
          " longer-than-most",
          "\t",
          "-",
          " \ud83d\ude80");

  private static final List<String> CITIES =
      List.of(
          "Oslo",
          "Lima",
          "Z\u00fcrich",
          "\u6771\u4eac",
          "S\u00e3o Paulo",
          "Rome",
          "Kyiv",
          "Dar es Salaam");

  private static final String MODEL = "\"model\":\"llama3.2:3b\"";

  /** The line as it is sent. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code count} lines of {@code /api/generate} in mid-stream. */
  public static List<RecordedLine> generate(int count) {
    Random random = new Random(1);
    return repeat(
        count,
        i ->
            piece(
                random,
                piece ->
                    "{%s,%s,\"response\":\"%s\",\"done\":false}"
                        .formatted(MODEL, createdAt(i), piece)));
  }

  /** {@code count} lines of {@code /api/chat} in mid-stream. */
  public static List<RecordedLine> chat(int count) {
    Random random = new Random(2);
    return repeat(
        count,
        i ->
            piece(
                random,
                piece ->
                    "{%s,%s,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"done\":false}"
                        .formatted(MODEL, createdAt(i), piece)));
  }

  /** {@code count} final lines of {@code /api/generate}, each with a context of about 2 KB. */
  public static List<RecordedLine> last(int count) {
    Random random = new Random(3);
    return repeat(count, i -> last(i, random));
  }

  /** {@code count} events of {@code /v1/chat/completions} in mid-stream, {@code data:} included. */
  public static List<RecordedLine> openAi(int count) {
    Random random = new Random(4);
    return repeat(
        count,
        i ->
            piece(
                random,
                piece ->
                    """
                    data: {"id":"chatcmpl-%d","object":"chat.completion.chunk","created":%d,%s,\
                    "system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":\
                    "assistant","content":"%s"},"finish_reason":null}]}\
                    """
                        .formatted(random.nextInt(1000), 1_763_787_661 + i, MODEL, piece)));
  }

  /** {@code count} lines of {@code /api/chat} that call a tool and carry no text. */
  public static List<RecordedLine> toolCall(int count) {
    Random random = new Random(5);
    return repeat(
        count,
        i -> {
          LineContent.ToolCall call =
              new LineContent.ToolCall(
                  "get_current_weather",
                  CITIES.get(random.nextInt(CITIES.size())),
                  random.nextBoolean() ? "celsius" : "fahrenheit");
          LineContent truth = new LineContent();
          truth.calls(call);
          return new RecordedLine(
              """
              {%s,%s,"message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":\
              "%s","arguments":{"city":"%s","unit":"%s"}}}]},"done":false}\
              """
                  .formatted(MODEL, createdAt(i), call.tool(), escaped(call.city()), call.unit()),
              truth);
        });
  }

  private static RecordedLine last(int index, Random random) {
    LineContent.Counts counts =
        new LineContent.Counts(
            16 + random.nextInt(4096),
            1 + random.nextInt(1024),
            4_000_000_000L + random.nextInt(1_000_000_000),
            20_000_000L + random.nextInt(1_000_000),
            150_000_000L + random.nextInt(10_000_000),
            3_000_000_000L + random.nextInt(100_000_000));
    String context =
        IntStream.range(0, CONTEXT_TOKENS)
            .mapToObj(token -> Integer.toString(random.nextInt(32_000)))
            .collect(Collectors.joining(","));
    String text =
        """
        {%s,%s,"response":"","done":true,"done_reason":"stop","context":[%s],"total_duration":%d,\
        "load_duration":%d,"prompt_eval_count":%d,"prompt_eval_duration":%d,"eval_count":%d,\
        "eval_duration":%d}\
        """
            .formatted(
                MODEL,
                createdAt(index),
                context,
                counts.total(),
                counts.load(),
                counts.promptTokens(),
                counts.prefill(),
                counts.outputTokens(),
                counts.decode());
    LineContent truth = new LineContent();
    truth.last(counts);
    return new RecordedLine(text, truth);
  }

  private static RecordedLine piece(Random random, UnaryOperator<String> line) {
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    LineContent truth = new LineContent();
    truth.text().append(piece);
    return new RecordedLine(line.apply(escaped(piece)), truth);
  }

  /** As Go's encoder writes it: it escapes what HTML would take for its own. */
  private static String escaped(String text) {
    return text.replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  private static String createdAt(int index) {
    return String.format(
        Locale.ROOT,
        "\"created_at\":\"2026-11-22T05:01:%02d.%09dZ\"",
        index % 60,
        index * 7_654_321L % 1_000_000_000);
  }

  private static List<RecordedLine> repeat(int count, IntFunction<RecordedLine> line) {
    List<RecordedLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(line.apply(i));
    }
    return List.copyOf(lines);
  }
}
