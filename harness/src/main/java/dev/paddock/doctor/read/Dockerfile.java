package dev.paddock.doctor.read;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.Containers;
import dev.paddock.doctor.service.Containers.Runs;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Interpolation;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Dockerfile: the environment of its last stage, and what that starts.
 *
 * @param from the image that the last stage begins with
 * @param start entry point and command, as words
 */
record Dockerfile(
    List<Variable> variables,
    String from,
    List<String> start,
    List<MisreadLine> slips,
    List<UnreadLine> gaps) {

  /** Reads the text. */
  static Dockerfile of(Source source) {
    return new Reading(source).read();
  }

  static Understood read(Source source) {
    Dockerfile file = of(source);
    Draft draft = new Draft();
    draft.variables.addAll(file.variables());
    draft.slips.addAll(file.slips());
    if (!file.start().isEmpty()) {
      draft.commands.add(String.join(" ", file.start()));
    }
    draft.around = Containers.surroundings(true, Set.of(0));
    boolean ofOllama = file.runs(List.of()) == Runs.SERVER || !draft.slips.isEmpty();
    return new Understood(
        FileKind.DOCKERFILE,
        ofOllama || Containers.givenToServer(file.variables())
            ? List.of(draft.service(Kind.DOCKERFILE, source.name()))
            : List.of(),
        List.of(),
        file.gaps());
  }

  /** Whether its containers run Ollama, started with these commands or its own. */
  Runs runs(List<Command> commands) {
    List<Command> all =
        commands.isEmpty() ? List.of(Command.of(Containers.started(start, true, from))) : commands;
    Runs runs = Containers.runs(from, "", all);
    boolean named = String.join(" ", start).contains("ollama");
    return runs == Runs.UNKNOWN && named ? Runs.SERVER : runs;
  }

  /** The file while it is read. */
  private static final class Reading {
    private final Source source;
    private final Map<String, List<Variable>> stages = new HashMap<>();
    private final Map<String, String> arguments = new HashMap<>();
    private final List<MisreadLine> slips = new ArrayList<>();
    private final List<UnreadLine> gaps = new ArrayList<>();
    private List<Variable> variables = new ArrayList<>();
    private String from = "";
    private List<String> entry = List.of();
    private List<String> command = List.of();

    Reading(Source source) {
      this.source = source;
    }

    Dockerfile read() {
      int number = 0;
      int began = 0;
      StringBuilder joined = new StringBuilder();
      for (String raw : source.lines()) {
        number++;
        String line = raw.strip();
        if (line.startsWith("#") || (line.isEmpty() && joined.isEmpty())) {
          continue;
        }
        began = joined.isEmpty() ? number : began;
        if (line.endsWith("\\")) {
          joined.append(line, 0, line.length() - 1).append(' ');
          continue;
        }
        instruction(joined.append(line).toString().strip(), source.at(began));
        joined.setLength(0);
      }
      List<String> start = new ArrayList<>(entry);
      start.addAll(command);
      return new Dockerfile(List.copyOf(variables), from, start, slips, gaps);
    }

    private void instruction(String line, String place) {
      String[] parts = line.split("\\s+", 2);
      String rest = parts.length > 1 ? parts[1] : "";
      switch (parts[0].toUpperCase(Locale.ROOT)) {
        case "FROM" -> stage(rest);
        case "ARG" -> {
          int equals = rest.indexOf('=');
          if (equals > 0) {
            arguments.put(rest.substring(0, equals).strip(), unquoted(rest.substring(equals + 1)));
          }
        }
        case "ENV" -> environment(rest, place);
        case "ENTRYPOINT" -> {
          entry = words(rest);
          command = List.of();
        }
        case "CMD" -> command = words(rest);
        case "RUN" -> {
          if (rest.matches("export\\s.*") && OllamaNames.mentionedIn(rest)) {
            slips.add(
                new MisreadLine(
                    place,
                    line + " sets no variable of the image",
                    "An export ends with its RUN: ENV sets a variable.",
                    "ENV NAME=value"));
          }
        }
        default -> {
          boolean known =
              parts[0]
                  .toUpperCase(Locale.ROOT)
                  .matches(
                      "COPY|ADD|WORKDIR|USER|EXPOSE|VOLUME|LABEL|HEALTHCHECK|SHELL|ONBUILD"
                          + "|STOPSIGNAL|MAINTAINER");
          if (!known && OllamaNames.mentionedIn(line)) {
            Optional<MisreadLine> slip = Slips.foreign(Kind.DOCKERFILE, line, place);
            slip.ifPresentOrElse(
                slips::add, () -> gaps.add(new UnreadLine(place, line, "it is no instruction")));
          }
        }
      }
    }

    private void stage(String rest) {
      List<String> words = Words.of(rest).stream().filter(word -> !word.startsWith("--")).toList();
      String image = words.isEmpty() ? "" : filled(words.getFirst());
      List<Variable> base = stages.get(image);
      variables = new ArrayList<>(base == null ? List.of() : base);
      if (base == null) {
        from = image;
        entry = List.of();
        command = List.of();
      }
      if (words.size() >= 3 && stages.size() < 100) {
        stages.put(words.get(2), variables);
      }
    }

    /** {@code ENV A=1 B=2}, or the old {@code ENV A 1}. */
    private void environment(String rest, String place) {
      List<String> words = Words.of(rest);
      if (words.isEmpty()) {
        return;
      }
      if (!words.getFirst().contains("=")) {
        String[] pair = rest.split("\\s+", 2);
        if (Words.isName(pair[0]) && pair.length > 1) {
          variables.add(new Variable(pair[0], filled(pair[1].strip()), place));
        } else if (OllamaNames.mentionedIn(rest)) {
          Slips.withoutEquals(Kind.DOCKERFILE, rest, place)
              .ifPresentOrElse(
                  slips::add, () -> gaps.add(new UnreadLine(place, rest, "it is no assignment")));
        }
        return;
      }
      for (String word : words) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          Variable variable =
              new Variable(word.substring(0, equals), filled(word.substring(equals + 1)), place);
          Slips.twoInOne(Kind.DOCKERFILE, variable)
              .ifPresentOrElse(slips::add, () -> variables.add(variable));
        } else if (OllamaNames.mentionedIn(rest)) {
          slips.add(
              new MisreadLine(
                  place,
                  "ENV %s is refused".formatted(rest),
                  "Each word is NAME=value, and blanks go into quotes.",
                  "ENV NAME=\"value\""));
          return;
        }
      }
    }

    private String filled(String text) {
      if (text.indexOf('$') < 0) {
        return text;
      }
      Map<String, String> known = new HashMap<>(arguments);
      variables.stream()
          .filter(variable -> text.contains(variable.name()))
          .forEach(variable -> known.put(variable.name(), variable.value()));
      return new Interpolation(known).fill(text, "", 8);
    }

    private static String unquoted(String text) {
      return text.strip().replaceAll("^[\"']|[\"']$", "");
    }

    /** {@code ["a", "b"]}, or a line for a shell. */
    private static List<String> words(String rest) {
      String text = rest.strip();
      return text.startsWith("[")
          ? Words.of(text.replaceAll("^\\[|]$", "").replaceAll("\"\\s*,\\s*\"", "\" \""))
          : List.of("/bin/sh", "-c", text);
    }
  }
}
