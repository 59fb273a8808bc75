package dev.paddock.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows a page in the user's browser, by the command that a system has for it. */
final class Browser {
  private Browser() {}

  /** Starts a command. */
  interface Launcher {
    Process start(ProcessBuilder command) throws IOException;
  }

  /** Shows it; says why it cannot where that fails. */
  static Optional<String> show(URI page, Launcher launcher) {
    List<String> command = command(System.getProperty("os.name"), page);
    try {
      launcher.start(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no browser could be opened (%s)".formatted(e.getMessage()));
    }
  }

  static List<String> command(String system, URI page) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open", page.toString());
  }
}
