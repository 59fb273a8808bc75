package dev.paddock.readback.trouble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A log as its server wrote it: without what stands in front of each line where docker, compose,
 * Kubernetes, journald or syslog hand it on, out of the JSON in which some keep it, and without
 * colours and escapes.
 */
public final class PlainLog {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Where a log's collector keeps the line, in its JSON: docker, journald, others. */
  private static final List<String> KEYS = List.of("log", "MESSAGE", "message");

  private static final String ISO = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[\\d.,]*";
  private static final String ZONE = "(?:Z|[+-]\\d\\d:?\\d\\d)";

  /** Each in front of what follows; a line may have several. */
  private static final List<Pattern> PREFIXES =
      List.of(
          // docker compose logs: "ollama-1  | "
          Pattern.compile("^[\\w.-]+ *\\| "),
          // kubectl logs --prefix: "[pod/ollama-7c/ollama] "
          Pattern.compile("^\\[(?:pod|container)/[^\\]]+\\] "),
          // a container's log on a node: "2026-01-05T10:00:00.1Z stderr F "
          Pattern.compile("^" + ISO + ZONE + " std(?:out|err) [FP] "),
          // syslog and journalctl: "Jan  5 10:00:00 box ollama[12]: ", also with a whole date
          Pattern.compile(
              "^(?:<\\d{1,3}>)?(?:[A-Z][a-z]{2} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?|"
                  + ISO
                  + ZONE
                  + "?) \\S+ [\\w@./-]+(?:\\[\\d+\\])?: "),
          // docker logs -t: "2026-01-05T10:00:00.123456789Z "
          Pattern.compile("^" + ISO + "Z (?!level=)"));

  private static final Pattern COLOURS =
      Pattern.compile("(?:\\u001B|\\\\u001[bB]|\\\\x1[bB]|\\\\033|\\\\e)\\[[0-9;?]*[A-Za-z]");
  private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

  private PlainLog() {}

  /** The text of a file, by its byte-order mark; PowerShell writes UTF-16. */
  public static String decoded(byte[] bytes) {
    return new String(bytes, charset(bytes)).replaceFirst("^\uFEFF", "");
  }

  private static Charset charset(byte[] bytes) {
    int first = bytes.length > 1 ? ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF) : 0;
    return switch (first) {
      case 0xFFFE -> StandardCharsets.UTF_16LE;
      case 0xFEFF -> StandardCharsets.UTF_16BE;
      default -> StandardCharsets.UTF_8;
    };
  }

  /** The lines of a log as the server wrote them. */
  public static List<String> lines(String log) {
    return log.lines().flatMap(PlainLog::line).toList();
  }

  /** A whole log as the server wrote it. */
  public static String of(String log) {
    boolean plain = log.lines().allMatch(line -> line(line).toList().equals(List.of(line)));
    return plain ? log : lines(log).stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static Stream<String> line(String raw) {
    String line = raw.indexOf('\r') < 0 ? raw : raw.replaceFirst("\\r+$", "");
    if (line.startsWith("{")) {
      Optional<String> kept = kept(line);
      if (kept.isPresent()) {
        return kept.get().lines().flatMap(PlainLog::line);
      }
    }
    for (Pattern prefix : PREFIXES) {
      String rest = prefix.matcher(line).replaceFirst("");
      if (!rest.equals(line)) {
        return line(rest);
      }
    }
    return Stream.of(unescaped(line));
  }

  /** The line that a collector keeps in JSON; empty where the JSON is the server's own. */
  private static Optional<String> kept(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      return KEYS.stream()
          .map(tree::path)
          .filter(JsonNode::isTextual)
          .map(JsonNode::asText)
          .findFirst();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String unescaped(String line) {
    if (line.indexOf('\\') < 0 && line.indexOf('\u001B') < 0) {
      return line;
    }
    String bare = COLOURS.matcher(line).replaceAll("");
    bare =
        UNICODE
            .matcher(bare)
            .replaceAll(
                code ->
                    Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(code.group(1), 16))));
    return bare.contains("msg=\\\"") ? bare.replace("\\\"", "\"") : bare;
  }
}
