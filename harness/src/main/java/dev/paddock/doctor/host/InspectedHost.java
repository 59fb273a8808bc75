package dev.paddock.doctor.host;

import dev.paddock.client.Access;
import dev.paddock.doctor.service.Sources;
import dev.paddock.readback.trouble.PlainLog;
import dev.paddock.target.LogTail;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The machine that is looked at; a test plants its own.
 *
 * @param root where {@code etc}, {@code proc} and {@code sys} lie, {@code /} on a real machine
 * @param directory the current one, where compose files are looked for
 * @param home of the user
 * @param environment of the user's shell
 * @param runner runs a command that only reads, and returns what it printed; empty where it fails
 * @param ask asks the server at an address; empty where nothing answers
 */
public record InspectedHost(
    Path root,
    Path directory,
    Path home,
    Map<String, String> environment,
    Function<List<String>, Optional<String>> runner,
    Function<URI, Optional<LiveServer>> ask) {

  private static final long LONG_LOG = 32L << 20;

  /** This machine. */
  public static InspectedHost real() {
    return new InspectedHost(
        Path.of("/"),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home", "/")),
        System.getenv(),
        Commands::run,
        LiveServer::ask);
  }

  /** The same, whose servers let one in by this. */
  public InspectedHost letIn(Access access) {
    return new InspectedHost(
        root, directory, home, environment, runner, url -> LiveServer.ask(url, access));
  }

  /** A file's path as its owner knows it. */
  public String shown(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(root) ? "/" + root.relativize(absolute) : file.toString();
  }

  /** Where its files are read from. */
  public Sources sources() {
    return new Sources(root, home, environment, file -> Path.of(shown(file)));
  }

  /** Whether a unit's file lies where systemd of this machine looks. */
  public boolean isOfSystemd(Path file) {
    return shown(file).matches("/(etc|run|usr)/.*") || shown(file).contains("/systemd/user/");
  }

  /** The text of a file; empty where it is not there or may not be read. */
  public static Optional<String> text(Path file) {
    try {
      return Files.isReadable(file) && !Files.isDirectory(file)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile, or the kernel does not tell: not known
    }
  }

  /** The text of a log; of a very long one its end. */
  public static Optional<String> log(Path file) {
    try {
      return Files.size(file) > LONG_LOG
          ? Optional.of(LogTail.since(file, 0)).filter(text -> !text.isEmpty())
          : Files.isReadable(file) && !Files.isDirectory(file)
              ? Optional.of(PlainLog.decoded(Files.readAllBytes(file)))
              : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not there
    }
  }

  /** What lies in a folder and is named like this; empty where there is no such folder. */
  public static List<Path> inside(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
      all.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }
}
