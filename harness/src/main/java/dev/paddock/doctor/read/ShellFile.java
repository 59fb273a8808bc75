package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.ShellText;
import dev.paddock.doctor.text.ShellText.Simple;
import dev.paddock.doctor.text.ShellText.Word;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A shell script or the start-up file of a shell: what it hands to an Ollama that it starts. */
final class ShellFile {
  private static final int DEEPEST = 3;

  /** Files that files read by source, of all depths: nobody has as many, and each may name more. */
  private static final int MOST_INCLUDED = 64;

  private static final Set<String> EXPORTS = Set.of("export", "declare", "typeset", "setenv");

  private final Sources sources;
  private final Draft draft = new Draft();
  private final List<Service> others = new ArrayList<>();
  private final List<UnreadLine> gaps = new ArrayList<>();
  private final Map<String, String> known;
  private final Map<String, Variable> kept = new HashMap<>();
  private final Set<String> referred = new HashSet<>();
  private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ \\S");
  private final Deque<String> open = new ArrayDeque<>();
  private int included;
  private boolean exportsAll;
  private List<String> lines = List.of();

  private ShellFile(Sources sources) {
    this.sources = sources;
    this.known = new HashMap<>(sources.environment());
    known.putIfAbsent("HOME", sources.home());
  }

  static Understood read(Source source, Sources sources) {
    ShellFile file = new ShellFile(sources);
    file.open.push(source.name());
    file.script(withoutPrompts(source), 0);
    file.kept.values().stream()
        .filter(variable -> OllamaNames.matters(variable.name()))
        .filter(variable -> !file.referred.contains(variable.name()))
        .forEach(variable -> file.draft.slips.add(notExported(variable)));
    List<Service> services = new ArrayList<>();
    if (!file.draft.isEmpty()) {
      file.draft.used.addAll(file.referred);
      services.add(file.draft.service(Kind.SHELL, source.name()));
    }
    services.addAll(file.others);
    return new Understood(FileKind.SHELL, services, List.of(), file.gaps);
  }

  /** What was copied from a terminal, without the {@code $} and {@code >} that it asked with. */
  private static Source withoutPrompts(Source source) {
    return PROMPT.matcher(source.text()).find()
        ? source.part(source.name(), source.text().replaceAll("(?m)^[$>] ", ""))
        : source;
  }

  private static MisreadLine notExported(Variable variable) {
    return new MisreadLine(
        variable.place(),
        variable + " is not exported",
        "It is a variable of this shell alone: what is started from it does not get it.",
        Kind.SHELL.line(variable.name(), variable.value()));
  }

  private void script(Source source, int depth) {
    if (source.text().contains("\r\n")
        && source.lines().stream().anyMatch(OllamaNames::mentionedIn)) {
      draft.slips.add(
          new MisreadLine(
              HARM,
              source.name(),
              "lines of this script end as those of Windows do",
              "A shell takes the carriage return for the last letter of each value.",
              "sed -i 's/\\r$//' " + source.name()));
    }
    lines = source.lines();
    ShellText text = new ShellText(source.text(), known);
    List<Simple> commands = text.commands();
    referred.addAll(text.referred());
    for (Simple simple : commands) {
      command(source, simple, depth);
    }
    for (ShellText.Here here : text.heres()) {
      here(source, here);
    }
  }

  /** Text that the script writes somewhere: a unit or a compose file, more often than not. */
  private void here(Source source, ShellText.Here here) {
    if (here.text().lines().noneMatch(OllamaNames::mentionedIn)) {
      return;
    }
    Source part =
        source.part(source.name(), "\n".repeat(Math.max(0, here.line() - 1)) + here.text());
    FileKind format = FileKind.ofPart(part);
    if (format == FileKind.UNKNOWN) {
      int number = here.line();
      for (String line : here.text().lines().toList()) {
        if (OllamaNames.mentionedIn(line)) {
          gaps.add(
              new UnreadLine(source.at(number), line, "the script writes it into another file"));
        }
        number++;
      }
    } else {
      Understood inside = format.read(part, sources);
      others.addAll(inside.services());
      gaps.addAll(inside.gaps());
      draft.unread.addAll(inside.unknown());
    }
  }

  private void command(Source source, Simple simple, int depth) {
    String place = source.at(simple.line());
    List<String> words = simple.words().stream().map(Word::text).toList();
    String first = words.getFirst();
    if (EXPORTS.contains(first)) {
      export(simple, place);
    } else if (first.equals("set") && words.size() > 1 && isFish(words.get(1))) {
      fish(simple, place);
    } else if (first.equals("set") && (words.contains("-a") || words.contains("allexport"))) {
      exportsAll = !words.contains("+a");
    } else if (first.equals("launchctl") && words.size() == 4 && words.get(1).equals("setenv")) {
      assign(words.get(2), simple.words().get(3), place, true);
    } else if (first.equals("source") || first.equals(".")) {
      include(source, words, place, depth);
    } else if (words.stream().allMatch(Command::isAssignment)) {
      simple.words().forEach(word -> assignment(word, place, exportsAll));
    } else {
      run(source, simple, words, place);
    }
  }

  private static boolean isFish(String option) {
    return option.matches("-[gUx]*x[gU]*|--export");
  }

  private void fish(Simple simple, String place) {
    List<Word> words =
        simple.words().stream().filter(word -> !word.text().startsWith("-")).toList();
    if (words.size() == 3) {
      assign(words.get(1).text(), words.get(2), place, true);
    }
  }

  private void export(Simple simple, String place) {
    List<Word> words = simple.words().subList(1, simple.words().size());
    if (simple.words().getFirst().text().equals("setenv")) {
      if (words.size() == 2) {
        assign(words.getFirst().text(), words.getLast(), place, true);
      }
      return;
    }
    boolean spaced = words.stream().anyMatch(word -> word.text().startsWith("="));
    if (spaced) {
      slip(simple, place);
      return;
    }
    if (words.stream().map(Word::text).anyMatch("ollama"::equals)) {
      draft.slips.add(
          new MisreadLine(
              HARM,
              place,
              "export takes ollama for a name",
              "All words of the line are names of variables: no server is started by it.",
              "# two lines, or without export:\nNAME=value ollama serve"));
    }
    for (Word word : words) {
      Variable before = kept.get(word.text());
      if (Command.isAssignment(word.text())) {
        assignment(word, place, true);
      } else if (before != null) {
        draft.variables.add(before);
        kept.remove(word.text());
      } else if (!word.text().startsWith("-") && !Words.isName(word.text())) {
        slip(simple, place);
        return;
      }
    }
  }

  private void assignment(Word word, String place, boolean exported) {
    int equals = word.text().indexOf('=');
    assign(
        word.text().substring(0, equals),
        new Word(word.text().substring(equals + 1), word.known(), word.quoted()),
        place,
        exported);
  }

  private void assign(String name, Word value, String place, boolean exported) {
    if (!value.known()) {
      if (OllamaNames.matters(name)) {
        draft.unread.add("%s: %s is known only when the script runs".formatted(place, name));
      }
      return;
    }
    String text = value.text();
    String full =
        !value.quoted() && (text.equals("~") || text.startsWith("~/"))
            ? sources.home() + text.substring(1)
            : text;
    Variable variable = new Variable(name, full, place);
    Optional<MisreadLine> two = Slips.twoInOne(Kind.SHELL, variable);
    if (two.isPresent()) {
      draft.slips.add(two.get());
    } else if (exported || draft.variables.stream().anyMatch(one -> one.name().equals(name))) {
      draft.variables.add(variable);
      kept.remove(name);
    } else {
      kept.put(name, variable);
    }
  }

  private void include(Source source, List<String> words, String place, int depth) {
    String path = words.size() > 1 ? words.get(1) : "";
    Optional<Source> file =
        depth < DEEPEST && included < MOST_INCLUDED
            ? sources.named(source, path).flatMap(sources::read)
            : Optional.empty();
    // A shell would read a file that names itself for ever.
    file.filter(read -> !open.contains(read.name()))
        .ifPresentOrElse(
            read -> {
              included++;
              open.push(read.name());
              script(read, depth + 1);
              open.pop();
            },
            () -> draft.unread.add("%s: what %s sets is not known".formatted(place, path)));
  }

  private void run(Source source, Simple simple, List<String> words, String place) {
    Command command = Command.of(words);
    List<String> ran = command.runs().isEmpty() ? words : command.runs().getFirst();
    if (DockerRun.is(ran)) {
      DockerRun.service(source, sources, ran, place).ifPresent(others::add);
      return;
    }
    boolean ofOllama = command.serves() || command.asks();
    if (ofOllama) {
      for (String set : command.sets()) {
        int equals = set.indexOf('=');
        draft.set(set.substring(0, equals), set.substring(equals + 1), place);
      }
      draft.commands.addAll(command.runs().stream().map(one -> String.join(" ", one)).toList());
    } else if (!command.sets().isEmpty() && command.runs().isEmpty()) {
      simple.words().stream()
          .filter(word -> Command.isAssignment(word.text()))
          .forEach(word -> assignment(word, place, exportsAll || words.contains("export")));
    } else {
      slip(simple, place);
    }
  }

  /** A command that is none, and was to be an assignment. */
  private void slip(Simple simple, String place) {
    String line = String.join(" ", simple.words().stream().map(Word::text).toList());
    String bare =
        line.replaceFirst("^export\\s+", "").replaceFirst("^([A-Za-z_]\\w*)\\s+=\\s*", "$1 ");
    Optional<MisreadLine> slip =
        Slips.withoutEquals(Kind.SHELL, bare, place)
            .or(() -> Slips.foreign(Kind.SHELL, line, place));
    slip.ifPresent(draft.slips::add);
    if (slip.isEmpty() && OllamaNames.mentionedIn(line) && writes(simple)) {
      gaps.add(new UnreadLine(place, line, "the script writes it into another file"));
    }
  }

  /** Whether what a command names goes into a file. */
  private boolean writes(Simple simple) {
    String first = simple.words().getFirst().text();
    String second = simple.words().size() > 1 ? simple.words().get(1).text() : "";
    String line = lines.size() < simple.line() ? "" : lines.get(simple.line() - 1);
    return first.matches("sed|perl|awk")
        || (first.equals("sudo") && second.matches("sed|perl|awk"))
        || (first.matches("echo|printf") && line.matches(".*(>(?!&)|\\btee\\b).*"));
  }
}
