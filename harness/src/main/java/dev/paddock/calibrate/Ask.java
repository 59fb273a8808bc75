package dev.paddock.calibrate;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What the reference server is asked: its seed is the number under which it keeps its stamps. */
public final class Ask {
  private Ask() {}

  /** The body of a request to {@code /api/generate}, in ASCII. */
  public static byte[] body(long seed, int tokens) {
    return "{\"model\":\"pace\",\"prompt\":\"on your marks\",\"options\":{\"seed\":%d,\"num_predict\":%d}}"
        .formatted(seed, tokens)
        .getBytes(US_ASCII);
  }
}
