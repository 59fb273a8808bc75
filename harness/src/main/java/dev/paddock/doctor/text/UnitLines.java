package dev.paddock.doctor.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a unit file: sections, keys and values, joined where a backslash ends them.
 *
 * @param section with its brackets; empty before the first one
 * @param key empty where the line has no equals sign
 * @param text the whole line
 */
public record UnitLines(String section, String key, String value, String place, String text) {
  public static List<UnitLines> of(Source source) {
    List<UnitLines> lines = new ArrayList<>();
    String section = "";
    int number = 0;
    int began = 0;
    StringBuilder joined = new StringBuilder();
    for (String raw : source.lines()) {
      number++;
      String line = raw.strip();
      if (line.startsWith("#") || line.startsWith(";") || (line.isEmpty() && joined.isEmpty())) {
        continue;
      }
      began = joined.isEmpty() ? number : began;
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      String whole = joined.append(line).toString().strip();
      joined.setLength(0);
      if (whole.startsWith("[")) {
        section = whole;
      } else if (!whole.isEmpty()) {
        lines.add(line(section, whole, source.at(began)));
      }
    }
    String rest = joined.toString().strip();
    if (!rest.isEmpty()) {
      lines.add(line(section, rest, source.at(began)));
    }
    return lines;
  }

  private static UnitLines line(String section, String whole, String place) {
    int equals = whole.indexOf('=');
    return equals < 0
        ? new UnitLines(section, "", "", place, whole)
        : new UnitLines(
            section,
            whole.substring(0, equals).strip(),
            whole.substring(equals + 1).strip(),
            place,
            whole);
  }
}
