package dev.paddock.doctor.read;

import dev.paddock.settings.Surroundings;
import dev.paddock.settings.Surroundings.Shut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
  static Surroundings of(Map<String, UnitLines> last, List<String> open) {
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
    return new Surroundings(true, false, java.util.Set.of(), shut);
  }

  private static String value(Map<String, UnitLines> last, String key) {
    UnitLines line = last.get(key);
    return line == null ? "" : line.value();
  }

  private static boolean isOn(String value) {
    return value.matches("(?i)yes|true|on|1|y|t");
  }
}
