package dev.paddock.doctor.service;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.text.Interpolation;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of {@code NAME=value} lines, as systemd reads an {@code EnvironmentFile} or compose an
 * {@code env_file}.
 */
public record EnvFile(List<Variable> variables, List<MisreadLine> slips, List<UnreadLine> gaps) {
  private static final String EXPORT = "export";

  /** The longest quoted value that goes over lines. */
  private static final int LONGEST_VALUE = 200;

  private static final int DEEPEST = 8;
  private static final int MOST_LINES = 4000;

  /** Whose rules hold: they differ in {@code export}, colons, and comments behind a value. */
  public enum Reader {
    SYSTEMD,
    COMPOSE,
    /** It is not known who reads the file. */
    ANYBODY
  }

  /** Reads a file; where its reader fills in references, from these and the file's own. */
  public static EnvFile of(Source source, Reader reader, Map<String, String> known) {
    return new Reading(source, reader, known).read();
  }

  /** Reads a file whose reader fills in nothing. */
  public static EnvFile of(Source source, Reader reader) {
    return of(source, reader, Map.of());
  }

  /** The file while it is read. */
  private static final class Reading {
    private final Source source;
    private final Reader reader;
    private final Map<String, String> known;
    private final Map<String, String> all;
    private final Interpolation interpolation;
    private final List<String> lines;
    private final List<Variable> variables = new ArrayList<>();
    private final List<MisreadLine> slips = new ArrayList<>();
    private final List<UnreadLine> gaps = new ArrayList<>();
    private int at;

    Reading(Source source, Reader reader, Map<String, String> known) {
      this.source = source;
      this.reader = reader;
      this.known = known;
      this.all = new HashMap<>(known);
      this.interpolation = new Interpolation(all);
      this.lines = source.lines();
    }

    EnvFile read() {
      encoding();
      while (at < lines.size()) {
        if (variables.size() + slips.size() + gaps.size() >= MOST_LINES) {
          gaps.add(new UnreadLine(source.at(at + 1), "", "no more than so many lines are read"));
          break;
        }
        String line = lines.get(at).strip();
        String place = source.at(at + 1);
        at++;
        if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
          line(line, place);
        }
      }
      return new EnvFile(List.copyOf(variables), List.copyOf(slips), List.copyOf(gaps));
    }

    private void encoding() {
      boolean mark = source.encoding() == Source.Encoding.UTF_8_MARKED && reader == Reader.SYSTEMD;
      if (source.encoding() == Source.Encoding.UTF_16 || mark) {
        slips.add(
            new MisreadLine(
                HARM,
                source.name(),
                mark
                    ? source.name() + " begins with a byte-order mark"
                    : source.name() + " is written in UTF-16",
                mark
                    ? "systemd takes the mark for a part of the first name, which is lost."
                    : "Its readers take UTF-8 alone: none of its lines counts.",
                "# save it as UTF-8 without a mark"));
      }
    }

    private void line(String line, String place) {
      boolean export = line.matches(EXPORT + "\\s.*");
      String rest = export ? line.substring(EXPORT.length()).strip() : line;
      if (export && reader == Reader.SYSTEMD) {
        slips.add(
            new MisreadLine(
                place,
                line + " is ignored",
                "systemd reads no shell: a name with a blank in it is no name.",
                rest));
        return;
      }
      int equals = rest.indexOf('=');
      int colon = reader == Reader.COMPOSE ? rest.indexOf(':') : -1;
      int cut = equals < 0 || (colon > 0 && colon < equals) ? colon : equals;
      String name = cut <= 0 ? "" : rest.substring(0, cut).strip();
      if (!name.matches("[\\w.-]+")) {
        notAssigned(line, rest, place);
        return;
      }
      boolean spaced = cut > 0 && rest.charAt(cut - 1) == ' ';
      if (spaced && reader == Reader.ANYBODY && OllamaNames.matters(name)) {
        slips.add(
            new MisreadLine(
                NOTE,
                place,
                "%s has blanks round its equals sign".formatted(rest),
                "A shell and docker run --env-file refuse that; systemd and compose do not.",
                "%s=%s".formatted(name, rest.substring(cut + 1).strip())));
      }
      Variable variable = new Variable(name, value(rest.substring(cut + 1), place), place);
      Optional<MisreadLine> two = Slips.twoInOne(Kind.ENV_FILE, variable);
      two.ifPresent(slips::add);
      if (two.isEmpty()) {
        variables.add(variable);
        if (!known.containsKey(name)) {
          all.put(name, variable.value());
        }
      }
    }

    /** A line without an assignment; a name alone takes its value from elsewhere. */
    private void notAssigned(String line, String rest, String place) {
      Optional<MisreadLine> slip =
          Slips.withoutEquals(Kind.ENV_FILE, rest, place)
              .or(() -> Slips.foreign(Kind.ENV_FILE, line, place));
      if (slip.isPresent()) {
        slips.add(slip.get());
      } else if (!Words.isName(rest)) {
        gaps.add(new UnreadLine(place, line, "it is no line NAME=value"));
      }
    }

    private String value(String written, String place) {
      String value = written.strip();
      char quote = value.isEmpty() ? ' ' : value.charAt(0);
      if (quote != '"' && quote != '\'') {
        return filled(
            reader == Reader.SYSTEMD ? value : value.replaceFirst("(?:^|(?<!\\s)\\s++)#.*", ""));
      }
      int close = value.indexOf(quote, 1);
      if (close < 0) {
        return overLines(value, quote, place);
      }
      String inside = value.substring(1, close);
      String rest = value.substring(close + 1);
      return (quote == '"' ? filled(inside) : inside)
          + (reader == Reader.SYSTEMD ? rest : rest.replaceFirst("^\\s*(#.*)?$", ""));
    }

    private String overLines(String value, char quote, String place) {
      StringBuilder whole = new StringBuilder(value.substring(1));
      for (int next = at; next < Math.min(lines.size(), at + LONGEST_VALUE); next++) {
        String line = lines.get(next);
        int close = line.indexOf(quote);
        if (close >= 0 && line.substring(close + 1).isBlank()) {
          at = next + 1;
          return whole.append('\n').append(line, 0, close).toString();
        }
        whole.append('\n').append(line);
      }
      slips.add(
          new MisreadLine(
              HARM,
              place,
              "a quote is opened, and never closed",
              "Its reader takes the following lines into the value, or refuses the file.",
              "# close the quote"));
      return value.substring(1);
    }

    private String filled(String value) {
      return reader == Reader.COMPOSE ? interpolation.fill(value, "", DEEPEST) : value;
    }
  }
}
