package dev.paddock.doctor.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a shell makes of a word while it is read: its text, and whether only a run could tell it.
 */
final class ShellWord {
  private static final int LONGEST = 1 << 16;
  private static final int DEEPEST = 8;

  private final Map<String, String> known;
  private final List<String> referred;
  private final StringBuilder text = new StringBuilder();
  private boolean open;
  private boolean told = true;
  private boolean quoted;

  /**
   * No word has begun yet.
   *
   * @param known variables that the shell has
   * @param referred takes the names of the variables that are filled in
   */
  ShellWord(Map<String, String> known, List<String> referred) {
    this.known = known;
    this.referred = referred;
  }

  boolean isOpen() {
    return open;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Here a word begins, unless one has. */
  void begin(boolean quote) {
    if (!open) {
      open = true;
      quoted = quote;
    }
  }

  void append(String more) {
    if (text.length() + more.length() <= LONGEST) {
      text.append(more);
    } else {
      told = false;
    }
  }

  /** Something is part of it that only a run could tell. */
  void unknown() {
    told = false;
  }

  /** A ~ in quotes stays one, also behind the equals sign of an assignment. */
  void quoted(boolean tilde) {
    boolean begins = text.isEmpty() || text.charAt(text.length() - 1) == '=';
    quoted |= begins && tilde;
  }

  /** What stands in {@code ${…}}. */
  void reference(String inside) {
    Interpolation filled = new Interpolation(known);
    append(filled.fill("${" + inside + "}", "", DEEPEST));
    referred.addAll(filled.referred());
    told &= filled.refused().isEmpty() && filled.referred().stream().allMatch(known::containsKey);
    if (inside.matches("\\w+:?[-=].*") && !filled.referred().isEmpty()) {
      told = filled.refused().isEmpty();
    }
  }

  /** A variable's value. */
  void fill(String name) {
    referred.add(name);
    String value = known.get(name);
    if (value == null) {
      told = false;
      append("$" + name);
    } else {
      append(value);
    }
  }

  /** A number in front of a redirection is no word of the command. */
  void dropNumber() {
    if (open && text.chars().allMatch(Character::isDigit)) {
      text.setLength(0);
      open = false;
    }
  }

  /** The word ends here; empty where none had begun. */
  Optional<ShellText.Word> end() {
    if (!open) {
      return Optional.empty();
    }
    ShellText.Word whole = new ShellText.Word(text.toString(), told, quoted);
    text.setLength(0);
    open = false;
    told = true;
    quoted = false;
    return Optional.of(whole);
  }
}
