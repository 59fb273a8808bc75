package dev.paddock.doctor;

import dev.paddock.doctor.Service.Kind;
import dev.paddock.settings.Envconfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text of a systemd unit and its drop-ins, read as systemd does: an empty assignment starts
 * anew, {@code EnvironmentFile} comes after {@code Environment}, {@code UnsetEnvironment} last (man
 * systemd.exec).
 */
final class UnitText {
  private static final String SERVICE = "[Service]";

  private final Function<String, Optional<EnvFile>> files;
  private final List<Variable> environment = new ArrayList<>();
  private final List<String> environmentFiles = new ArrayList<>();
  private final List<String> unset = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private final List<MisreadLine> slips = new ArrayList<>();

  /**
   * A unit of which nothing is read yet.
   *
   * @param files reads an {@code EnvironmentFile}
   */
  UnitText(Function<String, Optional<EnvFile>> files) {
    this.files = files;
  }

  /** Reads one file of the unit: the unit itself first, then each drop-in. */
  void read(String file, String text) {
    String section = "";
    int number = 0;
    int began = 0;
    StringBuilder joined = new StringBuilder();
    for (String raw : text.lines().toList()) {
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
      } else {
        line(section, whole, file + ":" + began);
      }
    }
  }

  private void line(String section, String line, String place) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      return;
    }
    String key = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    String bare = key.replaceFirst("^export\\s+", "");
    if (OllamaNames.isOfOllama(bare)) {
      slips.add(
          new MisreadLine(
              place,
              line + " is no line of a unit",
              "systemd ignores it: it knows no key of this name.",
              "[Service]\nEnvironment=\"%s=%s\"".formatted(bare, Envconfig.stripped(value))));
    } else if (!section.equals(SERVICE)) {
      if (key.equals("Environment") || key.equals("EnvironmentFile")) {
        slips.add(
            new MisreadLine(
                place,
                "%s stands %s"
                    .formatted(line, section.isEmpty() ? "in no section" : "in " + section),
                "systemd ignores it: an environment belongs under [Service].",
                SERVICE + "\n" + line));
      }
    } else {
      service(key, value, place);
    }
  }

  private void service(String key, String value, String place) {
    switch (key) {
      case "Environment" -> environment(value, place);
      case "EnvironmentFile" -> more(environmentFiles, value);
      case "UnsetEnvironment" -> words(value).forEach(unset::add);
      case "ExecStart", "ExecStartPre", "ExecStartPost" -> more(commands, value);
      default -> {
        return; // no matter of ours
      }
    }
  }

  private static void more(List<String> values, String value) {
    if (value.isEmpty()) {
      values.clear();
    } else {
      values.add(value);
    }
  }

  private void environment(String value, String place) {
    if (value.isEmpty()) {
      environment.clear();
      return;
    }
    for (String word : words(value)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (equals > 0 && name.matches("[A-Za-z_]\\w*")) {
        environment.add(new Variable(name, word.substring(equals + 1), place));
      } else if (word.startsWith("#")) {
        return; // people do write comments there, and systemd ignores each word of them
      } else {
        slips.add(stray(value, word, place));
      }
    }
  }

  private static MisreadLine stray(String value, String word, String place) {
    String whole = value.replaceFirst("^export\\s+", "").replaceAll("\\s*=\\s*", "=");
    return new MisreadLine(
        place,
        "'%s' in Environment=%s is ignored".formatted(word, value),
        "systemd splits at blanks and drops what is no NAME=value.",
        "[Service]\nEnvironment=\"%s\"".formatted(whole.replaceAll("^[\"']|[\"']$", "")));
  }

  /** Words as systemd splits them: quotes hold blanks together and go, a backslash escapes. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        open = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        open = true;
      } else if (Character.isWhitespace(c)) {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
        }
        open = false;
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }

  /** What the process gets. */
  Service service(Kind kind, String name) {
    List<String> unread = new ArrayList<>();
    List<Variable> all = new ArrayList<>(environment);
    for (String path : environmentFiles) {
      Optional<EnvFile> file = files.apply(path.replaceFirst("^-", ""));
      file.ifPresent(
          read -> {
            all.addAll(read.variables());
            slips.addAll(read.slips());
          });
      if (file.isEmpty()) {
        unread.add(path.replaceFirst("^-", ""));
      }
    }
    all.removeIf(
        variable -> unset.contains(variable.name()) || unset.contains(variable.toString()));
    return new Service(kind, name, all, commands, slips, unread, Optional.empty());
  }
}
