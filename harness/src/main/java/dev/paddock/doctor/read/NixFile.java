package dev.paddock.doctor.read;

import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A module of NixOS, as far as it sets Ollama's variables: attributes of {@code
 * services.ollama.environmentVariables} or of a unit's {@code environment} whose values are plain
 * text or numbers. Nothing is evaluated.
 */
final class NixFile {
  private final Source source;
  private final String text;
  private final Draft draft = new Draft();
  private final List<UnreadLine> gaps = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private final List<String> pending = new ArrayList<>();
  private String host = "";
  private String hostPlace = "";
  private String port = "";
  private int at;
  private int line = 1;

  private NixFile(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static Understood read(Source source) {
    return new NixFile(source).read();
  }

  private Understood read() {
    while (at < text.length()) {
      step();
    }
    if (!host.isEmpty() || !port.isEmpty()) {
      draft.set(
          dev.paddock.settings.Known.OLLAMA_HOST.name(),
          (host.isEmpty() ? "127.0.0.1" : host) + ":" + (port.isEmpty() ? "11434" : port),
          hostPlace);
    }
    boolean ofOllama = text.contains("ollama");
    return draft.isEmpty() && gaps.isEmpty() && !ofOllama
        ? Understood.nothing(source, "it is Nix, and says nothing of Ollama")
        : new Understood(
            FileKind.NIX,
            draft.isEmpty() ? List.of() : List.of(draft.service(Kind.NIX, source.name())),
            List.of(),
            gaps);
  }

  private void step() {
    char c = text.charAt(at);
    if (c == '#') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", at)) {
      skipTo("*/");
    } else if (c == '"' || text.startsWith("''", at)) {
      pending.add(string().orElse("?"));
    } else if (c == '{') {
      depths.add(path.size());
      path.addAll(pending);
      pending.clear();
      at++;
    } else if (c == '}') {
      if (!depths.isEmpty()) {
        int keep = depths.removeLast();
        while (path.size() > keep) {
          path.removeLast();
        }
      }
      pending.clear();
      at++;
    } else if (c == '=' && !text.startsWith("==", at)) {
      at++;
      assignment();
    } else if (Character.isLetter(c) || c == '_') {
      int from = at;
      while (at < text.length() && isWord(text.charAt(at))) {
        at++;
      }
      pending.add(text.substring(from, at));
    } else {
      line += c == '\n' ? 1 : 0;
      if (c == ';' || c == ':' || c == ',') {
        pending.clear();
      }
      at++;
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '\'';
  }

  /** The attribute that was just named, with what stands on its right. */
  private void assignment() {
    blanks();
    List<String> whole = new ArrayList<>(path);
    whole.addAll(pending);
    String name = pending.isEmpty() ? "" : pending.getLast();
    String place = source.at(line);
    if (at < text.length() && (text.charAt(at) == '{' || text.startsWith("rec", at))) {
      return; // a set: its names join the path
    }
    boolean isMatter = ofEnvironment(whole) || ofService(whole) || OllamaNames.matters(name);
    if (!isMatter) {
      pending.clear();
      return;
    }
    int from = at;
    Optional<String> value = value();
    if (ofEnvironment(whole)) {
      value.ifPresentOrElse(
          known -> set(new Variable(name, known, place)), () -> gap(name, from, place));
    } else if (ofService(whole)) {
      service(name, value.orElse(""), place);
    } else {
      gap(name, from, place);
    }
    pending.clear();
  }

  private void set(Variable variable) {
    Slips.twoInOne(Kind.NIX, variable)
        .ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
  }

  private void gap(String name, int from, String place) {
    if (OllamaNames.matters(name)) {
      int end = text.indexOf('\n', from);
      gaps.add(
          new UnreadLine(
              place,
              name + " = " + text.substring(from, end < 0 ? text.length() : end),
              "what it is set to is known only to Nix"));
    }
  }

  private void service(String name, String value, String place) {
    if (name.equals("host") || name.equals("listenAddress")) {
      host = value;
      hostPlace = place;
    } else if (name.equals("port")) {
      port = value;
      hostPlace = hostPlace.isEmpty() ? place : hostPlace;
    } else if (name.equals("rocmOverrideGfx") && !value.isEmpty()) {
      draft.set(dev.paddock.settings.Known.HSA_OVERRIDE_GFX_VERSION.name(), value, place);
    } else if (name.equals("models") && !value.isEmpty()) {
      draft.set(dev.paddock.settings.Known.OLLAMA_MODELS.name(), value, place);
    }
  }

  private static boolean ofEnvironment(List<String> path) {
    int last = path.size() - 2;
    return last >= 0
        && (path.get(last).equals("environmentVariables")
            || path.get(last).equals("environment")
            || path.get(last).equals("sessionVariables"));
  }

  private static boolean ofService(List<String> path) {
    int last = path.size() - 2;
    return last >= 1 && path.get(last).equals("ollama") && path.get(last - 1).equals("services");
  }

  /** A text without parts to be evaluated, or a number; empty for anything else. */
  private Optional<String> value() {
    String wrapper = "lib.mkForce";
    if (text.startsWith(wrapper, at)) {
      at += wrapper.length();
      blanks();
    }
    Optional<String> value = Optional.empty();
    if (at < text.length() && (text.charAt(at) == '"' || text.startsWith("''", at))) {
      value = string();
    } else {
      int from = at;
      while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      String word = text.substring(from, at);
      value = word.matches("\\d+|true|false") ? Optional.of(word) : Optional.empty();
    }
    blanks();
    boolean ends = at >= text.length() || text.charAt(at) == ';';
    return ends ? value : Optional.empty();
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      line += text.charAt(at) == '\n' ? 1 : 0;
      at++;
    }
  }

  private void skipTo(String end) {
    int stop = text.indexOf(end, at);
    int to = stop < 0 ? text.length() : stop + end.length();
    line += (int) text.substring(at, to).chars().filter(c -> c == '\n').count();
    at = to;
  }

  /** A string; empty where {@code ${…}} in it has to be evaluated. */
  private Optional<String> string() {
    boolean lines = text.charAt(at) == '\'';
    String quote = lines ? "''" : "\"";
    int from = at + quote.length();
    int end = from;
    while (end < text.length() && !text.startsWith(quote, end)) {
      end += !lines && text.charAt(end) == '\\' ? 2 : 1;
    }
    end = Math.min(end, text.length());
    String inside = text.substring(Math.min(from, end), end);
    line += (int) inside.chars().filter(c -> c == '\n').count();
    at = Math.min(text.length(), end + quote.length());
    return inside.contains("${") ? Optional.empty() : Optional.of(inside.replace("\\\"", "\""));
  }
}
