package dev.paddock.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line says about a server that is to be started.
 *
 * @param host where it listens; else what OLLAMA_HOST says, else 127.0.0.1
 * @param port 0 for any free one; else what OLLAMA_HOST says, else 11434
 * @param model a GGUF file; else Paddock's own with random weights
 * @param name under which the model is served; else made from the file's name
 * @param exitWithStdin whether the server ends as soon as its standard input does, so that it never
 *     outlives the process that started it
 */
public record ServeOptions(
    Optional<String> host,
    OptionalInt port,
    Optional<Path> model,
    Optional<String> name,
    boolean exitWithStdin) {

  /** A server on a free port that dies with its parent, as a run wants it. */
  public static ServeOptions child(Optional<Path> model) {
    return new ServeOptions(
        Optional.of("127.0.0.1"), OptionalInt.of(0), model, Optional.empty(), true);
  }
}
