package dev.paddock.doctor.service;

import dev.paddock.doctor.text.ShellText;
import dev.paddock.doctor.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a command line does: which variables it sets by itself ({@code env X=1 ollama serve}, {@code
 * sh -c 'X=1 exec ollama serve'}), and what it runs in the end.
 *
 * @param sets assignments {@code NAME=value}, in order
 * @param runs the commands that are left, each as its words
 */
public record Command(List<String> sets, List<List<String>> runs) {
  private static final int DEEPEST = 4;
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh");
  private static final Set<String> WRAPPERS =
      Set.of(
          "exec",
          "sudo",
          "nohup",
          "nice",
          "ionice",
          "setsid",
          "time",
          "command",
          "numactl",
          "taskset",
          "chrt",
          "stdbuf",
          "tini",
          "dumb-init",
          "gosu",
          "su-exec",
          "doas",
          "then",
          "do",
          "else",
          "{",
          "!",
          "if",
          "elif",
          "while",
          "until",
          "export");

  public Command {
    sets = List.copyOf(sets);
    runs = List.copyOf(runs);
  }

  public static Command of(List<String> words) {
    List<String> sets = new ArrayList<>();
    List<List<String>> runs = new ArrayList<>();
    read(words, sets, runs, 0);
    return new Command(sets, runs);
  }

  /** Whether a word begins with a name and an equals sign. */
  public static boolean isAssignment(String word) {
    int equals = word.indexOf('=');
    return equals > 0 && Words.isName(word.substring(0, equals));
  }

  /** A program's name without its folder. */
  public static String base(String word) {
    return word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
  }

  private static void read(
      List<String> words, List<String> sets, List<List<String>> runs, int depth) {
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      String base = base(word);
      if (isAssignment(word)) {
        sets.add(word);
        at++;
      } else if (base.equals("env")) {
        at = afterEnv(words, at + 1, sets);
      } else if (SHELLS.contains(base) && depth < DEEPEST) {
        int script = script(words, at + 1);
        if (script > 0) {
          script(words.get(script), sets, runs, depth + 1);
          return;
        }
        break;
      } else if (WRAPPERS.contains(base)) {
        at = afterWrapper(words, at + 1);
      } else {
        break;
      }
    }
    if (at < words.size()) {
      runs.add(List.copyOf(words.subList(at, words.size())));
    }
  }

  private static int afterEnv(List<String> words, int from, List<String> sets) {
    int at = from;
    while (at < words.size()) {
      String word = words.get(at);
      if (word.equals("-u") || word.equals("-C")) {
        at += 2;
      } else if (word.startsWith("-")) {
        at++;
      } else if (isAssignment(word)) {
        sets.add(word);
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  /** Options of a wrapper may take words of their own: what it runs is the next that we know. */
  private static int afterWrapper(List<String> words, int from) {
    for (int i = from; i < words.size(); i++) {
      String base = base(words.get(i));
      if (base.equals("env")
          || base.startsWith("ollama")
          || isAssignment(words.get(i))
          || SHELLS.contains(base)
          || WRAPPERS.contains(base)) {
        return i;
      }
    }
    int at = from;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at++;
    }
    return at;
  }

  /** Where the script behind {@code -c} stands; 0 where there is none. */
  private static int script(List<String> words, int from) {
    for (int i = from; i < words.size() && words.get(i).startsWith("-"); i++) {
      if (words.get(i).matches("-[a-z]*c") && i + 1 < words.size()) {
        return i + 1;
      }
    }
    return 0;
  }

  private static void script(String script, List<String> sets, List<List<String>> runs, int depth) {
    Map<String, String> known = new HashMap<>();
    for (ShellText.Simple simple : new ShellText(script, known).commands()) {
      read(simple.words().stream().map(ShellText.Word::text).toList(), sets, runs, depth);
    }
  }

  /** Whether one of these is an Ollama server: {@code ollama serve}, under whatever file name. */
  public boolean serves() {
    return runs.stream().anyMatch(Command::serves);
  }

  private static boolean serves(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (base(words.get(i)).matches("ollama.*") && words.get(i + 1).matches("serve|start")) {
        return true;
      }
    }
    return false;
  }

  /** Whether one is a client: {@code ollama pull} and its like. */
  public boolean asks() {
    return runs.stream()
        .anyMatch(
            words ->
                words.size() > 1
                    && base(words.getFirst()).startsWith("ollama")
                    && words.get(1).matches("pull|run|list|ls|create|show|ps|push|cp|rm|stop"));
  }
}
