package dev.paddock.doctor.service;

/**
 * A line that was not understood: nothing is known of what it does.
 *
 * @param place {@code file:line}
 * @param text the line, as far as it helps to find it
 */
public record UnreadLine(String place, String text, String why) {
  private static final int LONGEST = 120;

  public UnreadLine {
    text = shortened(text);
  }

  private static String shortened(String text) {
    String one = text.strip().replaceAll("[\\p{Cntrl}]", "?");
    return one.length() > LONGEST ? one.substring(0, LONGEST) + "…" : one;
  }
}
