package dev.paddock.doctor.service;

import dev.paddock.doctor.text.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Where files are read from; it keeps in mind which ones were looked at. */
public final class Sources {
  /** No file of settings is longer than this. */
  public static final int LONGEST = 4 << 20;

  private final Path root;
  private final Path home;
  private final Map<String, String> environment;
  private final UnaryOperator<Path> shown;
  private final Set<String> looked = new LinkedHashSet<>();

  /**
   * Sources of a machine.
   *
   * @param root where its {@code /} is
   * @param home of the user
   * @param environment of the user's shell
   * @param shown a file's path as its owner knows it
   */
  public Sources(Path root, Path home, Map<String, String> environment, UnaryOperator<Path> shown) {
    this.root = root;
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.shown = shown;
  }

  /** A file; empty where it is not there, or may not be read. */
  public Optional<Source> read(Path file) {
    return read(file, name(file));
  }

  /** A text that its owner knows by this name; empty also where it is none. */
  public Optional<Source> read(Path file, String name) {
    return any(file, name).filter(source -> source.encoding() != Source.Encoding.NO_TEXT);
  }

  /** A file, text or not. */
  public Optional<Source> any(Path file, String name) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      looked.add(name);
      return Optional.of(
          bytes.length > LONGEST
              ? new Source(file, name, "", Source.Encoding.NO_TEXT)
              : Source.of(file, name, bytes));
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile, or the kernel does not tell: not known
    }
  }

  /** A file that another one names: whole paths are of the machine, others lie beside that one. */
  public Optional<Path> named(Source by, String path) {
    try {
      String bare = path.replaceFirst("^~(?=/)", home.toString().replace("\\", "\\\\"));
      boolean whole = bare.startsWith("/");
      Path folder = Optional.ofNullable(by.path().getParent()).orElse(Path.of(""));
      return Optional.of(
          !whole
              ? folder.resolve(bare).normalize()
              : bare.startsWith(root + "/")
                  ? Path.of(bare)
                  : root.resolve(bare.replaceFirst("^/+", "")));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A file as its owner knows it. */
  public String name(Path file) {
    return shown.apply(file).toString();
  }

  /** The user's shell. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The user's home, as a shell would fill it in. */
  public String home() {
    return environment.getOrDefault("HOME", home.toString());
  }

  /** Every file that was read, in order. */
  public List<String> looked() {
    return new ArrayList<>(looked);
  }
}
