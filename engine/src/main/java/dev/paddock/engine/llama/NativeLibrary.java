package dev.paddock.engine.llama;

import de.kherud.llama.LlamaModel;
import dev.paddock.engine.Cache;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * llama.cpp's native library, taken out of its jar into the user's cache once.
 *
 * <p>Left alone, the binding unpacks it at every start to one fixed name in the temporary
 * directory, where two engines overwrite each other's, and deletes whatever there begins with
 * "llama".
 */
final class NativeLibrary {
  private NativeLibrary() {}

  /** What a JVM has to be started with to load it from the cache. */
  static List<String> flags(Map<String, String> environment) throws IOException {
    Path folder = folder(environment);
    return List.of("-Dde.kherud.llama.lib.path=" + folder, "-Dde.kherud.llama.tmpdir=" + folder);
  }

  private static Path folder(Map<String, String> environment) throws IOException {
    String name = System.mapLibraryName("jllama");
    // Naming the class does not initialise it, so nothing is loaded into this process.
    URL packed = LlamaModel.class.getResource(system() + "/" + machine() + "/" + name);
    if (packed == null) {
      return Files.createDirectories(Cache.folder(environment).resolve("native"));
    }
    URLConnection connection = packed.openConnection();
    long size = connection.getContentLengthLong();
    Path folder = Files.createDirectories(Cache.folder(environment).resolve("native-" + size));
    Path library = folder.resolve(name);
    if (!Files.exists(library)) {
      Path fresh = Files.createTempFile(folder, "library", ".part");
      try (InputStream in = connection.getInputStream()) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
    return folder;
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "Mac" : name.contains("windows") ? "Windows" : "Linux";
  }

  private static String machine() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.contains("aarch64") || name.contains("arm64") ? "aarch64" : "x86_64";
  }
}
