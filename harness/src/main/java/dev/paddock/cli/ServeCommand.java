package dev.paddock.cli;

import dev.paddock.engine.ServeOptions;
import dev.paddock.engine.llama.LlamaServer;
import dev.paddock.engine.pace.PaceServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code paddock serve}: an embedded engine behind Ollama's HTTP API. */
@Command(
    name = "serve",
    description = "Serves an embedded engine behind Ollama's HTTP API, until it is stopped.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  /** What can be served. */
  enum Engine {
    LLAMA,
    PACE
  }

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "llama: real llama.cpp; pace: the reference server, which keeps a token schedule and"
              + " stamps what it sends (default: ${DEFAULT-VALUE}).")
  private Engine engine = Engine.LLAMA;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Where to listen (default: what OLLAMA_HOST says, else 127.0.0.1).")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "0 for any free one (default: what OLLAMA_HOST says, else 11434).")
  private @Nullable Integer port;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A GGUF file (default: random weights that Paddock writes itself).")
  private @Nullable Path model;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The model's name (default: made from the file's).")
  private @Nullable String name;

  @Option(
      names = "--exit-with-stdin",
      description = "End as soon as standard input does, so as not to outlive a parent.")
  private boolean exitWithStdin;

  @Mixin private final PaceOptions pace = new PaceOptions();

  @Override
  public Integer call() {
    return switch (engine) {
      case LLAMA -> LlamaServer.serve(options(), System.getenv());
      case PACE -> PaceServer.serve(options(), pace.pace(), pace.stamps(), System.getenv());
    };
  }

  private ServeOptions options() {
    return new ServeOptions(
        Optional.ofNullable(host),
        port == null ? OptionalInt.empty() : OptionalInt.of(port),
        Optional.ofNullable(model),
        Optional.ofNullable(name),
        exitWithStdin);
  }
}
