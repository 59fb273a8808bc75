package dev.paddock.engine.pace;

import java.util.ArrayList;
import java.util.List;

/**
 * What the reference server's slots remember: each the last prompt and answer that it processed, of
 * which a prompt that begins with the same words need not be read again.
 *
 * <p>Where the slots are counted, a request takes the free one that remembers most of its prompt,
 * else the one used longest ago, and what that remembered is gone. With slots for all there is
 * always a fresh one, into which what is remembered is copied: of the last {@link #MOST} prompts.
 */
final class PaceMemory {
  static final int MOST = 64;

  /** A prompt with its answer; models have nothing in common. */
  private record Remembered(String model, String text) {}

  private final boolean counted;

  /** Of free slots that have been used, the one used longest ago first. */
  private final List<Remembered> free = new ArrayList<>();

  private int unused;

  PaceMemory(int slots) {
    this.counted = slots < Integer.MAX_VALUE;
    this.unused = slots;
  }

  /** A slot that a request has taken. */
  final class Slot {
    private final String model;
    private final int words;
    private boolean given;

    private Slot(String model, int words) {
      this.model = model;
      this.words = words;
    }

    /** How many of the prompt's first words it remembered. */
    int words() {
      return words;
    }

    /** Gives it back with the prompt that it has read and what it has said to that; once. */
    void giveBack(String text) {
      if (!given) {
        given = true;
        put(new Remembered(model, text));
      }
    }
  }

  /** Takes a free slot, of which there must be one. */
  synchronized Slot take(String model, String prompt) {
    int best = 0;
    int most = 0;
    for (int i = 0; i < free.size(); i++) {
      Remembered remembered = free.get(i);
      int words = remembered.model().equals(model) ? common(remembered.text(), prompt) : 0;
      if (words > most) {
        best = i;
        most = words;
      }
    }
    if (counted && most == 0 && unused > 0) {
      unused--;
    } else if (counted) {
      free.remove(best);
    }
    return new Slot(model, most);
  }

  private synchronized void put(Remembered last) {
    free.add(last);
    if (!counted && free.size() > MOST) {
      free.removeFirst();
    }
  }

  /** Forgets all of a model that is unloaded. */
  synchronized void forget(String model) {
    int before = free.size();
    free.removeIf(remembered -> remembered.model().equals(model));
    unused += counted ? before - free.size() : 0;
  }

  /** How many words two texts have in common from the first on, whatever blanks part them. */
  static int common(String one, String other) {
    int words = 0;
    int at = word(one, 0);
    int there = word(other, 0);
    while (at < one.length() && there < other.length()) {
      int length = blank(one, at) - at;
      if (length != blank(other, there) - there || !one.regionMatches(at, other, there, length)) {
        break;
      }
      words++;
      at = word(one, at + length);
      there = word(other, there + length);
    }
    return words;
  }

  private static int word(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int blank(String text, int from) {
    int at = from;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
