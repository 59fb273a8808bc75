package dev.paddock.doctor;

import dev.paddock.readback.trouble.LogTrouble;
import dev.paddock.readback.trouble.PlainLog;
import dev.paddock.readback.trouble.Telltale;
import dev.paddock.readback.trouble.Told;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server logged since it last started.
 *
 * @param name where it was read
 * @param lines the first of them is the start, where the log reaches so far back
 * @param told what they tell of trouble
 */
public record ServerLogText(String name, List<String> lines, List<Told> told) {
  private static final Pattern CONFIG = Pattern.compile("server config.*env=\"?map\\[(.*)\\]");
  private static final int LONGEST = 180;

  public ServerLogText {
    lines = List.copyOf(lines);
    told = List.copyOf(told);
  }

  /** The log's lines from the last start of the server on. */
  static ServerLogText of(String name, String text) {
    List<String> lines = PlainLog.lines(text);
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      start = CONFIG.matcher(lines.get(i)).find() ? i : start;
    }
    while (start > 0 && tellsOfMisread(lines.get(start - 1))) {
      start--; // it reads its variables before it prints them
    }
    List<String> since = lines.subList(start, lines.size());
    return new ServerLogText(name, since, LogTrouble.in(since));
  }

  private static boolean tellsOfMisread(String line) {
    return LogTrouble.in(List.of(line)).stream().anyMatch(t -> t.kind() == Telltale.UNREADABLE);
  }

  /** The last place where {@code pattern} is found; fit and probe passes repeat lines. */
  Optional<Hit> last(Pattern pattern) {
    for (String line : lines.reversed()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return Optional.of(new Hit(matcher, name + ": " + shortened(line)));
      }
    }
    return Optional.empty();
  }

  /** Where it tells of a kind of trouble. */
  List<Told> all(Telltale kind) {
    return told.stream().filter(one -> one.kind() == kind).toList();
  }

  /** The last place where it tells of a kind of trouble. */
  Optional<Told> last(Telltale kind) {
    return all(kind).stream().reduce((first, last) -> last);
  }

  /** A line, as a finding quotes it. */
  String evidence(Told one) {
    return name + ": " + shortened(one.line());
  }

  /** A line with what was looked for. */
  record Hit(MatchResult match, String evidence) {
    String group(int number) {
      String text = match.group(number);
      return text == null ? "" : text.replaceAll("^\"|\"$", "");
    }
  }

  /** What the server itself says that it took from its environment. */
  Map<String, String> configured() {
    Map<String, String> configured = new LinkedHashMap<>();
    last(CONFIG)
        .ifPresent(
            hit ->
                Arrays.stream(hit.group(1).split(" (?=[A-Z][A-Z_]+:)", -1))
                    .filter(pair -> pair.indexOf(':') > 0)
                    .forEach(
                        pair ->
                            configured.put(
                                pair.substring(0, pair.indexOf(':')),
                                pair.substring(pair.indexOf(':') + 1))));
    return configured;
  }

  private static String shortened(String line) {
    String one = line.strip();
    return one.length() > LONGEST ? one.substring(0, LONGEST) + "…" : one;
  }
}
