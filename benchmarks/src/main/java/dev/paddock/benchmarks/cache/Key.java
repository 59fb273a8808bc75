package dev.paddock.benchmarks.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What an answer is kept under. */
public enum Key {
  /** The prompt itself. */
  PROMPT {
    @Override
    String of(byte[] prompt) {
      return new String(prompt, StandardCharsets.UTF_8);
    }
  },
  /** The SHA-256 of the prompt, in hexadecimal. */
  DIGEST {
    @Override
    String of(byte[] prompt) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(prompt));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java platform has SHA-256", e);
      }
    }
  };

  abstract String of(byte[] prompt);
}
