package dev.paddock.settings.parse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A number format of the KV cache, with the bits that an element takes; the list is llama.cpp's.
 */
public enum CacheType {
  F32(32),
  F16(16),
  BF16(16),
  Q8_0(8.5),
  Q4_0(4.5),
  Q4_1(5),
  IQ4_NL(4.5),
  Q5_0(5.5),
  Q5_1(6);

  /** The type of a cache of which nothing is said. */
  public static final CacheType USUAL = F16;

  private final double bits;

  CacheType(double bits) {
    this.bits = bits;
  }

  /** The type of this name; Ollama folds its case ({@code llm/server.go}). */
  public static Optional<CacheType> of(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(type -> type.word().equals(folded)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Their names, as the server takes them. */
  public static List<String> names() {
    return Stream.of(values()).map(CacheType::word).toList();
  }

  /** Their names in a sentence. */
  static String words() {
    return String.join(", ", names());
  }

  /** Whether it is coarser than floating point, which needs flash attention. */
  public boolean quantised() {
    return bits < F16.bits;
  }

  public boolean noSmallerThan(CacheType other) {
    return bits >= other.bits;
  }
}
