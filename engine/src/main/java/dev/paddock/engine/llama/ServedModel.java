package dev.paddock.engine.llama;

import dev.paddock.engine.ServeOptions;
import dev.paddock.engine.gguf.DummyModel;
import dev.paddock.engine.gguf.Gguf;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The one model that a server has: a file and the name under which it is asked for. */
record ServedModel(String name, Path path, Gguf file, long size, Instant modified) {
  private static final String LATEST = ":latest";

  /** Finds the model that the command line means; without one, the dummy, written if need be. */
  static ServedModel of(ServeOptions options, Map<String, String> environment) throws IOException {
    Path path =
        options.model().isPresent() ? options.model().get() : DummyModel.cached(environment);
    Path absolute = path.toAbsolutePath().normalize();
    String usual = options.model().isPresent() ? nameOf(absolute) : DummyModel.NAME;
    return new ServedModel(
        tagged(options.name().orElse(usual)),
        absolute,
        Gguf.read(absolute),
        Files.size(absolute),
        Files.getLastModifiedTime(absolute).toInstant());
  }

  /** Whether {@code asked} means this model; a name without a tag means "latest". */
  boolean isCalled(String asked) {
    return !asked.isEmpty() && tagged(asked).equalsIgnoreCase(name);
  }

  /** For example "134.52M". */
  String parameterSize() {
    double count = file.parameters();
    if (count >= 1e9) {
      return String.format(Locale.ROOT, "%.1fB", count / 1e9);
    }
    if (count >= 1e6) {
      return String.format(Locale.ROOT, "%.2fM", count / 1e6);
    }
    return String.format(Locale.ROOT, "%sK", BigDecimal.valueOf(Math.round(count / 1e3)));
  }

  /**
   * Names the model's contents: a digest of its description, its size and the time it was written,
   * since weights of many gigabytes would take minutes.
   */
  String digest() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (file.metadata() + "|" + size + "|" + modified)
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".gguf") ? name.substring(0, name.length() - 5) : name)
        .toLowerCase(Locale.ROOT);
  }

  private static String tagged(String name) {
    return name.contains(":") ? name : name + LATEST;
  }
}
