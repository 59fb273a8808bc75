package dev.paddock.doctor.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a file, and how it was written.
 *
 * @param name as its owner knows it
 * @param text without a byte-order mark
 */
public record Source(Path path, String name, String text, Encoding encoding) {
  private static final int MOST_LINES = 20_000;

  /** How text was written; only some readers take more than plain UTF-8. */
  public enum Encoding {
    UTF_8,
    /** With a byte-order mark in front. */
    UTF_8_MARKED,
    UTF_16,
    /** Bytes that are no text, or more lines than a file of settings has. */
    NO_TEXT
  }

  /** Decodes as an editor would. */
  public static Source of(Path path, String name, byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return new Source(path, name, text(bytes, 3, StandardCharsets.UTF_8), Encoding.UTF_8_MARKED);
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return new Source(path, name, text(bytes, 2, StandardCharsets.UTF_16LE), Encoding.UTF_16);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return new Source(path, name, text(bytes, 2, StandardCharsets.UTF_16BE), Encoding.UTF_16);
    }
    int odd = 0;
    int even = 0;
    int lines = 0;
    for (int i = 0; i < bytes.length; i++) {
      even += bytes[i] == 0 && i % 2 == 0 ? 1 : 0;
      lines += bytes[i] == '\n' ? 1 : 0;
      odd += bytes[i] == 0 && i % 2 == 1 ? 1 : 0;
    }
    if (lines > MOST_LINES) {
      return new Source(path, name, "", Encoding.NO_TEXT);
    }
    if (odd + even == 0) {
      return new Source(path, name, text(bytes, 0, StandardCharsets.UTF_8), Encoding.UTF_8);
    }
    boolean utf16 = Math.max(odd, even) > bytes.length / 4 && Math.min(odd, even) == 0;
    Charset charset = odd > even ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    return utf16
        ? new Source(path, name, text(bytes, 0, charset), Encoding.UTF_16)
        : new Source(path, name, "", Encoding.NO_TEXT);
  }

  private static boolean starts(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes, int from, Charset charset) {
    return new String(bytes, from, bytes.length - from, charset);
  }

  /** Its lines, without their ends. */
  public List<String> lines() {
    return text.lines().toList();
  }

  /** Where a line is; the first is 1. */
  public String at(int line) {
    return name + ":" + line;
  }

  /** The name of the file alone, in small letters. */
  public String fileName() {
    Path last = path.getFileName();
    return last == null ? "" : last.toString().toLowerCase(java.util.Locale.ROOT);
  }

  /** A part of it, as if it were a file of another name. */
  public Source part(String partName, String partText) {
    return new Source(path, partName, partText, encoding);
  }
}
