package dev.paddock.doctor;

import dev.paddock.doctor.host.InspectedHost;
import dev.paddock.doctor.host.UnitFiles;
import dev.paddock.doctor.read.FileKind;
import dev.paddock.doctor.read.Template;
import dev.paddock.doctor.read.Understood;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.text.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of an installation: which were read, what they are, and what was not understood. */
final class FilesRead {
  private final InspectedHost here;
  private final Sources sources;
  private final UnitFiles units;
  private final Map<String, String> formats = new HashMap<>();
  private final List<String> unread = new ArrayList<>();
  private final List<UnreadLine> gaps = new ArrayList<>();

  FilesRead(InspectedHost here) {
    this.here = here;
    this.sources = here.sources();
    this.units = new UnitFiles(here, sources);
  }

  static DoctorException unreadable(Path file) {
    return new DoctorException(
        "%s cannot be read: is it there, and may you read it?".formatted(file));
  }

  private Source required(Path file) {
    Path path = here.directory().resolve(file);
    return sources
        .any(path, file.isAbsolute() ? here.shown(path) : file.toString())
        .orElseThrow(() -> unreadable(file));
  }

  /** The services of a file, of whatever kind it is. */
  List<Service> file(Path file, FileKind.Said said) {
    Template template = Template.of(required(file), said);
    Source source = template.filled();
    boolean unit =
        source.encoding() != Source.Encoding.NO_TEXT && FileKind.of(source, said) == FileKind.UNIT;
    return noted(
        source, template.known(unit ? unit(source) : FileKind.understood(source, said, sources)));
  }

  private Understood unit(Source source) {
    return new Understood(FileKind.UNIT, List.of(units.ofFile(source)), List.of(), List.of());
  }

  /** The services of compose files, each over those before it. */
  List<Service> compose(List<Path> named) {
    if (named.size() == 1) {
      return file(named.getFirst(), FileKind.Said.COMPOSE);
    }
    List<Template> templates =
        named.stream()
            .map(this::required)
            .map(file -> Template.of(file, FileKind.Said.COMPOSE))
            .toList();
    List<Source> files = templates.stream().map(Template::filled).toList();
    for (Source file : files) {
      formats.put(file.name(), FileKind.COMPOSE.words());
    }
    Understood understood = FileKind.compose(files, sources);
    for (Template template : templates) {
      understood = template.known(understood);
    }
    return noted(files.getFirst(), understood);
  }

  /** The units of a name, where systemd keeps them. */
  List<Service> units(String name) {
    return units.named(name);
  }

  private List<Service> noted(Source source, Understood understood) {
    boolean none = understood.services().isEmpty() && understood.gaps().isEmpty();
    formats.put(source.name(), understood.format().words() + (none ? ", no Ollama in it" : ""));
    for (Service service : understood.services()) {
      service.unread().forEach(what -> unread.add(what + ", of " + service.name()));
    }
    unread.addAll(understood.unknown());
    gaps.addAll(understood.gaps());
    return understood.services();
  }

  /** Every file that was read, with what it was taken for. */
  List<String> looked() {
    return sources.looked().stream()
        .map(
            file -> {
              String format = formats.get(file);
              return format == null ? file : "%s (%s)".formatted(file, format);
            })
        .toList();
  }

  List<String> unread() {
    return List.copyOf(unread);
  }

  List<UnreadLine> gaps() {
    return List.copyOf(gaps);
  }
}
