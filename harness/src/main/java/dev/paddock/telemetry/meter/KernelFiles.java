package dev.paddock.telemetry.meter;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The small files in which Linux tells of itself. What is not there, or not for this user, is
 * empty: other systems have none of them.
 *
 * @param root where {@code proc} and {@code sys} lie, {@code /} on a real machine
 */
public record KernelFiles(Path root) {
  /** The lines of a file below the root. */
  public Stream<String> lines(String file) {
    return lines(root.resolve(file));
  }

  public static Stream<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file).lines() : Stream.of();
    } catch (IOException e) {
      return Stream.of(); // gone meanwhile, or the kernel does not tell: not known
    }
  }

  /** The first line of a file below the root, without white space around it; none if empty. */
  public Optional<String> word(String file) {
    return lines(file).findFirst().map(String::strip).filter(word -> !word.isEmpty());
  }

  public static Optional<String> word(Path file) {
    return lines(file).findFirst().map(String::strip).filter(word -> !word.isEmpty());
  }

  /** A number of the decimal system; empty where this is none. */
  public static OptionalLong number(String text) {
    String digits = text.strip();
    return digits.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  /** What of a folder below the root has a name like that, sorted. */
  public List<Path> like(String folder, String glob) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root.resolve(folder), glob)) {
      all.forEach(found::add);
    } catch (IOException e) {
      return List.of(); // no such folder: nothing of this kind here
    }
    found.sort(null);
    return List.copyOf(found);
  }

  /** The bytes after a name in a file of {@code Name: 123 kB} lines. */
  public OptionalLong kibibytes(String file, String name) {
    return lines(file)
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).replace("kB", ""))
        .flatMapToLong(line -> number(line).stream())
        .map(kibibytes -> kibibytes * 1024)
        .findFirst();
  }
}
