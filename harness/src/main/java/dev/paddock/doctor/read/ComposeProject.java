package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.HARM;
import static dev.paddock.settings.parse.Severity.NOTE;

import dev.paddock.doctor.service.Containers;
import dev.paddock.doctor.service.EnvFile;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Interpolation;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Yaml;
import dev.paddock.doctor.text.Yaml.Field;
import dev.paddock.doctor.text.Yaml.Fields;
import dev.paddock.doctor.text.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A compose project as {@code docker compose config} puts it together: files over one another, what
 * they include and extend, variables filled in from the shell and {@code .env}.
 */
final class ComposeProject {
  private static final int DEEPEST = 8;
  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yaml",
          "compose.override.yml",
          "docker-compose.override.yaml",
          "docker-compose.override.yml");

  private final Sources sources;
  private final Map<String, String> known = new HashMap<>();
  private final Interpolation interpolation = new Interpolation(known);
  private final List<Variable> beside = new ArrayList<>();
  private final List<MisreadLine> slips = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<UnreadLine> gaps = new ArrayList<>();
  private final Map<Path, Map<String, Located>> read = new HashMap<>();

  /** A service, and the file whose folder its paths start from. */
  private record Located(Fields service, Source file) {}

  private ComposeProject(Sources sources) {
    this.sources = sources;
  }

  /** Reads files, each over those before it; of one alone, its override beside it as well. */
  static Understood read(List<Source> files, Sources sources) {
    return new ComposeProject(sources).read(files);
  }

  private Understood read(List<Source> files) {
    Source first = files.getFirst();
    dotEnv(first);
    List<Source> all = new ArrayList<>(files);
    if (files.size() == 1 && first.fileName().matches("(docker-)?compose\\.ya?ml")) {
      override(first).ifPresent(all::add);
    }
    Map<String, Located> services = new LinkedHashMap<>();
    for (Source file : all) {
      raw(file, 0)
          .forEach(
              (name, located) -> services.merge(name, located, (a, b) -> merged(a, b.service())));
    }
    Map<String, Located> whole = new LinkedHashMap<>();
    services.forEach((name, located) -> whole.put(name, extended(located, services, 0)));
    ComposeService reader = new ComposeService(sources, known, whole.size());
    List<Service> found = new ArrayList<>();
    whole.forEach(
        (name, located) ->
            reader.read(name, located.service(), located.file()).ifPresent(found::add));
    gaps.addAll(reader.gaps());
    return finished(first, found, reader);
  }

  private static Located merged(Located base, Fields over) {
    return new Located(ComposeMerge.of(base.service(), over), base.file());
  }

  private Understood finished(Source first, List<Service> found, ComposeService reader) {
    refusals();
    Set<String> used = new LinkedHashSet<>(interpolation.referred());
    List<Service> services = new ArrayList<>();
    boolean told = false;
    for (Service service : found) {
      boolean server = !service.commands().isEmpty() || !service.variables().isEmpty();
      List<MisreadLine> own =
          Stream.of(
                  service.slips(),
                  told ? List.<MisreadLine>of() : slips,
                  told || !server ? List.<MisreadLine>of() : unpassed(service, used, reader))
              .flatMap(List::stream)
              .toList();
      told |= server;
      services.add(
          new Service(
              service.kind(),
              service.name(),
              service.variables(),
              service.commands(),
              own,
              service.unread(),
              service.gpu(),
              used,
              service.around()));
    }
    if (!told && !slips.isEmpty()) {
      services.add(
          new Service(
              Kind.COMPOSE_MAP,
              first.name(),
              List.of(),
              List.of(),
              slips,
              List.of(),
              Optional.empty(),
              used,
              Containers.surroundings(true, Set.of())));
    }
    return new Understood(FileKind.COMPOSE, services, unknown, gaps);
  }

  private void dotEnv(Source first) {
    sources
        .named(first, ".env")
        .flatMap(sources::read)
        .ifPresent(
            file -> {
              EnvFile dot = EnvFile.of(file, EnvFile.Reader.COMPOSE, sources.environment());
              beside.addAll(dot.variables());
              slips.addAll(dot.slips());
              gaps.addAll(dot.gaps());
            });
    beside.forEach(variable -> known.put(variable.name(), variable.value()));
    known.putAll(sources.environment());
  }

  private Optional<Source> override(Source first) {
    return OVERRIDES.stream()
        .flatMap(name -> sources.named(first, name).flatMap(sources::read).stream())
        .findFirst();
  }

  /** The services of a file and of those that it includes, as they are written. */
  private Map<String, Located> raw(Source file, int depth) {
    Map<String, Located> before = read.get(file.path());
    if (before != null) {
      return before;
    }
    Map<String, Located> services = new LinkedHashMap<>();
    read.put(file.path(), services);
    try {
      YamlText.Documents documents =
          YamlText.of(file, (text, place) -> interpolation.fill(text, place, DEEPEST));
      documents.twice().forEach(key -> twice(key));
      for (Yaml root : documents.all()) {
        root.at("include").ifPresent(list -> include(list, file, services, depth));
        beside(root);
        root.at("services")
            .ifPresent(
                all -> all.fields().forEach((name, field) -> service(name, field, file, services)));
      }
    } catch (YamlText.NoYaml e) {
      gaps.add(new UnreadLine(file.at(e.line()), "", FileKind.NO_YAML + e.getMessage()));
    }
    return services;
  }

  /** Services that stand beside {@code services:}, for want of an indent: compose refuses them. */
  private void beside(Yaml root) {
    if (root instanceof Fields top && top.fields().containsKey("services")) {
      top.fields()
          .forEach(
              (name, field) -> {
                if (!name.startsWith("x-")
                    && (field.value().at("image").isPresent()
                        || field.value().at("environment").isPresent())) {
                  gaps.add(
                      new UnreadLine(
                          field.place(),
                          name + ":",
                          "it stands beside services:, where compose refuses it; indent it below"));
                }
              });
    }
  }

  private void service(String name, Field field, Source file, Map<String, Located> services) {
    if (field.value() instanceof Fields service) {
      services.put(name, new Located(service, file));
    } else if (!(field.value() instanceof Yaml.Text text && text.empty())) {
      gaps.add(new UnreadLine(field.place(), name, "a service is a map"));
    }
  }

  private void include(Yaml list, Source file, Map<String, Located> services, int depth) {
    for (Yaml one : list.items()) {
      for (String path : one.at("path").orElse(one).texts()) {
        Optional<Source> other =
            depth < DEEPEST ? sources.named(file, path).flatMap(sources::read) : Optional.empty();
        other.ifPresentOrElse(
            found -> services.putAll(raw(found, depth + 1)),
            () -> unknown.add("%s, included by %s".formatted(path, file.name())));
      }
    }
  }

  private Located extended(Located located, Map<String, Located> siblings, int depth) {
    Optional<Yaml> extend = located.service().at("extends");
    if (extend.isEmpty() || depth >= DEEPEST) {
      return located;
    }
    Yaml by = extend.get();
    String service = by.at("service").orElse(by).text();
    Optional<String> path = by.at("file").map(Yaml::text);
    Map<String, Located> others =
        path.map(one -> sources.named(located.file(), one).flatMap(sources::read))
            .map(file -> file.map(found -> raw(found, depth + 1)).orElse(Map.of()))
            .orElse(siblings);
    Located base = others.get(service);
    if (base == null) {
      unknown.add(
          "%s: the service %s that it extends%s"
              .formatted(by.place(), service, path.map(one -> ", of " + one).orElse("")));
      return located;
    }
    return new Located(
        ComposeMerge.of(extended(base, others, depth + 1).service(), located.service()),
        located.file());
  }

  private void twice(String key) {
    String place = key.substring(0, key.lastIndexOf(": "));
    slips.add(
        refused(
            place, "%s stands there twice".formatted(key.substring(key.lastIndexOf(": ") + 2))));
  }

  private static MisreadLine refused(String place, String what) {
    return new MisreadLine(
        HARM,
        place,
        what,
        "docker compose refuses the whole file: no container starts from it.",
        "docker compose config  # says the same");
  }

  private void refusals() {
    interpolation.refused().stream()
        .map(one -> refused(one.place(), "%s: %s".formatted(one.reference(), one.why())))
        .distinct()
        .forEach(slips::add);
    interpolation.demanded().stream()
        .map(
            one ->
                new MisreadLine(
                    NOTE,
                    one.place(),
                    "%s must be set, and is not here".formatted(one.reference()),
                    "docker compose ends with: "
                        + (one.why().isEmpty() ? "required variable is missing" : one.why()),
                    "# in .env beside the compose file\n%s=…".formatted(one.reference())))
        .distinct()
        .forEach(slips::add);
  }

  /** What stands in {@code .env} serves to fill in the compose file, and reaches no container. */
  private List<MisreadLine> unpassed(Service service, Set<String> used, ComposeService reader) {
    return beside.stream()
        .filter(variable -> OllamaNames.isOfOllama(variable.name()))
        .filter(variable -> !reader.passed().contains(variable.name()))
        .filter(variable -> !used.contains(variable.name()))
        .map(
            variable ->
                new MisreadLine(
                    variable.place(),
                    "%s is not handed to the container".formatted(variable),
                    "Compose uses .env to fill in the compose file; a container gets only what "
                        + "its environment or env_file names.",
                    service.kind().line(variable.name(), "${%s}".formatted(variable.name()))))
        .toList();
  }
}
