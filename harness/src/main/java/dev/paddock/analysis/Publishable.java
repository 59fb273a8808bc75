package dev.paddock.analysis;

import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a machine may stand on a page: never a path, a user, a host or an address. */
final class Publishable {
  private static final Pattern UNIX_PATH = Pattern.compile("(?<![\\w/:.])~?(?:/[\\w.+@~-]+)+/?");
  private static final Pattern WINDOWS_PATH = Pattern.compile("\\b[A-Za-z]:\\\\\\S+");
  private static final Pattern URL = Pattern.compile("\\b(https?)://[^\\s,;\"')]+");
  private static final Set<String> PRIVATE =
      Set.of("host", "hostname", "user", "home", "path", "dir", "directory", "cwd");

  private Publishable() {}

  /** The text with the last name of each path, and of each address only its scheme. */
  static String text(String text) {
    String hidden = URL.matcher(text).replaceAll("$1 address");
    hidden = UNIX_PATH.matcher(hidden).replaceAll(match -> last(match.group(), '/'));
    return WINDOWS_PATH.matcher(hidden).replaceAll(match -> last(match.group(), '\\'));
  }

  private static String last(String path, char separator) {
    String trimmed =
        path.charAt(path.length() - 1) == separator ? path.substring(0, path.length() - 1) : path;
    return Matcher.quoteReplacement(trimmed.substring(trimmed.lastIndexOf(separator) + 1));
  }

  /** The facts of a fingerprint that may stand on a page. */
  static SortedMap<String, String> facts(SortedMap<String, String> facts) {
    SortedMap<String, String> open = new TreeMap<>();
    facts.forEach(
        (name, value) -> {
          boolean secret = false;
          for (String word : name.toLowerCase(Locale.ROOT).split("[._-]", -1)) {
            secret |= PRIVATE.contains(word);
          }
          if (!secret) {
            open.put(name, text(value));
          }
        });
    return open;
  }
}
