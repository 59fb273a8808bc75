package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Interpolation;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Batch files, PowerShell scripts and exports of the registry: lines that set a variable, for this
 * process or for those to come.
 */
final class WindowsFile {
  private static final Pattern SET =
      Pattern.compile("(?i)@?\\s*set\\s+(\"?)([^=\"\\s][^=\"]*)=(.*)");
  private static final Pattern SETX = Pattern.compile("(?i)@?\\s*setx(?:\\.exe)?\\s+(.*)");
  private static final Pattern ENV =
      Pattern.compile("(?i)\\s*(?:\\$|Set-Item\\s+(?:-Path\\s+)?[\"']?)env:(\\w+)[\"']?\\s*(.*)");
  private static final Pattern ENVIRONMENT =
      Pattern.compile(
          "(?i).*\\[(?:System\\.)?Environment]::SetEnvironmentVariable\\s*\\((.*)\\)\\s*;?\\s*");
  private static final Pattern REGISTRY = Pattern.compile("\"(\\w+)\"=\"(.*)\"");
  private static final Pattern TALK =
      Pattern.compile(
          "(?i)@?\\s*(rem\\b|::|echo\\b|Write-Host|Write-Output|title\\b|if\\s+not\\s+defined).*");

  private final Source source;
  private final Kind kind;
  private final Draft draft = new Draft();
  private final List<UnreadLine> gaps = new ArrayList<>();
  private final List<Variable> later = new ArrayList<>();
  private boolean serves;

  private WindowsFile(Source source, Kind kind) {
    this.source = source;
    this.kind = kind;
  }

  static Understood batch(Source source) {
    WindowsFile file = new WindowsFile(source, Kind.BATCH);
    if (source.encoding() == Source.Encoding.UTF_16) {
      file.draft.slips.add(
          new MisreadLine(
              HARM,
              source.name(),
              source.name() + " is written in UTF-16",
              "cmd.exe does not read that: none of its lines counts.",
              "# save it as ANSI or UTF-8 without a mark"));
    }
    return file.read(FileKind.BATCH);
  }

  static Understood powerShell(Source source) {
    return new WindowsFile(source, Kind.POWERSHELL).read(FileKind.POWERSHELL);
  }

  static Understood registry(Source source) {
    return new WindowsFile(source, Kind.POWERSHELL).read(FileKind.REGISTRY);
  }

  private Understood read(FileKind format) {
    int number = 0;
    boolean comment = false;
    for (String line : source.lines()) {
      number++;
      String text = line.strip();
      comment = kind == Kind.POWERSHELL && (comment || text.startsWith("<#"));
      boolean ends = text.contains("#>");
      if (!comment && !text.isEmpty() && !text.startsWith("#") && !TALK.matcher(text).matches()) {
        for (String statement : statements(text)) {
          line(statement, source.at(number), format);
        }
      }
      comment &= !ends;
    }
    draft.variables.addAll(later);
    if (serves) {
      later.forEach(variable -> draft.slips.add(afterwards(variable)));
    }
    if (draft.isEmpty() && gaps.isEmpty() && format == FileKind.REGISTRY) {
      return Understood.nothing(source, "no variable of an environment stands in it");
    }
    List<Service> services =
        draft.isEmpty() ? List.of() : List.of(draft.service(kind, source.name()));
    return new Understood(format, services, List.of(), gaps);
  }

  /** What {@code ;} parts in PowerShell and {@code &} in a batch file, but for quotes. */
  private List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    char parts = kind == Kind.POWERSHELL ? ';' : '&';
    char quote = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || (c == '\'' && kind == Kind.POWERSHELL)) {
        quote = c;
      } else if (c == parts) {
        statements.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    statements.add(text.substring(from).strip());
    return statements.stream().filter(one -> !one.isEmpty()).toList();
  }

  private void line(String text, String place, FileKind format) {
    String command = text.toLowerCase(Locale.ROOT);
    Matcher registry = REGISTRY.matcher(text);
    Matcher env = ENV.matcher(text);
    Matcher call = ENVIRONMENT.matcher(text);
    Matcher setx = SETX.matcher(text);
    Matcher set = SET.matcher(text);
    if (format == FileKind.REGISTRY) {
      if (registry.matches()) {
        draft.set(registry.group(1), registry.group(2).replace("\\\\", "\\"), place);
      } else if (OllamaNames.mentionedIn(text)) {
        gaps.add(new UnreadLine(place, text, "only values of type text are read"));
      }
    } else if (call.matches()) {
      call(call.group(1), text, place);
    } else if (setx.matches()) {
      setx(Words.of(setx.group(1).replace("\\", "\\\\")), text, place);
    } else if (env.matches()) {
      env(env.group(1), env.group(2), text, place);
    } else if (set.matches()) {
      set(set.group(2), set.group(3), !set.group(1).isEmpty(), text, place);
    } else if (text.matches("\\$?\\s*[A-Z][A-Z0-9_]+=\\S*\\s.*") && OllamaNames.mentionedIn(text)) {
      draft.slips.add(
          new MisreadLine(
              HARM,
              place,
              text + " is a line of a POSIX shell",
              "Windows takes the assignment for the name of a program, and does not find it.",
              kind.line(
                  text.replaceFirst("^\\$?\\s*", "").replaceFirst("=.*", ""),
                  text.replaceFirst("^[^=]*=", "").replaceFirst("\\s.*", ""))));
    } else if (command.matches("(.*\\s|.*\\\\|\"?)ollama(\\.exe)?\"?\\s+(serve|start).*")
        || command.matches(".*ollama app(\\.exe)?\"?.*")) {
      serves = true;
      draft.commands.add("ollama serve");
    } else if (OllamaNames.mentionedIn(text)) {
      slip(text, place);
    }
  }

  private void slip(String text, String place) {
    Optional<MisreadLine> slip =
        Slips.withoutEquals(kind, text, place).or(() -> Slips.foreign(kind, text, place));
    boolean reads = text.matches("(?i).*(%\\w+%|\\$env:\\w+|Get-ChildItem|Get-Item).*");
    slip.ifPresentOrElse(
        draft.slips::add,
        () -> {
          if (!reads) {
            gaps.add(new UnreadLine(place, text, "it is no line that sets a variable"));
          }
        });
  }

  private MisreadLine foreign(String text, String place, String why, String name, String value) {
    return new MisreadLine(place, text + " sets no variable", why, kind.line(name, value));
  }

  /** {@code set X=1}: all of it up to the end of the line, blanks before the sign too. */
  private void set(String name, String rest, boolean quoted, String text, String place) {
    String value = quoted ? rest.replaceFirst("\"[^\"]*$", "") : rest.strip();
    String bare = name.strip();
    if (kind == Kind.POWERSHELL) {
      if (OllamaNames.matters(bare)) {
        draft.slips.add(
            foreign(text, place, "In PowerShell set makes a variable of the script.", bare, value));
      }
    } else if (!bare.equals(name) && OllamaNames.matters(bare)) {
      draft.slips.add(
          foreign(
              text, place, "The blank before the equals sign is part of the name.", bare, value));
    } else if (Words.isName(bare)) {
      assign(bare, filled(value.replaceFirst("(?<!\\s)\\s*+&.*$", "")), place);
    }
  }

  /** A value with references that only a run can fill in is not known. */
  private String filled(String value) {
    String text = value;
    if (value.indexOf('%') < 0) {
      return value;
    }
    for (Variable variable : draft.variables) {
      text =
          text.length() > Interpolation.LONGEST || !text.contains("%" + variable.name() + "%")
              ? text
              : text.replace("%" + variable.name() + "%", variable.value());
    }
    return text;
  }

  private void assign(String name, String value, String place) {
    if (value.matches("(?s).*(%\\w+%|%~\\w|\\$\\(|\\$env:|\\$\\w).*")
        && OllamaNames.matters(name)) {
      draft.unread.add("%s: %s is known only when the script runs".formatted(place, name));
      return;
    }
    Variable variable = new Variable(name, value, place);
    Slips.twoInOne(kind, variable)
        .ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
  }

  private void setx(List<String> words, String text, String place) {
    List<String> bare = words.stream().filter(word -> !word.equalsIgnoreCase("/m")).toList();
    if (bare.size() == 2 && Words.isName(bare.getFirst())) {
      int before = draft.variables.size();
      assign(bare.getFirst(), filled(bare.get(1)), place);
      if (draft.variables.size() > before) {
        later.add(draft.variables.removeLast());
      }
    } else if (OllamaNames.mentionedIn(text)) {
      String all = String.join(" ", bare);
      int cut = all.indexOf('=') > 0 ? all.indexOf('=') : Math.max(0, all.indexOf(' '));
      draft.slips.add(
          new MisreadLine(
              HARM,
              place,
              text + " is refused",
              "setx takes a name and one value, with a blank between and quotes round blanks.",
              "setx %s \"%s\""
                  .formatted(
                      all.substring(0, cut).strip(),
                      all.substring(Math.min(all.length(), cut + 1)).strip())));
    }
  }

  private MisreadLine afterwards(Variable variable) {
    return new MisreadLine(
        variable.place(),
        "setx %s does not reach the server started here".formatted(variable.name()),
        "It holds for programs that are started afresh, and not for this window and its children.",
        kind.line(variable.name(), variable.value()));
  }

  /** {@code $Env:X = "1"}. */
  private void env(String name, String rest, String text, String place) {
    boolean item = text.matches("(?i)Set-Item.*");
    if (kind == Kind.BATCH) {
      draft.slips.add(
          foreign(
              text,
              place,
              "It is a line of PowerShell, and cmd.exe does not know it.",
              name,
              literal(rest.replaceFirst("^=\\s*", "")).orElse("")));
      return;
    }
    if (!item && !rest.startsWith("=")) {
      if (OllamaNames.matters(name)) {
        slip(text, place);
      }
      return;
    }
    String written = item ? rest.replaceFirst("(?i)^-Value\\s+", "") : rest.substring(1).strip();
    value(name, written, place);
  }

  private void value(String name, String written, String place) {
    Optional<String> value = literal(written);
    if (value.isPresent() && !(written.startsWith("\"") && value.get().contains("$"))) {
      Variable variable = new Variable(name, value.get(), place);
      Slips.twoInOne(kind, variable)
          .ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
    } else if (OllamaNames.matters(name)) {
      draft.unread.add("%s: %s is known only when the script runs".formatted(place, name));
    }
  }

  private static Optional<String> literal(String written) {
    String text = written.replaceFirst("(?<!\\s)\\s*+[;#].*$", "").strip();
    Matcher quoted = Pattern.compile("([\"'])(.*?)\\1.*").matcher(written.strip());
    return quoted.matches()
        ? Optional.of(quoted.group(2))
        : text.startsWith("$") || text.startsWith("(") ? Optional.empty() : Optional.of(text);
  }

  /** {@code [Environment]::SetEnvironmentVariable("X", "1", "User")}. */
  private void call(String inside, String text, String place) {
    String[] parts = inside.split("\\s*,\\s*(?=[\"'\\[$])", -1);
    if (parts.length >= 2) {
      String name = literal(parts[0]).orElse("");
      boolean process = parts.length < 3 || parts[2].toLowerCase(Locale.ROOT).contains("process");
      if (parts[1].strip().equalsIgnoreCase("$null")) {
        return;
      }
      int before = draft.variables.size();
      value(name, parts[1], place);
      if (!process && draft.variables.size() > before) {
        later.add(draft.variables.removeLast());
      }
    } else if (OllamaNames.mentionedIn(text)) {
      gaps.add(new UnreadLine(place, text, "it is no call that sets a variable"));
    }
  }
}
