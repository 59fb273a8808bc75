package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Yaml;
import dev.paddock.doctor.text.Yaml.Fields;
import dev.paddock.settings.Known;
import dev.paddock.settings.parse.EnvText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where a container keeps its models, and what of it is on a volume. */
final class ComposeVolumes {
  private ComposeVolumes() {}

  /** The folder of the models lies on no volume, or is named as the host names it. */
  static Optional<MisreadLine> slip(Fields service, Kind kind, Draft draft) {
    Map<String, String> targets = new LinkedHashMap<>();
    for (Yaml volume : service.at("volumes").map(Yaml::items).orElse(java.util.List.of())) {
      String[] parts = volume.text().split(":", -1);
      String source = volume.at("source").map(Yaml::text).orElse(parts[0]);
      String target =
          volume.at("target").map(Yaml::text).orElse(parts.length > 1 ? parts[1] : parts[0]);
      targets.put(bare(target), bare(source));
    }
    return draft.variables.stream()
        .filter(variable -> variable.name().equals(Known.OLLAMA_MODELS.name()))
        .reduce((a, b) -> b)
        .filter(variable -> EnvText.stripped(variable.value()).startsWith("/"))
        .flatMap(variable -> of(variable, targets, kind));
  }

  private static Optional<MisreadLine> of(
      Variable variable, Map<String, String> targets, Kind kind) {
    String folder = bare(EnvText.stripped(variable.value()));
    boolean kept =
        targets.keySet().stream()
            .anyMatch(target -> folder.equals(target) || folder.startsWith(target + "/"));
    if (kept) {
      return Optional.empty();
    }
    Optional<String> meant =
        targets.entrySet().stream()
            .filter(
                volume ->
                    folder.equals(volume.getValue()) || folder.startsWith(volume.getValue() + "/"))
            .filter(volume -> volume.getValue().startsWith("/"))
            .map(volume -> volume.getKey() + folder.substring(volume.getValue().length()))
            .findFirst();
    return Optional.of(
        meant
            .map(
                inside ->
                    new MisreadLine(
                        HARM,
                        variable.place(),
                        variable + " is a folder of the host",
                        "The container knows it as %s: Ollama finds no model there, and what it"
                                .formatted(inside)
                            + " pulls is lost with the container.",
                        kind.line(variable.name(), inside)))
            .orElse(
                new MisreadLine(
                    NOTE,
                    variable.place(),
                    variable + " lies on no volume",
                    "What Ollama pulls is lost with the container.",
                    "    volumes:\n      - models:" + folder)));
  }

  private static String bare(String path) {
    return path.length() > 1 ? path.replaceFirst("/+$", "") : path;
  }
}
