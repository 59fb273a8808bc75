package dev.paddock.target;

import java.io.IOException;

/** Starts processes; {@code ProcessBuilder::start} but in tests. */
@FunctionalInterface
public interface Launcher {
  Process start(ProcessBuilder builder) throws IOException;
}
