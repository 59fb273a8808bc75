package dev.paddock.experiment;

import dev.paddock.experiment.Condition.Term;
import dev.paddock.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a condition by recursive descent.
 *
 * <p>or: and ("or" and)*; and: not ("and" not)*; not: "not" not | "(" or ")" | sum sign sum; sum:
 * product (("+" | "-") product)*; product: atom (("*" | "/") atom)*; atom: number | duration | name
 * | quoted | "-" atom | "(" sum ")".
 */
final class ConditionParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<duration>(?:\\d+(?:\\.\\d+)?(?:ns|us|µs|ms|s|m|h))+\\b)"
              + "|(?<number>\\d+(?:\\.\\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_.]*)"
              + "|'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<sign><=|>=|==|!=|[<>+*/()-]))\\s*");
  private static final Pattern UNIT =
      Pattern.compile("\\s*\\d+(?:\\.\\d+)? ?(?:[kKMGT]i?[bB]?|[gt]i?[bB])\\b");
  private static final Set<String> SIGNS = Set.of("<", "<=", ">", ">=", "==", "!=");
  private static final int DEEPEST = 50;

  private enum Kind {
    NUMBER,
    NAME,
    QUOTED,
    SIGN,
    END
  }

  private record Token(Kind kind, String text) {}

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int depth;

  ConditionParser(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException(
            "%s is not a condition: it cannot be read from %s on".formatted(text, rest(at)));
      }
      plain(text, at);
      tokens.add(token(matcher));
      at = matcher.end();
    }
  }

  private String rest(int at) {
    String rest = text.substring(at);
    return "'" + (rest.length() > 20 ? rest.substring(0, 20) + "…" : rest) + "'";
  }

  /** A number with a unit is not one here, and its digits are told. */
  private static void plain(String text, int from) {
    Matcher written = UNIT.matcher(text).region(from, text.length());
    if (written.lookingAt()) {
      throw new IllegalArgumentException(
          "%s is not read in a condition. %s"
              .formatted(
                  written.group().strip(), WrittenNumber.advice(written.group()).orElse("")));
    }
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("duration") != null) {
      return new Token(Kind.QUOTED, matcher.group("duration"));
    }
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"));
    }
    if (matcher.group("name") != null) {
      return new Token(Kind.NAME, matcher.group("name"));
    }
    if (matcher.group("sign") != null) {
      return new Token(Kind.SIGN, matcher.group("sign"));
    }
    String single = matcher.group("single");
    return new Token(Kind.QUOTED, single == null ? matcher.group("double") : single);
  }

  Condition condition() {
    Condition condition = or();
    if (peek().kind != Kind.END) {
      throw wrong("an end, and, or");
    }
    return condition;
  }

  private Condition or() {
    Condition left = and();
    while (takes(Kind.NAME, "or")) {
      // a or b = not (not a and not b), in three values as in two
      left =
          new Condition.Not(new Condition.And(new Condition.Not(left), new Condition.Not(and())));
    }
    return left;
  }

  private Condition and() {
    Condition left = not();
    while (takes(Kind.NAME, "and")) {
      left = new Condition.And(left, not());
    }
    return left;
  }

  private Condition not() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("the condition is nested too deeply");
    }
    try {
      if (takes(Kind.NAME, "not")) {
        return new Condition.Not(not());
      }
      int start = next;
      if (peek().text.equals("(") && peek().kind == Kind.SIGN) {
        // a parenthesis opens a condition or a sum: try the one, then the other
        try {
          next++;
          Condition inner = or();
          expect(")");
          return inner;
        } catch (IllegalArgumentException e) {
          next = start;
        }
      }
      return comparison();
    } finally {
      depth--;
    }
  }

  private Condition comparison() {
    Term left = sum();
    Token sign = peek();
    if (sign.kind != Kind.SIGN || !SIGNS.contains(sign.text)) {
      throw wrong("a comparison (<= < >= > == !=)");
    }
    next++;
    return new Condition.Compare(left, sign.text, sum());
  }

  private Term sum() {
    Term left = product();
    while (peek().kind == Kind.SIGN && (peek().text.equals("+") || peek().text.equals("-"))) {
      char sign = tokens.get(next++).text.charAt(0);
      left = new Condition.Arithmetic(left, sign, product());
    }
    return left;
  }

  private Term product() {
    Term left = atom();
    while (peek().kind == Kind.SIGN && (peek().text.equals("*") || peek().text.equals("/"))) {
      char sign = tokens.get(next++).text.charAt(0);
      left = new Condition.Arithmetic(left, sign, atom());
    }
    return left;
  }

  private Term atom() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("the condition is nested too deeply");
    }
    try {
      Token token = peek();
      next++;
      return switch (token.kind) {
        case NUMBER -> new Condition.Literal(Double.parseDouble(token.text));
        case QUOTED -> new Condition.Name(token.text, Optional.empty());
        case NAME -> new Condition.Name(token.text, Optional.of(Settings.named(token.text)));
        case SIGN, END -> {
          if (token.text.equals("(")) {
            Term inner = sum();
            expect(")");
            yield inner;
          }
          if (token.text.equals("-")) {
            yield new Condition.Arithmetic(new Condition.Literal(0), '-', atom());
          }
          next--;
          throw wrong("a number or a setting");
        }
      };
    } finally {
      depth--;
    }
  }

  private Token peek() {
    return next < tokens.size() ? tokens.get(next) : new Token(Kind.END, "the end");
  }

  private boolean takes(Kind kind, String word) {
    if (peek().kind == kind && peek().text.equals(word)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String sign) {
    if (!takes(Kind.SIGN, sign)) {
      throw wrong(sign);
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException(
        "%s is not a condition: expected %s, found %s".formatted(text, wanted, peek().text));
  }
}
