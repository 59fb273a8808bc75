package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.EnvFile;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.UnitLines;
import dev.paddock.doctor.text.UnitWords;
import dev.paddock.settings.parse.EnvText;
import dev.paddock.settings.parse.Lookalikes;
import dev.paddock.settings.parse.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The environment of a unit or a quadlet: an empty assignment starts anew, {@code EnvironmentFile}
 * comes after {@code Environment}, {@code UnsetEnvironment} last (man systemd.exec).
 */
final class UnitEnvironment {
  private final String section;
  private final Kind kind;
  private final Source source;
  private final Sources sources;
  private final List<Variable> variables = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private final List<String> unset = new ArrayList<>();
  private final List<MisreadLine> slips = new ArrayList<>();

  UnitEnvironment(String section, Kind kind, Source source, Sources sources) {
    this.section = section;
    this.kind = kind;
    this.source = source;
    this.sources = sources;
  }

  /** Reads a line of its section; whether it is a matter of the environment. */
  boolean takes(UnitLines line) {
    switch (line.key()) {
      case "Environment" -> environment(line.value(), line.place());
      case "EnvironmentFile" -> {
        if (line.value().isEmpty()) {
          files.clear();
        } else {
          files.add(line.value());
        }
      }
      case "UnsetEnvironment" -> unset.addAll(UnitWords.of(line.value()).words());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void environment(String value, String place) {
    if (value.isEmpty()) {
      variables.clear();
      return;
    }
    UnitWords words = UnitWords.of(value);
    List<String> strays = new ArrayList<>();
    for (String word : words.words()) {
      if (word.startsWith("#")) {
        break; // people do write comments there, and systemd ignores each word of them
      }
      if (Command.isAssignment(word)) {
        assignment(word, value, place);
      } else {
        strays.add("'" + word + "'");
      }
    }
    if (!strays.isEmpty()) {
      slips.add(stray(value, String.join(", ", strays), place));
    }
    words
        .refused()
        .filter(_ -> OllamaNames.mentionedIn(value))
        .ifPresent(
            why ->
                slips.add(
                    new MisreadLine(
                        place,
                        "Environment=%s is not read to its end".formatted(value),
                        "systemd drops what it cannot split: %s.".formatted(why),
                        section + "\nEnvironment=\"NAME=value\"")));
  }

  private void assignment(String word, String value, String place) {
    int equals = word.indexOf('=');
    String name = word.substring(0, equals);
    Optional<String> text = UnitWords.specified(word.substring(equals + 1));
    if (text.isEmpty()) {
      slips.add(
          new MisreadLine(
              place,
              "Environment=%s is ignored".formatted(value),
              "% begins a specifier of systemd, and this is none: write %%.",
              section + "\nEnvironment=\"" + word.replace("%", "%%") + "\""));
      return;
    }
    Variable variable = new Variable(name, text.get(), place);
    Optional<MisreadLine> two = Slips.twoInOne(kind, variable);
    if (two.isPresent()) {
      slips.add(two.get());
    } else {
      variables.add(variable);
    }
  }

  private MisreadLine stray(String value, String words, String place) {
    String whole = value.replaceFirst("^export\\s+", "").replaceAll("(?<!\\s)\\s*+=\\s*", "=");
    Severity severity =
        OllamaNames.mentionedIn(value) || !words.matches("\\W*") ? VOID : Severity.NOTE;
    return new MisreadLine(
        severity,
        place,
        "%s in Environment=%s is ignored".formatted(words, value),
        "systemd splits at blanks and drops what is no NAME=value.",
        section
            + "\nEnvironment=\"%s\""
                .formatted(Lookalikes.plain(whole).orElse(whole).replaceAll("^[\"']|[\"']$", "")));
  }

  /** What the process gets, into a draft. */
  void into(Draft draft) {
    draft.variables.addAll(variables);
    for (String path : files) {
      String bare = EnvText.stripped(path.replaceFirst("^-", ""));
      boolean optional = path.startsWith("-");
      Optional<Source> file =
          bare.matches(".*[%*?].*")
              ? Optional.empty()
              : sources.named(source, bare).flatMap(found -> sources.read(found, bare));
      if (file.isEmpty()) {
        draft.unread.add(bare + (optional ? " (there need be none)" : ""));
      } else {
        EnvFile read = EnvFile.of(file.get(), EnvFile.Reader.SYSTEMD);
        draft.add(read);
        read.gaps().stream()
            .filter(gap -> OllamaNames.mentionedIn(gap.text()))
            .map(gap -> new MisreadLine(gap.place(), gap.text() + " is ignored", gap.why(), ""))
            .forEach(draft.slips::add);
      }
    }
    draft.variables.removeIf(
        variable ->
            unset.contains(variable.name())
                || unset.contains(variable.name() + "=" + variable.value()));
    draft.slips.addAll(slips);
  }
}
