package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.UnitLines;
import dev.paddock.doctor.text.UnitWords;
import dev.paddock.settings.parse.EnvText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A systemd unit with its drop-ins, read as systemd does. */
public final class UnitText {
  private static final String SERVICE = "[Service]";
  private static final Pattern HEAD = Pattern.compile("# (/\\S+\\.(?:service|conf))");
  private static final Set<String> RESTARTS =
      Set.of("no", "always", "on-success", "on-failure", "on-abnormal", "on-abort", "on-watchdog");
  private static final Set<String> EMBEDDED =
      Set.of("<", ">", ">>", "|", "&&", "||", "2>&1", "&", "<<<");

  private final Kind kind;
  private final Sources sources;
  private final UnitEnvironment environment;
  private final List<MisreadLine> slips = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private final List<UnitLines> starts = new ArrayList<>();
  private final List<UnitLines> others = new ArrayList<>();
  private final Map<String, UnitLines> last = new HashMap<>();
  private final List<String> open = new ArrayList<>();

  private UnitText(Kind kind, Source first, Sources sources) {
    this.kind = kind;
    this.sources = sources;
    this.environment = new UnitEnvironment(SERVICE, kind, first, sources);
  }

  /**
   * Reads a unit.
   *
   * @param files the unit itself first, then each drop-in
   */
  public static Service service(Kind kind, String name, List<Source> files, Sources sources) {
    UnitText unit = new UnitText(kind, files.getFirst(), sources);
    files.forEach(unit::read);
    return unit.finished(name);
  }

  /** A file of a unit, alone; or the text of {@code systemctl cat}, which has several. */
  static Understood read(Source source, Sources sources) {
    Service service = service(Kind.UNIT, source.fileName(), parts(source), sources);
    return new Understood(FileKind.UNIT, List.of(service), List.of(), List.of());
  }

  /** The files in what {@code systemctl cat} printed: {@code # /path} heads each. */
  public static List<Source> parts(Source source) {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    String file = source.name();
    int skipped = 0;
    int number = 0;
    texts.put(file, new StringBuilder());
    for (String line : source.lines()) {
      number++;
      if (HEAD.matcher(line.strip()).matches()) {
        file = line.strip().substring(2);
        skipped = number;
        texts.computeIfAbsent(file, _ -> new StringBuilder());
      } else {
        StringBuilder text = texts.getOrDefault(file, new StringBuilder());
        text.append(line).append('\n');
      }
    }
    if (skipped == 0) {
      return List.of(source);
    }
    return texts.entrySet().stream()
        .filter(text -> !text.getValue().toString().isBlank())
        .map(text -> source.part(text.getKey(), text.getValue().toString()))
        .toList();
  }

  private void read(Source source) {
    if (source.encoding() == Source.Encoding.UTF_16) {
      slips.add(
          new MisreadLine(
              HARM,
              source.name(),
              source.name() + " is written in UTF-16",
              "systemd reads UTF-8 alone: nothing of it counts.",
              "# save it as UTF-8"));
    }
    UnitLines.of(source).forEach(this::line);
  }

  private void line(UnitLines line) {
    String bare = line.key().replaceFirst("^(export|set)\\s+", "");
    if (OllamaNames.matters(bare)) {
      slips.add(
          new MisreadLine(
              line.place(),
              line.text() + " is no line of a unit",
              "systemd ignores it: it knows no key of this name.",
              kind.line(bare, EnvText.stripped(line.value()))));
    } else if (!line.section().equals(SERVICE)) {
      if (line.key().equals("Environment") || line.key().equals("EnvironmentFile")) {
        slips.add(
            new MisreadLine(
                line.place(),
                "%s stands %s"
                    .formatted(
                        line.text(),
                        line.section().isEmpty() ? "in no section" : "in " + line.section()),
                "systemd ignores it: an environment belongs under [Service].",
                SERVICE + "\n" + line.text()));
      } else {
        unclaimed(line);
      }
    } else if (!environment.takes(line)) {
      service(line);
    }
  }

  private void service(UnitLines line) {
    switch (line.key()) {
      case "ExecStart" -> {
        if (line.value().isEmpty()) {
          starts.clear();
        } else {
          starts.add(line);
        }
      }
      case "ExecStartPre", "ExecStartPost" -> others.add(line);
      case "PassEnvironment" -> {
        if (OllamaNames.mentionedIn(line.value())) {
          unread.add("%s: %s, of systemd itself".formatted(line.place(), line.value()));
        }
      }
      case "ReadWritePaths", "BindPaths", "BindReadOnlyPaths", "ReadWriteDirectories" ->
          UnitWords.of(line.value()).words().stream()
              .map(path -> path.replaceFirst("^[-+]+", "").replaceFirst(":.*", ""))
              .forEach(open::add);
      case "User", "Group" -> {
        last.put(line.key(), line);
        if (line.value().startsWith("$")) {
          slips.add(
              new MisreadLine(
                  HARM,
                  line.place(),
                  line.text() + " names nobody",
                  "systemd fills in no variable here, and refuses the unit.",
                  SERVICE + "\n" + line.key() + "=ollama"));
        }
      }
      case "Restart" -> {
        last.put(line.key(), line);
        if (!line.value().isEmpty() && !RESTARTS.contains(line.value())) {
          slips.add(
              new MisreadLine(
                  VOID,
                  line.place(),
                  line.text() + " is ignored",
                  "systemd knows no such word, and capitals count: the unit is not restarted.",
                  SERVICE + "\nRestart=always"));
        }
      }
      default -> {
        last.put(line.key(), line);
        unclaimed(line);
      }
    }
  }

  /** A line that names a variable and whose key sets none. */
  private void unclaimed(UnitLines line) {
    if (line.key().matches("Description|Documentation|ExecStop.*|ExecReload|ExecCondition")
        || !OllamaNames.mentionedIn(line.text())) {
      return;
    }
    slips.add(
        Slips.withoutEquals(kind, line.text(), line.place())
            .or(() -> Slips.foreign(kind, line.text(), line.place()))
            .orElse(
                new MisreadLine(
                    line.place(),
                    line.text() + " sets no variable",
                    "systemd takes variables from Environment= and EnvironmentFile= alone, and"
                        + " capitals count.",
                    SERVICE + "\nEnvironment=\"NAME=value\"")));
  }

  private Service finished(String name) {
    Draft draft = new Draft();
    environment.into(draft);
    draft.slips.addAll(slips);
    draft.unread.addAll(unread);
    if (starts.size() > 1
        && !last.getOrDefault("Type", starts.getFirst()).value().equals("oneshot")) {
      draft.slips.add(
          new MisreadLine(
              HARM,
              starts.getLast().place(),
              "%s is a second ExecStart=".formatted(starts.getLast().text()),
              "systemd refuses the unit: empty the first one before you set another.",
              SERVICE + "\nExecStart=\n" + starts.getLast().text()));
    }
    List<Service> containers = new ArrayList<>();
    starts.forEach(line -> command(line, draft, containers));
    others.forEach(line -> command(line, draft, containers));
    draft.around = UnitShelter.of(last, open);
    draft.slips.addAll(UnitShelter.slips(kind, last, draft));
    if (!containers.isEmpty()) {
      Service inside = containers.getFirst();
      draft.around = inside.around();
      draft.variables.clear();
      draft.variables.addAll(inside.variables());
      draft.slips.addAll(inside.slips());
      draft.unread.addAll(inside.unread());
      draft.gpu = inside.gpu();
      return draft.service(Kind.DOCKER_RUN, name);
    }
    return draft.service(kind, name);
  }

  private void command(UnitLines line, Draft draft, List<Service> containers) {
    List<String> words = new ArrayList<>(UnitWords.of(line.value()).words());
    if (words.isEmpty()) {
      return;
    }
    words.set(0, words.getFirst().replaceFirst("^[-@:+!|]+", ""));
    Command command = Command.of(words);
    boolean shell = Command.base(words.getFirst()).matches("(ba|da|z|a)?sh");
    if (!shell && OllamaNames.isOfOllama(words.getFirst().replaceFirst("=.*", ""))) {
      draft.slips.add(
          new MisreadLine(
              HARM,
              line.place(),
              line.text() + " begins with an assignment",
              "systemd runs no shell: it takes the assignment for the program, and fails.",
              SERVICE + "\nExecStart=/usr/bin/env " + line.value()));
    }
    if (!shell && words.stream().anyMatch(EMBEDDED::contains)) {
      draft.slips.add(
          new MisreadLine(
              VOID,
              line.place(),
              line.text() + " is written for a shell",
              "systemd runs none: such signs become words of the command.",
              "%s=/bin/sh -c '%s'".formatted(line.key(), line.value())));
    }
    for (List<String> run : command.runs()) {
      if (DockerRun.is(run)) {
        DockerRun.service(dockerSource(), sources, run, line.place()).ifPresent(containers::add);
      }
      draft.commands.add(String.join(" ", run));
    }
    if (command.serves()) {
      for (String set : command.sets()) {
        int equals = set.indexOf('=');
        Variable variable =
            new Variable(set.substring(0, equals), set.substring(equals + 1), line.place());
        Slips.twoInOne(kind, variable)
            .ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
      }
    }
  }

  private static Source dockerSource() {
    return new Source(java.nio.file.Path.of("/unit"), "unit", "", Source.Encoding.UTF_8);
  }
}
