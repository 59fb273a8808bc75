package dev.paddock.doctor.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The text of a shell script, cut into simple commands as a POSIX shell would; it runs nothing. A
 * word that only a run could tell ({@code $(…)}, a variable that is not known) is marked so.
 */
public final class ShellText {
  /**
   * A word of a command.
   *
   * @param known whether its text is all that the shell would make of it
   * @param quoted whether it began with a quote
   */
  public record Word(String text, boolean known, boolean quoted) {}

  /** A simple command. */
  public record Simple(List<Word> words, int line) {}

  /** Text between {@code <<END} and {@code END}. */
  public record Here(String text, int line) {}

  private final String text;
  private final Map<String, String> known;
  private final List<Simple> commands = new ArrayList<>();
  private final List<Here> heres = new ArrayList<>();
  private final List<String> referred = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private List<Word> words = new ArrayList<>();
  private final ShellWord word;
  private int at;
  private int line = 1;
  private int began = 1;

  /**
   * A text of which nothing is read yet.
   *
   * @param known variables that the shell has; assignments that are read join them
   */
  public ShellText(String text, Map<String, String> known) {
    this.text = text;
    this.known = known;
    this.word = new ShellWord(known, referred);
  }

  public List<Simple> commands() {
    while (at < text.length()) {
      step(text.charAt(at));
    }
    endCommand();
    return commands;
  }

  public List<Here> heres() {
    return heres;
  }

  /** Names of the variables that it fills in. */
  public List<String> referred() {
    return referred;
  }

  private void step(char c) {
    switch (c) {
      case '\n' -> {
        at++;
        endCommand();
        line++;
        readHeres();
      }
      case ' ', '\t', '\r' -> {
        endWord();
        at++;
      }
      case '#' -> {
        if (word.isOpen()) {
          add(c);
        } else {
          at = end('\n');
        }
      }
      case ';', '&', '|', '(', ')' -> {
        boolean redirection = c == '&' && at > 0 && "<>".indexOf(text.charAt(at - 1)) >= 0;
        at++;
        if (!redirection) {
          endCommand();
        }
      }
      case '<', '>' -> redirection(c);
      case '\\' -> escape();
      case '\'' -> single();
      case '"' -> {
        begin(true);
        at++;
        word.quoted(text.startsWith("~", at));
        quoted();
      }
      case '$' -> dollar();
      case '`' -> {
        begin(false);
        word.unknown();
        at = Math.min(text.length(), end(at + 1, '`') + 1);
      }
      default -> add(c);
    }
  }

  private void begin(boolean quote) {
    if (!word.isOpen() && words.isEmpty()) {
      began = line;
    }
    word.begin(quote);
  }

  private void add(char c) {
    begin(false);
    word.append(String.valueOf(c));
    at++;
  }

  private int end(char c) {
    return end(at, c);
  }

  private int end(int from, char c) {
    int found = text.indexOf(c, Math.min(from, text.length()));
    int stop = found < 0 ? text.length() : found;
    if (c != '\n') {
      line +=
          (int) text.substring(Math.min(from, stop), stop).chars().filter(x -> x == '\n').count();
    }
    return stop;
  }

  private void escape() {
    if (at + 1 < text.length() && text.charAt(at + 1) == '\n') {
      line++;
    } else if (at + 2 < text.length() && text.startsWith("\r\n", at + 1)) {
      line++;
      at++;
    } else if (at + 1 < text.length()) {
      begin(false);
      word.append(String.valueOf(text.charAt(at + 1)));
    }
    at += 2;
  }

  private void single() {
    begin(true);
    int close = end(at + 1, '\'');
    word.quoted(text.startsWith("~", at + 1));
    word.append(text.substring(Math.min(at + 1, text.length()), close));
    at = Math.min(text.length(), close + 1);
  }

  /** Inside double quotes, up to their end. */
  private void quoted() {
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        char next = text.charAt(at + 1);
        word.append("\"\\$`".indexOf(next) >= 0 ? String.valueOf(next) : "\\" + next);
        line += next == '\n' ? 1 : 0;
        at += 2;
      } else if (c == '$') {
        dollar();
      } else {
        line += c == '\n' ? 1 : 0;
        word.append(String.valueOf(c));
        at++;
      }
    }
    at = Math.min(text.length(), at + 1);
  }

  private void dollar() {
    begin(false);
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (next == '(') {
      word.unknown();
      skipNested('(', ')');
    } else if (next == '{') {
      int from = at + 2;
      skipNested('{', '}');
      word.reference(text.substring(Math.min(from, at), Math.max(Math.min(from, at), at - 1)));
    } else if (Character.isLetter(next) || next == '_') {
      int stop = at + 1;
      while (stop < text.length()
          && (Character.isLetterOrDigit(text.charAt(stop)) || text.charAt(stop) == '_')) {
        stop++;
      }
      String name = text.substring(at + 1, stop);
      at = stop;
      word.fill(name);
    } else if (next == '\'' && word.isEmpty()) {
      at++;
      single();
    } else {
      if (Character.isDigit(next) || "@*#?!$".indexOf(next) >= 0) {
        word.unknown();
      }
      word.append("$");
      at++;
    }
  }

  private void skipNested(char in, char out) {
    int deep = 0;
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      deep += c == in ? 1 : c == out ? -1 : 0;
      line += c == '\n' ? 1 : 0;
      if (deep == 0) {
        return;
      }
    }
  }

  /** {@code > file}, {@code 2>&1}, {@code << END}: what is behind is no word of the command. */
  private void redirection(char c) {
    word.dropNumber();
    endWord();
    boolean here = c == '<' && text.startsWith("<<", at) && !text.startsWith("<<<", at);
    while (at < text.length() && "<>-&|".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int from = at;
    while (at < text.length() && " \t\r\n;&|<>()".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (here) {
      ends.add(text.substring(from, at).replaceAll("[\"'\\\\]", ""));
    }
  }

  private void readHeres() {
    for (String end : ends) {
      StringBuilder body = new StringBuilder();
      int first = line;
      while (at < text.length()) {
        int stop = text.indexOf('\n', at);
        String one = text.substring(at, stop < 0 ? text.length() : stop);
        at = stop < 0 ? text.length() : stop + 1;
        line++;
        if (one.strip().equals(end)) {
          break;
        }
        body.append(one).append('\n');
      }
      heres.add(new Here(body.toString(), first));
    }
    ends.clear();
  }

  private void endWord() {
    word.end().ifPresent(words::add);
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(new Simple(List.copyOf(words), began));
      assign();
      words = new ArrayList<>();
    }
  }

  /** Assignments of a command alone hold from then on. */
  private void assign() {
    int first = words.getFirst().text().matches("export|declare|typeset|readonly|local") ? 1 : 0;
    for (Word one : words.subList(first, words.size())) {
      int equals = one.text().indexOf('=');
      if (equals > 0 && Words.isName(one.text().substring(0, equals))) {
        if (one.known()) {
          known.put(one.text().substring(0, equals), one.text().substring(equals + 1));
        }
      } else if (!one.text().startsWith("-")) {
        return;
      }
    }
  }
}
