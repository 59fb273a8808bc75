package dev.paddock.client.frame;

/** The first bytes of something unexpected, made safe to print. */
public final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  /** Quoted, ASCII only, at most 60 bytes; whatever could confuse a terminal is written as \xNN. */
  public static String of(byte[] bytes, int from, int to) {
    StringBuilder words = new StringBuilder("\"");
    for (int i = from; i < Math.min(to, from + LONGEST); i++) {
      byte b = bytes[i];
      switch (b) {
        case '\n' -> words.append("\\n");
        case '\r' -> words.append("\\r");
        case '\t' -> words.append("\\t");
        case '"' -> words.append("\\\"");
        case '\\' -> words.append("\\\\");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            words.append((char) b);
          } else {
            words.append(String.format("\\x%02x", b));
          }
        }
      }
    }
    return words.append(to - from > LONGEST ? "\"…" : "\"").toString();
  }
}
