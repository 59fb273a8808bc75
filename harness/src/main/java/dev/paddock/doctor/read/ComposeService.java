package dev.paddock.doctor.read;

import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.Containers;
import dev.paddock.doctor.service.Containers.Runs;
import dev.paddock.doctor.service.EnvFile;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Words;
import dev.paddock.doctor.text.Yaml;
import dev.paddock.doctor.text.Yaml.Fields;
import dev.paddock.doctor.text.Yaml.Items;
import dev.paddock.doctor.text.Yaml.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a service of a compose project, merged as it is. */
final class ComposeService {
  private static final int MOST = 2000;

  private final Sources sources;
  private final Map<String, String> known;
  private final boolean alone;
  private final Set<String> passed = new HashSet<>();
  private final List<UnreadLine> gaps = new ArrayList<>();

  /**
   * A reader of services.
   *
   * @param known variables that fill in references
   * @param services how many there are
   */
  ComposeService(Sources sources, Map<String, String> known, int services) {
    this.sources = sources;
    this.known = known;
    this.alone = services == 1;
  }

  /** Names that some container is given. */
  Set<String> passed() {
    return passed;
  }

  List<UnreadLine> gaps() {
    return gaps;
  }

  /** The service; empty where it has nothing to do with an Ollama server. */
  Optional<Service> read(String name, Fields service, Source file) {
    Draft draft = new Draft();
    Optional<Dockerfile> built = built(service, file, draft);
    String image = service.at("image").map(Yaml::text).orElse("");
    List<Command> commands =
        Stream.concat(
                Stream.of(Command.of(started(service, image))),
                service.at("post_start").stream().map(node -> Command.of(words(node))))
            .filter(command -> !command.runs().isEmpty())
            .toList();
    built.ifPresent(dockerfile -> draft.variables.addAll(dockerfile.variables()));
    envFiles(service, file, draft);
    Optional<Yaml> environment = service.at("environment");
    boolean list = environment.filter(Items.class::isInstance).isPresent();
    Kind kind = list ? Kind.COMPOSE_LIST : Kind.COMPOSE_MAP;
    environment.ifPresent(node -> environment(node, kind, draft));
    commands.forEach(command -> sets(command, service.place(), draft));
    draft.variables.forEach(variable -> passed.add(variable.name()));
    Runs runs =
        built
            .map(dockerfile -> dockerfile.runs(commands))
            .filter(one -> one != Runs.UNKNOWN)
            .orElseGet(() -> Containers.runs(built.isPresent() ? "" : image, name, commands));
    boolean guessed = runs == Runs.UNKNOWN && Containers.givenToServer(draft.variables);
    Optional<MisreadLine> noVerb =
        built.isPresent() || service.has("entrypoint")
            ? Optional.empty()
            : service
                .at("command")
                .flatMap(node -> Containers.noVerb(words(node), image, node.place()));
    if (runs != Runs.SERVER && !guessed && noVerb.isEmpty()) {
      return stranger(kind, name, draft);
    }
    noVerb.ifPresent(draft.slips::add);
    commands.stream()
        .flatMap(command -> command.runs().stream())
        .forEach(words -> draft.commands.add(String.join(" ", words)));
    if (draft.commands.isEmpty() && !guessed) {
      draft.commands.add("serve");
    }
    ComposeVolumes.slip(service, kind, draft).ifPresent(draft.slips::add);
    draft.gpu = Optional.of(hasGpu(service));
    draft.around = surroundings(service);
    return Optional.of(draft.service(kind, name));
  }

  private static Optional<Service> stranger(Kind kind, String name, Draft draft) {
    List<MisreadLine> slips =
        draft.variables.stream()
            .filter(Containers::ofServerOnly)
            .map(variable -> Containers.stranger(kind, name, variable))
            .toList();
    if (slips.isEmpty()) {
      return Optional.empty();
    }
    Draft other = new Draft();
    other.slips.addAll(slips);
    return Optional.of(other.service(kind, name));
  }

  /** Entry point and command are one; without the first, that of the image holds. */
  private static List<String> started(Fields service, String image) {
    List<String> words =
        new ArrayList<>(service.at("entrypoint").map(ComposeService::words).orElse(List.of()));
    boolean ofImage = words.isEmpty();
    words.addAll(service.at("command").map(ComposeService::words).orElse(List.of()));
    return Containers.started(words, ofImage, image);
  }

  /** Words of a list, or a line that compose splits as a shell does. */
  private static List<String> words(Yaml node) {
    List<Text> texts = node.scalars(MOST).toList();
    return node instanceof Text text
        ? Words.of(text.value())
        : texts.stream().map(Text::value).toList();
  }

  private static void sets(Command command, String place, Draft draft) {
    if (command.serves()) {
      for (String set : command.sets()) {
        int equals = set.indexOf('=');
        draft.set(set.substring(0, equals), set.substring(equals + 1), place);
      }
    }
  }

  private Optional<Dockerfile> built(Fields service, Source file, Draft draft) {
    Optional<Yaml> build = service.at("build");
    if (build.isEmpty()) {
      return Optional.empty();
    }
    Yaml by = build.get();
    Optional<String> inline = by.at("dockerfile_inline").map(Yaml::text);
    if (inline.isPresent()) {
      return Optional.of(Dockerfile.of(file.part(by.place(), inline.get())));
    }
    String context = by.at("context").orElse(by).text();
    String path = by.at("dockerfile").map(Yaml::text).orElse("Dockerfile");
    String whole = path.startsWith("/") ? path : (context.isEmpty() ? "." : context) + "/" + path;
    Optional<Dockerfile> read =
        context.contains("://")
            ? Optional.empty()
            : sources.named(file, whole).flatMap(sources::read).map(Dockerfile::of);
    if (read.isEmpty()) {
      draft.unread.add("%s (its Dockerfile, %s)".formatted(whole, by.place()));
    }
    read.ifPresent(dockerfile -> gaps.addAll(dockerfile.gaps()));
    return read;
  }

  private void envFiles(Fields service, Source file, Draft draft) {
    for (Yaml node : service.at("env_file").map(Yaml::items).orElse(List.of())) {
      String path = node.at("path").orElse(node).text();
      boolean required = node.at("required").map(Yaml::text).filter("false"::equals).isEmpty();
      boolean raw = node.at("format").map(Yaml::text).filter("raw"::equals).isPresent();
      Optional<java.nio.file.Path> env = sources.named(file, path);
      Optional<Source> text = env.flatMap(sources::read);
      text.map(
              read ->
                  EnvFile.of(read, raw ? EnvFile.Reader.SYSTEMD : EnvFile.Reader.COMPOSE, known))
          .ifPresent(
              read -> {
                draft.add(read);
                gaps.addAll(read.gaps());
              });
      if (text.isEmpty() && required && !path.isEmpty()) {
        draft.unread.add(env.map(sources::name).orElse(path));
      }
    }
  }

  private void environment(Yaml node, Kind kind, Draft draft) {
    if (node instanceof Items list) {
      for (Yaml item : list.items()) {
        if (item instanceof Text text) {
          assignment(text, draft);
        } else {
          draft.slips.add(mapInList(item));
        }
      }
      return;
    }
    node.fields()
        .forEach(
            (name, field) -> {
              if (!(field.value() instanceof Text text)) {
                draft.slips.add(mapInList(field.value()));
              } else if (!text.empty()) {
                assigned(new Variable(name, text.value(), field.place()), kind, draft);
              } else {
                inherited(name, field.place(), draft);
              }
            });
  }

  private void assignment(Text item, Draft draft) {
    String text = item.value();
    int equals = text.indexOf('=');
    if (equals > 0) {
      assigned(
          new Variable(text.substring(0, equals).strip(), text.substring(equals + 1), item.place()),
          Kind.COMPOSE_LIST,
          draft);
      return;
    }
    Optional<MisreadLine> slip = Slips.withoutEquals(Kind.COMPOSE_LIST, text, item.place());
    slip.ifPresentOrElse(draft.slips::add, () -> inherited(text, item.place(), draft));
  }

  private static void assigned(Variable variable, Kind kind, Draft draft) {
    Slips.twoInOne(kind, variable)
        .ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
  }

  /** A name alone takes its value from the shell or {@code .env}. */
  private void inherited(String name, String place, Draft draft) {
    passed.add(name);
    Optional.ofNullable(known.get(name)).ifPresent(value -> draft.set(name, value, place));
  }

  private static MisreadLine mapInList(Yaml item) {
    String name = item.fields().keySet().stream().findFirst().orElse("NAME");
    String value = item.at(name).map(Yaml::text).orElse("value");
    return new MisreadLine(
        HARM,
        item.place(),
        "an entry of environment is no text",
        "docker compose refuses the whole file: in a list each entry is one text, NAME=value.",
        Kind.COMPOSE_LIST.line(name, value));
  }

  private static boolean hasGpu(Fields service) {
    return service.at("deploy", "resources", "reservations", "devices").isPresent()
        || service.at("deploy", "resources", "reservations", "generic_resources").isPresent()
        || Stream.of("gpus", "runtime", "devices", "privileged", "device_cgroup_rules")
            .anyMatch(service::has);
  }

  private dev.paddock.settings.Confinement surroundings(Fields service) {
    String network = service.at("network_mode").map(Yaml::text).orElse("");
    boolean own = !network.matches("host|none|service:.*|container:.*");
    List<String> published = new ArrayList<>();
    for (Yaml port : service.at("ports").map(Yaml::items).orElse(List.of())) {
      published.add(port.at("target").orElse(port).text());
    }
    Set<Integer> wanted = new HashSet<>(Containers.ports(published));
    boolean others = service.has("expose") || !alone;
    if (wanted.isEmpty() && others) {
      wanted.add(0);
    }
    return Containers.surroundings(own, wanted);
  }
}
