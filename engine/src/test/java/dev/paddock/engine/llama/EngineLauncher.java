package dev.paddock.engine.llama;

import dev.paddock.engine.ServeOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts a server in a process of its own, for tests; arguments: port, then a model file. */
final class EngineLauncher {
  private EngineLauncher() {}

  public static void main(String[] arguments) {
    ServeOptions options =
        new ServeOptions(
            Optional.of("127.0.0.1"),
            OptionalInt.of(Integer.parseInt(arguments[0])),
            arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty(),
            Optional.empty(),
            true);
    System.exit(LlamaServer.serve(options, System.getenv()));
  }
}
