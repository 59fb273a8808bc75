package dev.paddock.doctor.service;

import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.settings.parse.EnvText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slips that people make in more than one kind of file. */
public final class Slips {
  private static final Pattern NO_EQUALS =
      Pattern.compile(
          "\\s*(?:export\\s+|set\\s+|-\\s+)?[\"']?([A-Za-z_][\\w-]*)[\"']?"
              // Possessive: of many blanks each could else be any of the four rows of blanks.
              + "(?:\\s*+(?::=|：|＝|:)|\\s++)\\s*+=?\\s*+(\\S.*)");
  private static final Pattern SECOND =
      Pattern.compile("(?<![\\s,;])[\\s,;]++(?:export\\s+|-e\\s+)?[\"']?([A-Z][A-Z0-9_]{3,})=(.*)");

  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?i)\\s*(?:-\\s+|-e\\s+|set\\s+|setx\\s+|env\\s+|\\$env:|\\$|Environment=|export\\s+)"
              + "[\"']?([A-Za-z_][\\w-]*)[\"']?\\s*[= ]\\s*(.*)");

  private Slips() {}

  /** A line of another kind of file: {@code set X=1} in a unit, {@code Environment=} in a shell. */
  public static Optional<MisreadLine> foreign(Kind kind, String line, String place) {
    Matcher matcher = FOREIGN.matcher(line);
    return matcher.matches() && OllamaNames.matters(matcher.group(1))
        ? Optional.of(
            new MisreadLine(
                place,
                line.strip() + " is a line of another kind of file",
                "Here it is ignored, or refused.",
                kind.line(matcher.group(1), unquoted(matcher.group(2)))))
        : Optional.empty();
  }

  private static String unquoted(String value) {
    return EnvText.stripped(value.replaceFirst("(?<!\\s)\\s++#.*", ""));
  }

  /** {@code OLLAMA_X:2} and {@code OLLAMA_X 2}: no equals sign, so no assignment. */
  public static Optional<MisreadLine> withoutEquals(Kind kind, String line, String place) {
    Matcher matcher = NO_EQUALS.matcher(line);
    return matcher.matches() && OllamaNames.matters(matcher.group(1))
        ? Optional.of(
            new MisreadLine(
                place,
                line.strip() + " is no assignment",
                "An equals sign stands between name and value: the line is ignored, or refused.",
                kind.line(matcher.group(1).replace('-', '_'), unquoted(matcher.group(2)))))
        : Optional.empty();
  }

  /**
   * {@code "A=1 B=2"} in one pair of quotes: one variable, whose value is {@code 1 B=2}; empty
   * where the value holds no second assignment.
   */
  public static Optional<MisreadLine> twoInOne(Kind kind, Variable variable) {
    Matcher matcher = SECOND.matcher(variable.value());
    if (!OllamaNames.matters(variable.name())
        || !matcher.find()
        || !OllamaNames.matters(matcher.group(1))) {
      return Optional.empty();
    }
    String first = variable.value().substring(0, matcher.start());
    return Optional.of(
        new MisreadLine(
            HARM,
            variable.place(),
            "%s is one variable, and %s is never set".formatted(variable, matcher.group(1)),
            "All of it is the value of %s: each assignment stands alone, in quotes of its own."
                .formatted(variable.name()),
            kind.line(variable.name(), EnvText.stripped(first))
                + "\n"
                + kind.line(matcher.group(1), EnvText.stripped(matcher.group(2)))
                    .replaceFirst("^\\[\\w+]\n", "")));
  }
}
