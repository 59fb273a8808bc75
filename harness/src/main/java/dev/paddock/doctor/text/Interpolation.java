package dev.paddock.doctor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * References to variables as compose and a shell fill them in: {@code $X}, {@code ${X}}, {@code
 * ${X:-default}}, {@code ${X-default}}, {@code ${X:?message}}, {@code ${X:+other}}, {@code $$}, one
 * within another.
 */
public final class Interpolation {
  /** A filled-in text is no longer than this: references could double it again and again. */
  public static final int LONGEST = 1 << 16;

  /** One that the reader refuses, with what it is told. */
  public record Refused(String place, String reference, String why) {}

  /** All that is filled in of one project is no longer than this. */
  private static final int MOST = 8 << 20;

  private final Map<String, String> known;
  private int filledIn;
  private final List<String> referred = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<Refused> demanded = new ArrayList<>();

  public Interpolation(Map<String, String> known) {
    this.known = known;
  }

  /** Every name that was referred to. */
  public List<String> referred() {
    return referred;
  }

  /** References that are no references: the reader refuses the whole file. */
  public List<Refused> refused() {
    return refused;
  }

  /** Variables that must be set, and are not here. */
  public List<Refused> demanded() {
    return demanded;
  }

  /** The text with its references filled in. */
  public String fill(String text, String place, int depth) {
    if (text.indexOf('$') < 0 || filledIn > MOST) {
      return text;
    }
    int before = refused.size();
    String filled = filled(text, place, depth);
    return refused.size() > before ? "" : filled; // nothing comes of a text that is refused
  }

  private String filled(String text, String place, int depth) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < text.length() && filled.length() < LONGEST) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (c != '$') {
        filled.append(c);
        at++;
      } else if (next == '$') {
        filled.append('$');
        at += 2;
      } else if (next == '{') {
        int close = close(text, at + 1);
        if (close < 0) {
          refused.add(new Refused(place, text.substring(at), "the brace is never closed"));
          return filled.append(text, at, text.length()).toString();
        }
        filled.append(braced(text.substring(at + 2, close), place, depth));
        at = close + 1;
      } else {
        int stop = at + 1;
        while (stop < text.length() && isPart(text.charAt(stop), stop == at + 1)) {
          stop++;
        }
        if (stop == at + 1) {
          refused.add(new Refused(place, text.substring(at), "a name, { or $ goes after $"));
          filled.append('$');
        } else {
          String name = text.substring(at + 1, stop);
          referred.add(name);
          filled.append(known.getOrDefault(name, ""));
        }
        at = stop;
      }
    }
    filledIn += Math.min(filled.length(), LONGEST);
    return filled.length() > LONGEST ? filled.substring(0, LONGEST) : filled.toString();
  }

  private static boolean isPart(char c, boolean first) {
    return c == '_' || (c < 128 && Character.isLetter(c)) || (!first && c >= '0' && c <= '9');
  }

  /** Where the brace that opens at {@code from} is closed; -1 where it is not. */
  private static int close(String text, int from) {
    int deep = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      deep += c == '{' && (i == from || text.charAt(i - 1) == '$') ? 1 : c == '}' ? -1 : 0;
      if (deep == 0) {
        return i;
      }
    }
    return -1;
  }

  private String braced(String inside, String place, int depth) {
    int stop = 0;
    while (stop < inside.length() && isPart(inside.charAt(stop), stop == 0)) {
      stop++;
    }
    String name = inside.substring(0, stop);
    String rest = inside.substring(stop);
    boolean orEmpty = rest.startsWith(":");
    String operator = orEmpty ? rest.substring(1) : rest;
    boolean bare = rest.isEmpty();
    if (name.isEmpty()
        || (!bare && (operator.isEmpty() || "-?+".indexOf(operator.charAt(0)) < 0))) {
      refused.add(new Refused(place, "${" + inside + "}", "it is no reference to a variable"));
      return "";
    }
    referred.add(name);
    String value = known.getOrDefault(name, "");
    boolean set = known.containsKey(name) && !(orEmpty && value.isEmpty());
    if (bare) {
      return value;
    }
    String other = operator.substring(1);
    return switch (operator.charAt(0)) {
      case '-' -> set ? value : deeper(other, place, depth);
      case '+' -> set ? deeper(other, place, depth) : "";
      default -> {
        if (!set) {
          demanded.add(new Refused(place, name, other));
        }
        yield value;
      }
    };
  }

  private String deeper(String text, String place, int depth) {
    if (depth <= 0) {
      refused.add(new Refused(place, text, "references lie too deep in one another"));
      return "";
    }
    return fill(text, place, depth - 1);
  }
}
