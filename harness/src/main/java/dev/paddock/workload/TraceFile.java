package dev.paddock.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Reads a trace: CSV with a line of names, or JSON lines, by the names that published traces use.
 *
 * <p>The time is {@code timestamp}, {@code arrival_time} or {@code time}: a date with a time of
 * day, or a number, which is seconds in CSV and milliseconds in JSON lines, as there it is the
 * custom (Mooncake). Lengths are {@code ContextTokens} and {@code GeneratedTokens} (Azure), {@code
 * input_length} and {@code output_length} (Mooncake), {@code Request tokens} and {@code Response
 * tokens} (BurstGPT), and the like. Capital letters, blanks and underscores make no difference.
 */
public final class TraceFile {
  private static final List<String> TIMES = List.of("timestamp", "arrivaltime", "time");
  private static final List<String> PROMPTS =
      List.of(
          "contexttokens",
          "inputlength",
          "inputtokens",
          "requesttokens",
          "prompttokens",
          "promptlength");
  private static final List<String> ANSWERS =
      List.of(
          "generatedtokens", "outputlength", "outputtokens", "responsetokens", "completiontokens");
  private static final BigDecimal NANOS_OF_A_SECOND = new BigDecimal(1_000_000_000);
  private static final BigDecimal NANOS_OF_A_MILLISECOND = new BigDecimal(1_000_000);
  private static final BigDecimal LONGEST =
      new BigDecimal(366L * 24 * 3600).multiply(NANOS_OF_A_SECOND);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final UserFile file;
  private final List<Row> rows = new ArrayList<>();

  private TraceFile(UserFile file) {
    this.file = file;
  }

  /** A request with its own time. */
  private record Row(BigDecimal nanos, OptionalInt prompt, OptionalInt answer) {}

  /**
   * The trace that a file holds; its requests are sorted by their times.
   *
   * @throws WorkloadException with the file and the line, where it cannot be read
   */
  public static Trace read(String name) {
    UserFile file = new UserFile("load.trace", name);
    return file.read(
        path -> new TraceFile(file).trace(Files.readAllLines(path, StandardCharsets.UTF_8)));
  }

  private Trace trace(List<String> lines) {
    boolean json = lines.stream().anyMatch(line -> line.stripLeading().startsWith("{"));
    List<String> names = List.of();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      if (json) {
        row(i + 1, object(i + 1, line), NANOS_OF_A_MILLISECOND);
      } else if (names.isEmpty()) {
        names = cells(line).stream().map(TraceFile::plain).toList();
      } else {
        row(i + 1, record(i + 1, names, cells(line)), NANOS_OF_A_SECOND);
      }
    }
    if (rows.isEmpty()) {
      throw file.refused("holds no request.");
    }
    rows.sort(Comparator.comparing(Row::nanos));
    BigDecimal first = rows.getFirst().nanos();
    if (rows.getLast().nanos().subtract(first).compareTo(LONGEST) > 0) {
      throw file.refused(
          "its times lie more than a year apart. Numbers are %s here."
              .formatted(json ? "milliseconds" : "seconds"));
    }
    return new Trace(
        rows.stream()
            .map(
                row ->
                    new Trace.Entry(
                        row.nanos().subtract(first).longValue(), row.prompt(), row.answer()))
            .toList());
  }

  private Map<String, String> object(int line, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isObject()) {
        Map<String, String> values = new TreeMap<>();
        node.properties()
            .forEach(field -> values.put(plain(field.getKey()), field.getValue().asText()));
        return values;
      }
    } catch (JsonProcessingException e) {
      throw refused(line, "is not JSON: " + e.getOriginalMessage(), "");
    }
    throw refused(line, "is no JSON object", "");
  }

  private Map<String, String> record(int line, List<String> names, List<String> cells) {
    if (cells.size() != names.size()) {
      throw refused(
          line,
          "has %d columns, the first line names %d".formatted(cells.size(), names.size()),
          "");
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), cells.get(i));
    }
    return values;
  }

  /** Traces quote nothing but whole cells. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(",", -1)) {
      String text = cell.strip();
      boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
      cells.add(quoted ? text.substring(1, text.length() - 1) : text);
    }
    return cells;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  private void row(int line, Map<String, String> values, BigDecimal unit) {
    String time =
        TIMES.stream()
            .filter(values::containsKey)
            .findFirst()
            .map(values::get)
            .orElseThrow(
                () ->
                    refused(
                        line,
                        "no column of times: there is " + String.join(", ", values.keySet()),
                        "Name it timestamp: seconds in CSV, milliseconds in JSON lines, or a"
                            + " date."));
    rows.add(
        new Row(
            nanos(line, time, unit), count(line, values, PROMPTS), count(line, values, ANSWERS)));
  }

  private BigDecimal nanos(int line, String text, BigDecimal unit) {
    if (text.matches("-?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,2})?")) {
      return new BigDecimal(text).multiply(unit);
    }
    try {
      String iso = text.strip().replace(' ', 'T');
      Instant instant =
          iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
              ? java.time.OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      return BigDecimal.valueOf(instant.getEpochSecond())
          .multiply(NANOS_OF_A_SECOND)
          .add(BigDecimal.valueOf(instant.getNano()));
    } catch (DateTimeException e) {
      throw refused(
          line,
          text.isEmpty() ? "has no time" : text + " is no time",
          "Write a number, or a date and a time such as 2023-11-16 18:15:46.68.");
    }
  }

  private OptionalInt count(int line, Map<String, String> values, List<String> names) {
    for (String name : names) {
      String text = values.getOrDefault(name, "");
      if (!text.isEmpty() && !text.equals("null")) {
        if (!text.matches("\\d{1,8}(\\.0+)?")) {
          throw refused(line, "%s is no number of tokens".formatted(text), "");
        }
        // Recorded answers of no token exist; nobody can ask for one.
        return OptionalInt.of(Math.max(1, new BigDecimal(text).intValue()));
      }
    }
    return OptionalInt.empty();
  }

  private WorkloadException refused(int line, String what, String now) {
    return file.refused(line, what + "." + (now.isEmpty() ? "" : " " + now));
  }
}
