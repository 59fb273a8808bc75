package dev.paddock.doctor.host;

import dev.paddock.doctor.read.UnitText;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds a systemd unit with its drop-ins, in systemd's own order (man systemd.unit). */
public final class UnitFiles {
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
  private final Sources sources;

  public UnitFiles(InspectedHost here, Sources sources) {
    this.here = here;
    this.sources = sources;
  }

  /** The units of this name, of the system and of the user, as far as there are any. */
  public List<Service> named(String unit) {
    String name = unit.contains(".") ? unit : unit + ".service";
    return Stream.of(
            system(name).or(() -> shown(name, Kind.UNIT, List.of("systemctl", "cat", name))),
            user(name)
                .or(() -> shown(name, Kind.USER_UNIT, List.of("systemctl", "--user", "cat", name))))
        .flatMap(Optional::stream)
        .toList();
  }

  /** A unit by its file, with the drop-ins beside it. */
  public Service ofFile(Source file) {
    Path folder = Optional.ofNullable(file.path().getParent()).orElse(here.directory());
    String name = String.valueOf(file.path().getFileName());
    List<Source> files = new ArrayList<>(UnitText.parts(file));
    add(files, dropIns(List.of(folder), name));
    return service(name, Kind.UNIT, files);
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
    List<Source> files = new ArrayList<>();
    folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .ifPresent(file -> add(files, List.of(file)));
    if (files.isEmpty()) {
      return Optional.empty();
    }
    add(files, dropIns(folders, name));
    return Optional.of(service(name, kind, files));
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

  private void add(List<Source> files, Collection<Path> more) {
    more.forEach(file -> sources.read(file).ifPresent(files::add));
  }

  /** Where the files are not in the usual places, systemd itself knows. */
  private Optional<Service> shown(String name, Kind kind, List<String> command) {
    return here.runner()
        .apply(command)
        .filter(said -> !said.isBlank())
        .map(said -> new Source(here.directory().resolve(name), name, said, Source.Encoding.UTF_8))
        .map(said -> service(name, kind, UnitText.parts(said)))
        .filter(service -> !service.commands().isEmpty());
  }

  private Service service(String name, Kind kind, List<Source> files) {
    Service service = UnitText.service(kind, name, files, sources);
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
}
