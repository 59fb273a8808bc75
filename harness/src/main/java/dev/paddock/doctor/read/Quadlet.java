package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.VOID;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.Containers;
import dev.paddock.doctor.service.Containers.Runs;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.UnitLines;
import dev.paddock.doctor.text.UnitWords;
import dev.paddock.doctor.text.Words;
import dev.paddock.settings.parse.EnvText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A quadlet: podman makes a unit of it that runs a container (man podman-systemd.unit). */
final class Quadlet {
  private static final String CONTAINER = "[Container]";

  private Quadlet() {}

  static Understood read(Source source, Sources sources) {
    UnitEnvironment environment = new UnitEnvironment(CONTAINER, Kind.QUADLET, source, sources);
    Draft draft = new Draft();
    List<String> published = new ArrayList<>();
    String image = "";
    String name = source.fileName();
    boolean own = true;
    boolean gpu = false;
    for (UnitLines line : UnitLines.of(source)) {
      String bare = line.key().replaceFirst("^export\\s+", "");
      if (OllamaNames.matters(bare)) {
        draft.slips.add(
            new MisreadLine(
                line.place(),
                line.text() + " is no line of a quadlet",
                "podman refuses the file: it knows no key of this name.",
                Kind.QUADLET.line(bare, EnvText.stripped(line.value()))));
      } else if (!line.section().equals(CONTAINER)) {
        elsewhere(line).ifPresent(draft.slips::add);
      } else if (!environment.takes(line)) {
        switch (line.key()) {
          case "Image" -> image = line.value();
          case "ContainerName" -> name = line.value();
          case "PublishPort", "ExposeHostPort" -> published.add(line.value());
          case "AddDevice" -> gpu = true;
          case "Network" -> own &= !line.value().matches("host|none|.*\\.container|container:.*");
          case "PodmanArgs" -> {
            gpu |= line.value().contains("--device") || line.value().contains("--gpus");
            podmanArguments(line, draft);
          }
          case "Exec" -> draft.commands.add(line.value());
          default -> {
            // no matter of ours
          }
        }
      }
    }
    environment.into(draft);
    Command command =
        Command.of(Containers.started(Words.of(String.join(" ", draft.commands)), true, image));
    Runs runs = Containers.runs(image, name, List.of(command));
    if (runs == Runs.OTHER || runs == Runs.CLIENT) {
      draft.variables.clear();
    }
    Set<Integer> wanted = new HashSet<>(Containers.ports(published));
    draft.around = Containers.surroundings(own, wanted);
    draft.gpu = Optional.of(gpu);
    return new Understood(
        FileKind.QUADLET, List.of(draft.service(Kind.QUADLET, name)), List.of(), List.of());
  }

  private static void podmanArguments(UnitLines line, Draft draft) {
    List<String> words = UnitWords.of(line.value()).words();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean env = word.equals("-e") || word.equals("--env");
      String set =
          env && i + 1 < words.size()
              ? words.get(i + 1)
              : word.replaceFirst("^(--env=|-e(?=\\w))", "");
      if ((env || !set.equals(word)) && Command.isAssignment(set)) {
        int equals = set.indexOf('=');
        draft.set(set.substring(0, equals), set.substring(equals + 1), line.place());
      }
    }
  }

  /** Under {@code [Service]} an environment is that of podman, not of the container. */
  private static Optional<MisreadLine> elsewhere(UnitLines line) {
    return line.key().equals("Environment") && OllamaNames.mentionedIn(line.value())
        ? Optional.of(
            new MisreadLine(
                VOID,
                line.place(),
                "%s stands %s"
                    .formatted(
                        line.text(),
                        line.section().isEmpty() ? "in no section" : "in " + line.section()),
                "The container does not get it: that belongs under [Container].",
                CONTAINER + "\n" + line.text()))
        : Optional.empty();
  }
}
