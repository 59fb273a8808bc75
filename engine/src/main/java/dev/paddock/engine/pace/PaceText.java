package dev.paddock.engine.pace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the reference server says in one answer, token by token: numbers, or what it is told to.
 *
 * @param told the tokens that the request asks for word by word; empty for numbers
 * @param tokens how many of them are said
 * @param cut whether the answer ends only because the request asks for no more
 */
record PaceText(List<String> told, int tokens, boolean cut) {
  private static final String MARK = "[[answer:";
  private static final String END = "]]";
  private static final String WRONG = "wrong";

  /** A word with the blanks before it, so that the tokens put together are the text. */
  private static final Pattern TOKEN = Pattern.compile("\\p{javaWhitespace}*\\P{javaWhitespace}+");

  PaceText {
    told = List.copyOf(told);
  }

  /**
   * The answer to a request.
   *
   * @param number of the request; the same seed and number are answered wrongly again
   */
  static PaceText of(Pace pace, PaceRequest request, long number) {
    Optional<String> asks = told(request.question());
    if (asks.isEmpty()) {
      int tokens = pace.answer(request.asked());
      return new PaceText(List.of(), tokens, request.asked().equals(OptionalInt.of(tokens)));
    }
    String text = pace.errs(number) ? WRONG : asks.get();
    List<String> all = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    int tokens = Math.min(all.size(), pace.longest(request.asked()));
    return new PaceText(
        all.subList(0, tokens),
        tokens,
        tokens < all.size() && request.asked().equals(OptionalInt.of(tokens)));
  }

  /**
   * What {@code [[answer: TEXT]]} asks for; of several the last, since examples come before the
   * question. Empty where there is none or no text in it.
   */
  private static Optional<String> told(String question) {
    int mark = question.lastIndexOf(MARK);
    int end = mark < 0 ? -1 : question.indexOf(END, mark);
    return end < 0
        ? Optional.empty()
        : Optional.of(question.substring(mark + MARK.length(), end).strip())
            .filter(text -> !text.isEmpty());
  }

  /** A token, from 1, as JSON writes it. */
  String written(int token) {
    return told.isEmpty() ? PaceWords.token(token) : PaceWords.escaped(told.get(token - 1));
  }

  /** The first {@code count} tokens put together, as a client reads them. */
  String said(int count) {
    StringBuilder said = new StringBuilder();
    for (int token = 1; token <= count; token++) {
      said.append(told.isEmpty() ? PaceWords.token(token) : told.get(token - 1));
    }
    return said.toString();
  }

  /** Why the answer ends, in Ollama's and OpenAI's word. */
  String reason() {
    return cut ? "length" : "stop";
  }
}
