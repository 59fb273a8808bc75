package dev.paddock.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where Paddock keeps what it can make again. */
public final class Cache {
  private Cache() {}

  /** {@code paddock} under {@code XDG_CACHE_HOME}, else under {@code ~/.cache}; made if needed. */
  public static Path folder(Map<String, String> environment) throws IOException {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return Files.createDirectories(caches.resolve("paddock"));
  }
}
