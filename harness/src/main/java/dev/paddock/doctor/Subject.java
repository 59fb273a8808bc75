package dev.paddock.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is to be looked at. */
public sealed interface Subject {
  /** Whatever is found on this machine. */
  record Everything() implements Subject {}

  /** A server, by where it answers. */
  record Url(URI url) implements Subject {}

  /** A systemd unit, by name or by file. */
  record Unit(String name) implements Subject {}

  /** Compose files, each over those before it. */
  record Compose(List<Path> files) implements Subject {
    public Compose {
      files = List.copyOf(files);
    }
  }

  /** A process. */
  record Pid(long pid) implements Subject {}

  /** A file that sets variables, of whatever kind. */
  record Env(Path file) implements Subject {}

  /**
   * What to look at, and a log beside it.
   *
   * @param log a file that the server wrote
   */
  record Order(Subject subject, Optional<Path> log) {}
}
