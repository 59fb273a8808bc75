package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.UnitLines;
import dev.paddock.settings.Confinement;
import dev.paddock.settings.Confinement.Shut;
import dev.paddock.settings.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a unit shuts its service out of: {@code ProtectHome=} and its like (man systemd.exec). */
final class UnitShelter {
  private static final List<String> HOMES = List.of("/home", "/root", "/run/user");

  private UnitShelter() {}

  /**
   * The shelter.
   *
   * @param last the line that counts of each key
   * @param open paths that are opened again
   */
  static Confinement of(Map<String, UnitLines> last, List<String> open) {
    List<String> opened = new ArrayList<>(open);
    for (String key : List.of("State", "Cache", "Logs", "Runtime")) {
      String base =
          switch (key) {
            case "State" -> "/var/lib/";
            case "Cache" -> "/var/cache/";
            case "Logs" -> "/var/log/";
            default -> "/run/";
          };
      for (String name : value(last, key + "Directory").split("\\s+", -1)) {
        if (!name.isEmpty()) {
          opened.add(base + name);
          opened.add(base + "private/" + name);
        }
      }
    }
    boolean dynamic = isOn(value(last, "DynamicUser"));
    String home = value(last, "ProtectHome");
    String system = value(last, "ProtectSystem");
    List<Shut> shut = new ArrayList<>();
    if (isOn(home) || home.equals("tmpfs")) {
      shut.add(new Shut(HOMES, opened, true));
    } else if (home.equals("read-only") || dynamic) {
      shut.add(new Shut(HOMES, opened, false));
    }
    opened.addAll(List.of("/tmp", "/var/tmp", "/dev", "/proc", "/sys"));
    if (system.equals("strict") || dynamic) {
      shut.add(new Shut(List.of("/"), opened, false));
    } else if (isOn(system) || system.equals("full")) {
      List<String> folders = new ArrayList<>(List.of("/usr", "/boot", "/efi"));
      if (system.equals("full")) {
        folders.add("/etc");
      }
      shut.add(new Shut(folders, opened, false));
    }
    return new Confinement(true, false, java.util.Set.of(), shut);
  }

  /** What the shelter does to more than the folder of the models. */
  static List<MisreadLine> slips(Kind kind, Map<String, UnitLines> last, Draft draft) {
    List<MisreadLine> slips = new ArrayList<>();
    variable(draft, "HOME")
        .filter(home -> draft.around.hides(home.value()))
        .filter(_ -> variable(draft, Known.OLLAMA_MODELS.name()).isEmpty())
        .map(
            home ->
                new MisreadLine(
                    HARM,
                    home.place(),
                    home + " lies where the unit cannot look",
                    "Ollama keeps its key and its models below it: \"mkdir …: permission"
                        + " denied\", and it ends.",
                    kind.line("HOME", "/var/lib/ollama")))
        .ifPresent(slips::add);
    String user = value(last, "User");
    variable(draft, Known.OLLAMA_MODELS.name())
        .filter(folder -> folder.value().matches("/home/[^/]+/.*"))
        .filter(_ -> user.matches("[a-z_][\\w-]*") && !user.equals("root"))
        .filter(folder -> !folder.value().startsWith("/home/" + user + "/"))
        .filter(folder -> !draft.around.hides(folder.value()))
        .map(
            folder ->
                new MisreadLine(
                    NOTE,
                    folder.place(),
                    "%s lies in the home of another user than %s".formatted(folder, user),
                    "Homes are closed to others, more often than not: \"mkdir …: permission"
                        + " denied\", and Ollama ends.",
                    "sudo -u %s ls %s  # does it list?".formatted(user, folder.value())))
        .ifPresent(slips::add);
    UnitLines devices = last.get("PrivateDevices");
    if (devices != null && isOn(devices.value())) {
      slips.add(
          new MisreadLine(
              NOTE,
              devices.place(),
              devices.text() + " hides every GPU",
              "The service sees no /dev/nvidia* and no /dev/dri: models run on the CPU alone.",
              "[Service]\nPrivateDevices=no"));
    }
    return slips;
  }

  private static Optional<Variable> variable(Draft draft, String name) {
    return draft.variables.stream()
        .filter(variable -> variable.name().equals(name))
        .reduce((a, b) -> b);
  }

  private static String value(Map<String, UnitLines> last, String key) {
    UnitLines line = last.get(key);
    return line == null ? "" : line.value();
  }

  private static boolean isOn(String value) {
    return value.matches("(?i)yes|true|on|1|y|t");
  }
}
