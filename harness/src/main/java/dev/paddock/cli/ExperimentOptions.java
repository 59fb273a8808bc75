package dev.paddock.cli;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Secret;
import dev.paddock.experiment.file.ExperimentFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The experiment file of a command line, with what is set beside it. */
final class ExperimentOptions {
  @Parameters(paramLabel = "FILE", description = "The experiment file.")
  private Path file = Path.of("");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Attach to the server at URL instead of the file's target.")
  private @Nullable String url;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description = "The variable that holds the key which the server wants.")
  private @Nullable String apiKey;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set a key of the file, for example --set design.blocks=2. May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  /** The file, word for word. */
  String text() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UsageException(file + ": there is no such file. experiments/ holds ready ones.");
    } catch (CharacterCodingException e) {
      throw new UsageException(file + ": is not a text file in UTF-8.");
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** What the command line sets beside the file, by dotted key. */
  Map<String, String> overrides() {
    Map<String, String> overrides = new LinkedHashMap<>(set);
    Optional.ofNullable(url).ifPresent(value -> overrides.put("target.url", value));
    Optional.ofNullable(apiKey)
        .ifPresent(name -> overrides.put("target.api_key", Secret.FROM_ENVIRONMENT + name));
    return overrides;
  }

  Experiment experiment() {
    return ExperimentFile.parse(file.toString(), text(), overrides());
  }
}
