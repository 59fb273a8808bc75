package dev.paddock.doctor.read;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A launchd job of macOS: {@code EnvironmentVariables} and {@code ProgramArguments}. */
final class PropertyList {
  private static final Pattern TOKEN =
      Pattern.compile(
          "<!--.*?-->|<(/?)(dict|array|key|string|integer|true|false|plist)\\b[^>]*?(/?)>",
          Pattern.DOTALL);

  private final Source source;
  private final Draft draft = new Draft();
  private final List<String> arguments = new ArrayList<>();
  private final List<UnreadLine> gaps = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private String key = "";
  private String keyPlace = "";
  private String argumentsPlace = "";
  private int line = 1;
  private int counted;

  private PropertyList(Source source) {
    this.source = source;
  }

  static Understood read(Source source) {
    return new PropertyList(source).read();
  }

  private Understood read() {
    if (source.text().startsWith("bplist")) {
      return Understood.nothing(
          source, "it is a binary property list: plutil -convert xml1 FILE makes text of it");
    }
    Matcher token = TOKEN.matcher(source.text());
    while (token.find()) {
      if (token.group(2) != null) {
        token(token);
      }
    }
    Command command = Command.of(arguments);
    command
        .sets()
        .forEach(
            set -> {
              int equals = set.indexOf('=');
              draft.set(set.substring(0, equals), set.substring(equals + 1), argumentsPlace);
            });
    for (List<String> run : command.runs()) {
      if (run.size() == 4
          && Command.base(run.getFirst()).equals("launchctl")
          && run.get(1).equals("setenv")) {
        draft.set(run.get(2), run.get(3), argumentsPlace);
      } else {
        draft.commands.add(String.join(" ", run));
      }
    }
    return draft.isEmpty() && gaps.isEmpty()
        ? Understood.nothing(source, "it is XML, but no job of launchd")
        : new Understood(
            FileKind.LAUNCHD,
            List.of(draft.service(Kind.LAUNCHD, source.fileName())),
            List.of(),
            gaps);
  }

  private void token(Matcher token) {
    String name = token.group(2);
    boolean end = !token.group(1).isEmpty();
    boolean alone = !token.group(3).isEmpty();
    if (name.equals("dict") || name.equals("array")) {
      if (end && !path.isEmpty()) {
        path.removeLast();
      } else if (!end && !alone && path.size() < 64) {
        path.add(key);
        key = "";
      }
    } else if (!end) {
      String inside = alone ? "" : content(token.end(), name);
      String place = source.at(lineAt(token.start()));
      if (name.equals("key")) {
        key = inside;
        keyPlace = place;
      } else if (!name.equals("plist")) {
        value(name.equals("true") || name.equals("false") ? name : inside);
      }
    }
  }

  private void value(String text) {
    String within = path.isEmpty() ? "" : path.getLast();
    if (within.equals("ProgramArguments")) {
      argumentsPlace = arguments.isEmpty() ? keyPlace : argumentsPlace;
      arguments.add(text);
    } else if (within.equals("EnvironmentVariables")) {
      Variable variable = new Variable(key, text, keyPlace);
      Slips.twoInOne(Kind.LAUNCHD, variable)
          .ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
    } else if (OllamaNames.matters(key)) {
      draft.slips.add(
          new MisreadLine(
              keyPlace,
              key + " stands outside EnvironmentVariables",
              "launchd ignores it.",
              "<key>EnvironmentVariables</key>\n<dict>\n  %s\n</dict>"
                  .formatted(Kind.LAUNCHD.line(key, text).replace("\n", "\n  "))));
    }
  }

  private int lineAt(int offset) {
    for (; counted < offset; counted++) {
      line += source.text().charAt(counted) == '\n' ? 1 : 0;
    }
    return line;
  }

  /** Text up to the tag's end; none where another tag is in between. */
  private String content(int from, String name) {
    int end = source.text().indexOf('<', from);
    String text =
        source.text().startsWith("</" + name, end) ? source.text().substring(from, end) : "";
    return text.strip()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
