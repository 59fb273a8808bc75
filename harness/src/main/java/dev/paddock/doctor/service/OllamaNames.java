package dev.paddock.doctor.service;

import dev.paddock.settings.Drivers;
import dev.paddock.settings.Envconfig;
import dev.paddock.settings.Known;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which environment variables concern Ollama, and which look so and are other programs'. */
public final class OllamaNames {
  private static final Pattern MENTIONED =
      Pattern.compile(
          "\\b(OLLAMA?_[A-Z0-9_]+|LLAMA_ARG_[A-Z0-9_]+|LLAMA_API_KEY"
              + "|(CUDA|HIP|ROCR|GGML_VK)_VISIBLE_DEVICES|HSA_OVERRIDE_GFX_VERSION(_\\d+)?)\\b",
          Pattern.CASE_INSENSITIVE);

  private OllamaNames() {}

  /** Whether somebody who sets this name means Ollama's server or llama.cpp under it. */
  public static boolean isOfOllama(String name) {
    String folded = name.toUpperCase(Locale.ROOT);
    boolean ofServer =
        folded.startsWith("OLLAMA_")
            || folded.startsWith("OLLAMA-")
            || folded.startsWith("OLLAM_")
            || folded.startsWith("LLAMA_ARG_");
    boolean ofDevices = name.endsWith("_VISIBLE_DEVICES") && Envconfig.names().contains(name);
    return (ofServer && !Envconfig.ofClients(name))
        || name.equals(Known.LLAMA_API_KEY.name())
        || ofDevices;
  }

  /** Whether it is a matter of the server, or of a driver below it. */
  public static boolean matters(String name) {
    return isOfOllama(name) || Drivers.read(name);
  }

  /** Whether a line names a variable that matters. */
  public static boolean mentionedIn(String line) {
    return MENTIONED.matcher(line).results().anyMatch(match -> matters(match.group(1)));
  }
}
