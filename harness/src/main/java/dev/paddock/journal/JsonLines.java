package dev.paddock.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of one JSON object a line. */
final class JsonLines {
  private JsonLines() {}

  /**
   * Every whole line of a file; a missing file has none.
   *
   * <p>A last line without its line end was torn by a crash and is left out; any other line that
   * cannot be read is an error, because nothing measured may vanish unseen.
   *
   * @throws RunDirectoryException naming file and line
   */
  static <T> List<T> read(Path file, Class<T> type) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<T> values = new ArrayList<>();
      byte[] bytes = Files.readAllBytes(file);
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          if (i > start) {
            values.add(parse(file, values.size() + 1, bytes, start, i, type));
          }
          start = i + 1;
        }
      }
      return List.copyOf(values);
    } catch (IOException e) {
      throw new RunDirectoryException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static <T> T parse(Path file, int line, byte[] bytes, int from, int to, Class<T> type) {
    try {
      return Json.mapper()
          .readValue(new String(bytes, from, to - from, StandardCharsets.UTF_8), type);
    } catch (JsonProcessingException e) {
      throw new RunDirectoryException(
          "%s:%d: not a line that Paddock wrote: %s".formatted(file, line, e.getOriginalMessage()),
          e);
    }
  }
}
