package dev.paddock.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of {@code NAME=value} lines, as systemd reads an {@code EnvironmentFile} or compose an
 * {@code env_file}.
 */
record EnvFile(List<Variable> variables, List<MisreadLine> slips) {
  private static final String EXPORT = "export ";

  /** Whose rules hold: they differ in {@code export} and in comments behind a value. */
  enum Reader {
    SYSTEMD,
    COMPOSE
  }

  static EnvFile of(String place, String text, Reader reader) {
    List<Variable> variables = new ArrayList<>();
    List<MisreadLine> slips = new ArrayList<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      String at = place + ":" + ++number;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      boolean export = line.startsWith(EXPORT);
      if (export && reader == Reader.SYSTEMD) {
        slips.add(
            new MisreadLine(
                at,
                line + " is ignored",
                "systemd reads no shell: a name with a blank in it is no name.",
                line.substring(EXPORT.length()).strip()));
        continue;
      }
      assignment(export ? line.substring(EXPORT.length()) : line, at, reader)
          .ifPresent(variables::add);
    }
    return new EnvFile(List.copyOf(variables), List.copyOf(slips));
  }

  private static Optional<Variable> assignment(String line, String at, Reader reader) {
    int equals = line.indexOf('=');
    if (equals <= 0) {
      return Optional.empty();
    }
    String name = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    return Optional.of(new Variable(name, unquoted(value, reader), at));
  }

  private static String unquoted(String value, Reader reader) {
    char first = value.isEmpty() ? ' ' : value.charAt(0);
    if (first == '"' || first == '\'') {
      int close = value.indexOf(first, 1);
      if (close > 0) {
        String rest = value.substring(close + 1);
        return value.substring(1, close) + (reader == Reader.COMPOSE ? "" : rest);
      }
    }
    return reader == Reader.COMPOSE ? value.replaceFirst("\\s+#.*", "") : value;
  }
}
