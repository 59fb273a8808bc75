package dev.paddock.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
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
public record RecordedLine(String text, Seen truth) {
  /** What a last line of about 2 KB remembers, in tokens. */
  private static final int CONTEXT_TOKENS = 400;

  /** Pieces as models emit them: short words, spaces, escapes as Go writes them, and non-ASCII. */
  private static final List<String> PIECES =
      List.of(
          " the",
          " of",
          "ing",
          " memory",
          " is",
          ".",
          ",",
          "\\n",
          "\\n\\n",
          " \\\"quoted\\\"",
          " \\u003cb\\u003e",
          " caf\u00e9",
          " \u6f22\u5b57",
          " 42",
          " be",
          "tween",
          " paddock",
          "`",
          " x \\u0026 y",
          " a",
          " longer-than-most",
          "\\t",
          "-",
          " \ud83d\ude80");

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
                "{%s,%s,\"response\":\"%s\",\"done\":false}"
                    .formatted(MODEL, createdAt(i), PIECES.get(random.nextInt(PIECES.size())))));
  }

  /** {@code count} lines of {@code /api/chat} in mid-stream. */
  public static List<RecordedLine> chat(int count) {
    Random random = new Random(2);
    return repeat(
        count,
        i ->
            piece(
                "{%s,%s,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"done\":false}"
                    .formatted(MODEL, createdAt(i), PIECES.get(random.nextInt(PIECES.size())))));
  }

  /** {@code count} final lines of {@code /api/generate}, each with a context of about 2 KB. */
  public static List<RecordedLine> last(int count) {
    Random random = new Random(3);
    return repeat(count, i -> last(i, random));
  }

  private static RecordedLine last(int index, Random random) {
    Seen.Counts counts =
        new Seen.Counts(
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
    Seen truth = new Seen();
    truth.last(false, counts);
    return new RecordedLine(text, truth);
  }

  private static RecordedLine piece(String text) {
    Seen truth = new Seen();
    truth.piece(true);
    return new RecordedLine(text, truth);
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
