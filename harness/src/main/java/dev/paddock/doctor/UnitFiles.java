package dev.paddock.doctor;

import dev.paddock.doctor.Service.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds a systemd unit with its drop-ins, in systemd's own order (man systemd.unit). */
final class UnitFiles {
  private static final List<String> SYSTEM =
      List.of(
          "etc/systemd/system",
          "run/systemd/system",
          "usr/local/lib/systemd/system",
          "usr/lib/systemd/system",
          "lib/systemd/system");
  private static final List<String> USER =
      List.of("etc/systemd/user", "usr/local/lib/systemd/user", "usr/lib/systemd/user");

  private final InspectedHost here;

  UnitFiles(InspectedHost here) {
    this.here = here;
  }

  /** The units of this name, of the system and of the user, as far as there are any. */
  List<Service> named(String unit) {
    if (unit.contains("/")) {
      return ofFile(Path.of(unit)).stream().toList();
    }
    String name = unit.contains(".") ? unit : unit + ".service";
    return Stream.of(
            system(name).or(() -> shown(name, Kind.UNIT, List.of("systemctl", "cat", name))),
            user(name)
                .or(() -> shown(name, Kind.USER_UNIT, List.of("systemctl", "--user", "cat", name))))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Service> ofFile(Path file) {
    Path path = here.directory().resolve(file);
    return InspectedHost.text(path)
        .map(
            text -> {
              Map<String, String> texts = new LinkedHashMap<>();
              texts.put(here.shown(path), text);
              Path folder = Optional.ofNullable(path.getParent()).orElse(here.directory());
              add(texts, dropIns(List.of(folder), path.getFileName().toString()));
              return service(path.getFileName().toString(), Kind.UNIT, texts);
            });
  }

  private Optional<Service> system(String name) {
    return inside(name, Kind.UNIT, SYSTEM.stream().map(here.root()::resolve).toList());
  }

  private Optional<Service> user(String name) {
    List<Path> folders = new ArrayList<>();
    folders.add(here.home().resolve(".config/systemd/user"));
    USER.forEach(folder -> folders.add(here.root().resolve(folder)));
    folders.add(here.home().resolve(".local/share/systemd/user"));
    return inside(name, Kind.USER_UNIT, folders);
  }

  private Optional<Service> inside(String name, Kind kind, List<Path> folders) {
    Map<String, String> texts = new LinkedHashMap<>();
    folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .ifPresent(file -> add(texts, List.of(file)));
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    add(texts, dropIns(folders, name));
    return Optional.of(service(name, kind, texts));
  }

  /** Sorted by file name over all folders; of two with one name, the more local one counts. */
  private static Collection<Path> dropIns(List<Path> folders, String name) {
    Map<String, Path> files = new TreeMap<>();
    for (String dropIns : List.of(name + ".d", "service.d")) {
      for (Path folder : folders) {
        InspectedHost.inside(folder.resolve(dropIns), "*.conf")
            .forEach(file -> files.putIfAbsent(file.getFileName().toString(), file));
      }
    }
    return files.values();
  }

  private void add(Map<String, String> texts, Collection<Path> files) {
    files.forEach(
        file -> InspectedHost.text(file).ifPresent(text -> texts.put(here.shown(file), text)));
  }

  /**
   * Where the files are not in the usual places, systemd itself knows: {@code # /path} heads each.
   */
  private Optional<Service> shown(String name, Kind kind, List<String> command) {
    return here.runner()
        .apply(command)
        .map(
            said -> {
              Map<String, String> texts = new LinkedHashMap<>();
              String file = name;
              for (String line : said.lines().toList()) {
                if (line.matches("# /\\S+")) {
                  file = line.substring(2);
                  texts.put(file, "");
                } else {
                  texts.merge(file, line + "\n", String::concat);
                }
              }
              return service(name, kind, texts);
            })
        .filter(service -> !service.commands().isEmpty());
  }

  private Service service(String name, Kind kind, Map<String, String> texts) {
    UnitText unit = new UnitText(this::environmentFile);
    texts.forEach(unit::read);
    Service service = unit.service(kind, name);
    return isReloadDue(name, kind) ? service.with(reload(name, kind)) : service;
  }

  private boolean isReloadDue(String name, Kind kind) {
    List<String> command = new ArrayList<>(List.of("systemctl"));
    if (kind == Kind.USER_UNIT) {
      command.add("--user");
    }
    command.addAll(List.of("show", name, "-p", "NeedDaemonReload", "--value"));
    return here.runner().apply(command).filter(said -> said.strip().equals("yes")).isPresent();
  }

  private static MisreadLine reload(String name, Kind kind) {
    String systemctl = kind == Kind.USER_UNIT ? "systemctl --user" : "sudo systemctl";
    return new MisreadLine(
        "systemctl show %s: NeedDaemonReload=yes".formatted(name),
        "%s changed on the disk, and systemd has not read it again".formatted(name),
        "What changed does nothing, also after a restart.",
        "%s daemon-reload && %s restart %s".formatted(systemctl, systemctl, name));
  }

  private Optional<EnvFile> environmentFile(String path) {
    Path file = here.root().resolve(path.replaceFirst("^/+", ""));
    return InspectedHost.text(file).map(text -> EnvFile.of(path, text, EnvFile.Reader.SYSTEMD));
  }
}
