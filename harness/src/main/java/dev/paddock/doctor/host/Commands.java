package dev.paddock.doctor.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a command that only reads; one that is not there, fails or hangs has said nothing. */
final class Commands {
  private static final int MOST = 8 << 20;

  private Commands() {}

  static Optional<String> run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      Thread end = Thread.ofVirtual().start(() -> endAfter(process));
      String said = new String(process.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8);
      boolean done = process.waitFor() == 0;
      end.interrupt();
      return done ? Optional.of(said) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no such command here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void endAfter(Process process) {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly(); // its output was read to the end, it is on its way out
    }
  }
}
