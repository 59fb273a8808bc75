package dev.paddock.client;

import dev.paddock.record.Outcome;

/**
 * How the wire's part of an exchange ended.
 *
 * @param outcome OK where the response came to the end that its framing promised
 * @param words for a user; empty where all went well
 */
record Ending(Outcome outcome, String words) {
  static final Ending WHOLE = new Ending(Outcome.OK, "");

  static Ending error(String words) {
    return new Ending(Outcome.ERROR, words);
  }

  static Ending timeout(String words) {
    return new Ending(Outcome.TIMEOUT, words);
  }

  static Ending unfinished(String words) {
    return new Ending(Outcome.UNFINISHED, words);
  }
}
