package dev.paddock.cli;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.PaceSpec;
import dev.paddock.experiment.ProxySpec;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.settings.Known;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.target.AttachedTarget;
import dev.paddock.target.Dialect;
import dev.paddock.target.EngineTarget;
import dev.paddock.target.ManagedTarget;
import dev.paddock.target.ProxiedTarget;
import dev.paddock.target.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The target that an experiment names. */
final class Targets {
  private Targets() {}

  static Target of(Experiment experiment) {
    TargetSpec spec = experiment.target();
    Target first = server(experiment, spec.url());
    if (spec.proxy().isEmpty()) {
      return first;
    }
    ProxySpec proxy = spec.proxy().get();
    List<Target> backends = new ArrayList<>(List.of(first));
    for (int i = 1; i < proxy.backends(); i++) {
      // One that Paddock starts chooses a port of its own.
      backends.add(
          server(
              experiment,
              i <= proxy.others().size()
                  ? Optional.of(proxy.others().get(i - 1))
                  : Optional.empty()));
    }
    return new ProxiedTarget(
        backends, Dialect.of(spec.kind()), proxy.command(), freshFolder(), ProcessBuilder::start);
  }

  private static Target server(Experiment experiment, Optional<URI> url) {
    TargetSpec spec = experiment.target();
    if (spec.command().isPresent()) {
      return new ManagedTarget(
          Dialect.of(spec.kind()),
          spec.command().get(),
          varied(experiment),
          url,
          freshFolder(),
          ProcessBuilder::start,
          Accesses.of(spec.access(), url, System.getenv()));
    }
    if (url.isPresent()) {
      return new AttachedTarget(
          Dialect.of(spec.kind())
              .control(url.get(), Accesses.of(spec.access(), url, System.getenv())));
    }
    return switch (spec.kind()) {
      case EMBEDDED ->
          new EngineTarget(engineCommand(experiment), ProcessBuilder::start, freshLog());
      case OLLAMA, OPENAI ->
          throw new UsageException(
              "target.url: say where the server answers: --url http://HOST:PORT");
      case JMH ->
          throw new UsageException(
              "%s is a suite of benchmarks: run it with `paddock bench`"
                  .formatted(experiment.name()));
    };
  }

  private static Set<String> varied(Experiment experiment) {
    return experiment.factors().stream()
        .map(Factor::setting)
        .filter(Setting::isVariable)
        .map(Setting::variableName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** This same program as a server in a process of its own. */
  private static List<String> engineCommand(Experiment experiment) {
    return switch (experiment.target().engine()) {
      case TargetSpec.Engine.Llama llama -> {
        List<String> command = new ArrayList<>(EngineJvm.serving("llama"));
        ggufFile(experiment)
            .ifPresent(file -> command.addAll(List.of("--model", file, "--name", file)));
        yield command;
      }
      case TargetSpec.Engine.Pace(PaceSpec pace) -> {
        List<String> command = new ArrayList<>(EngineJvm.serving("pace"));
        command.addAll(PaceOptions.words(pace));
        yield command;
      }
    };
  }

  /** A model that is the name of a file is that file; any other is one that the engine knows. */
  private static Optional<String> ggufFile(Experiment experiment) {
    return experiment
        .constants()
        .get(Known.MODEL)
        .map(Value::toString)
        .filter(name -> name.endsWith(".gguf"));
  }

  private static Path freshFolder() {
    try {
      Path folder = Files.createTempDirectory("paddock-servers-");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UsageException("no temporary folder can be made: " + e.getMessage());
    }
  }

  private static Path freshLog() {
    try {
      Path log = Files.createTempFile("paddock-engine-", ".log");
      log.toFile().deleteOnExit();
      return log;
    } catch (IOException e) {
      throw new UsageException("no temporary file can be made: " + e.getMessage());
    }
  }
}
