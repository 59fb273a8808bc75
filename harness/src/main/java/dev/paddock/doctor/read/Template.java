package dev.paddock.doctor.read;

import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import dev.paddock.settings.Drivers;
import dev.paddock.settings.Envconfig;
import dev.paddock.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file out of which a program makes the one that counts: Jinja of Ansible, Go's templates of Helm
 * and Docker, ERB. Its lines are read with a word in the place of what is filled in, of two
 * branches the first; nothing is said of a value that is not known, and which ones these are is.
 *
 * @param filled what is read in its place
 * @param gaps lines that name a variable and of which only the program knows what becomes
 * @param filledIn whether it is one: most files are not, and are read as they stand
 */
public record Template(Source filled, List<UnreadLine> gaps, boolean filledIn) {
  private static final String FILLED = "filled-in-later-by-a-template";
  private static final String SHOWN = "{{…}}";
  private static final String VALUE = "a template: what stands here is filled in later";
  private static final String WHETHER = "a template: whether it stands there is decided later";

  /** Those in whose files such signs mean nothing else. */
  private static final Set<FileKind> KINDS =
      EnumSet.of(
          FileKind.COMPOSE,
          FileKind.KUBERNETES,
          FileKind.VALUES,
          FileKind.UNIT,
          FileKind.QUADLET,
          FileKind.VARIABLES);

  private static final Pattern ENDING =
      Pattern.compile("(?i)\\.(j2|jinja2?|tmpl|tpl|gotmpl|erb|template)$");
  private static final Pattern COMMENT =
      Pattern.compile(
          "(?s)(?<!\\$)\\{#.*?#}|\\{\\{-?\\s*/\\*.*?\\*/\\s*-?}}|\\{\\{!--.*?--}}|<%#.*?%>");
  private static final Pattern TAG =
      Pattern.compile("\\{%.*?%}|\\$?\\{\\{.*?}}|<%.*?%>", Pattern.DOTALL);

  /** What decides, and brings nothing itself. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?s)(?:\\{%[-+]?\\s*(\\w+)|\\{\\{-?\\s*(if|else|end|range|with|define|block)\\b"
              + "|<%-?\\s*(if|else|elsif|end|unless|\\S+.*\\bdo\\b)(?!=)).*");

  private static final Set<String> OPENING =
      Set.of(
          "if", "for", "range", "with", "define", "block", "macro", "call", "filter", "raw",
          "unless");

  public Template {
    gaps = List.copyOf(gaps);
  }

  /** A file with what is filled in later taken out; as it is where it is none of a template. */
  public static Template of(Source given, FileKind.Said said) {
    if (!TAG.matcher(given.text()).find()) {
      return new Template(given, List.of(), false);
    }
    Template template = new Reading(given).read();
    return KINDS.contains(FileKind.of(template.filled, said))
        ? template
        : new Template(given, List.of(), false);
  }

  /** What was understood, without that which rests on a word that stands for another. */
  public Understood known(Understood understood) {
    if (!filledIn) {
      return understood;
    }
    Stream<UnreadLine> others =
        understood.gaps().stream()
            .filter(gap -> gaps.stream().noneMatch(own -> own.place().equals(gap.place())))
            .map(gap -> new UnreadLine(gap.place(), shown(gap.text()), why(gap)));
    return new Understood(
        understood.format(),
        understood.services().stream().map(Template::known).toList(),
        understood.unknown().stream().map(Template::shown).toList(),
        Stream.concat(gaps.stream(), others).limit(FileKind.MOST_GAPS).toList());
  }

  private static String why(UnreadLine gap) {
    return gap.why().startsWith(FileKind.NO_YAML)
        ? "it is a template: read what its program makes of it (helm template, ansible --diff)"
        : shown(gap.why());
  }

  private static Service known(Service service) {
    Set<String> open =
        service.variables().stream()
            .filter(variable -> variable.value().contains(FILLED))
            .map(Variable::name)
            .collect(Collectors.toSet());
    return new Service(
        service.kind(),
        shown(service.name()),
        service.variables().stream()
            .filter(variable -> !variable.name().contains(FILLED))
            // A name that nobody reads is as wrong with any value.
            .filter(variable -> !(open.contains(variable.name()) && isRead(variable.name())))
            .map(one -> new Variable(one.name(), shown(one.value()), one.place()))
            .toList(),
        service.commands().stream().map(Template::shown).toList(),
        service.slips().stream()
            .filter(slip -> !(slip.what() + slip.fix()).contains(FILLED))
            .toList(),
        service.unread().stream().map(Template::shown).toList(),
        service.gpu(),
        service.used(),
        service.around());
  }

  private static boolean isRead(String name) {
    return Settings.ofEnvironment(name).isPresent()
        || Envconfig.find(name).isPresent()
        || Drivers.read(name);
  }

  private static String shown(String text) {
    return text.replace(FILLED, SHOWN);
  }

  /** The file while it is read. */
  private static final class Reading {
    private final Source given;
    private final List<UnreadLine> gaps = new ArrayList<>();

    /** For each block that is open, whether its first branch is over. */
    private final Deque<Boolean> blocks = new ArrayDeque<>();

    Reading(Source given) {
      this.given = given;
    }

    Template read() {
      String text =
          COMMENT
              .matcher(given.text())
              .replaceAll(comment -> comment.group().replaceAll("[^\n]", ""));
      text = TAG.matcher(text).replaceAll(tag -> Matcher.quoteReplacement(onOneLine(tag.group())));
      StringBuilder filled = new StringBuilder();
      int number = 0;
      for (String line : text.lines().toList()) {
        number++;
        filled.append(line(line, number)).append('\n');
      }
      return new Template(
          new Source(named(given.path()), given.name(), filled.toString(), given.encoding()),
          gaps,
          true);
    }

    /** A tag over several lines stands on its first, and leaves the others empty. */
    private static String onOneLine(String tag) {
      long more = tag.chars().filter(c -> c == '\n').count();
      return tag.replaceAll("(?<!\\s)\\s*\n\\s*", " ") + "\n".repeat((int) more);
    }

    /** {@code ollama.service.j2} is read as {@code ollama.service}. */
    private static Path named(Path path) {
      return Optional.ofNullable(path.getFileName())
          .map(name -> path.resolveSibling(ENDING.matcher(name.toString()).replaceFirst("")))
          .orElse(path);
    }

    private String line(String line, int number) {
      List<String> tags = TAG.matcher(line).results().map(found -> found.group()).toList();
      boolean skipped = blocks.contains(true);
      boolean alone = TAG.matcher(line).replaceAll("").isBlank();
      if (alone) {
        tags.forEach(this::control);
      }
      if (skipped || tags.isEmpty()) {
        if (skipped && !alone) {
          gap(line, number, WHETHER);
        }
        return skipped ? "" : line;
      }
      if (alone) {
        if (tags.stream().anyMatch(tag -> !CONTROL.matcher(tag).matches())) {
          gap(line, number, VALUE);
        }
        return "";
      }
      boolean decides = tags.stream().anyMatch(tag -> CONTROL.matcher(tag).matches());
      String filled =
          decides
              ? line.substring(0, line.indexOf(tags.getFirst()))
                  + FILLED
                  + line.substring(line.lastIndexOf(tags.getLast()) + tags.getLast().length())
              : TAG.matcher(line).replaceAll(FILLED);
      boolean nothingElse = filled.strip().equals(FILLED);
      gap(line, number, nothingElse ? WHETHER : VALUE);
      return nothingElse ? "" : filled;
    }

    private void gap(String line, int number, String why) {
      boolean named =
          OllamaNames.mentionedIn(TAG.matcher(line).replaceAll(""))
              || line.toLowerCase(Locale.ROOT).contains("env");
      if (named && gaps.size() < FileKind.MOST_GAPS) {
        gaps.add(new UnreadLine(given.at(number), line, why));
      }
    }

    private void control(String tag) {
      Matcher control = CONTROL.matcher(tag);
      if (!control.matches()) {
        return;
      }
      String word =
          Stream.of(1, 2, 3)
              .map(control::group)
              .filter(group -> group != null)
              .findFirst()
              .orElse("");
      if (word.startsWith("end")) {
        blocks.poll();
      } else if (word.startsWith("el")) {
        if (blocks.poll() != null) {
          blocks.push(true);
        }
      } else if (OPENING.contains(word) || tag.startsWith("<%")) {
        blocks.push(false);
      }
    }
  }
}
