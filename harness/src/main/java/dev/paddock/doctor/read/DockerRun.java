package dev.paddock.doctor.read;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.Containers;
import dev.paddock.doctor.service.EnvFile;
import dev.paddock.doctor.service.MisreadLine;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command {@code docker run}, or podman's: options, image, and the command inside. */
final class DockerRun {
  private static final Set<String> WITHOUT_VALUE =
      Set.of(
          "--rm",
          "--detach",
          "--interactive",
          "--tty",
          "--privileged",
          "--init",
          "--publish-all",
          "--read-only",
          "--no-healthcheck",
          "--quiet",
          "--replace",
          "--tls-verify");

  private final Draft draft = new Draft();
  private final List<String> published = new ArrayList<>();
  private final Sources sources;
  private final Source source;
  private final String place;
  private String name = "docker run";
  private boolean ownNetwork = true;
  private boolean gpu;

  private DockerRun(Source source, Sources sources, String place) {
    this.source = source;
    this.sources = sources;
    this.place = place;
  }

  /** Whether these words run a container. */
  static boolean is(List<String> words) {
    return words.size() > 2
        && Command.base(words.getFirst()).matches("docker|podman|nerdctl")
        && words.subList(1, Math.min(4, words.size())).stream().anyMatch(DockerRun::starts);
  }

  private static boolean starts(String word) {
    return word.equals("run") || word.equals("create");
  }

  /** The service that the words start; empty where it has nothing to do with Ollama. */
  static Optional<Service> service(
      Source source, Sources sources, List<String> words, String place) {
    return new DockerRun(source, sources, place).read(words);
  }

  private Optional<Service> read(List<String> words) {
    int at = 1;
    while (at < words.size() && !starts(words.get(at))) {
      at++;
    }
    at++;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += option(words.get(at), at + 1 < words.size() ? words.get(at + 1) : "");
    }
    if (at >= words.size()) {
      return Optional.empty();
    }
    String image = words.get(at);
    List<String> inside = words.subList(at + 1, words.size());
    Command command = Command.of(inside);
    Containers.Runs runs = Containers.runs(image, name, List.of(command));
    boolean serves =
        runs == Containers.Runs.SERVER
            || (runs == Containers.Runs.UNKNOWN && Containers.givenToServer(draft.variables));
    if (!serves) {
      return Optional.empty();
    }
    command.sets().forEach(one -> set(one));
    draft.commands.add(String.join(" ", inside));
    draft.gpu = Optional.of(gpu);
    draft.around = Containers.surroundings(ownNetwork, Containers.ports(published));
    return Optional.of(draft.service(Kind.DOCKER_RUN, name));
  }

  /** Reads an option, and says how many words it took. */
  private int option(String word, String next) {
    boolean isShort = !word.startsWith("--");
    if (isShort && word.matches("-[ditqP]+")) {
      return 1;
    }
    int equals = word.indexOf('=');
    boolean joined = !isShort && equals > 0;
    boolean glued = isShort && word.length() > 2;
    String key = joined ? word.substring(0, equals) : glued ? word.substring(0, 2) : word;
    if (WITHOUT_VALUE.contains(key)) {
      gpu |= key.equals("--privileged");
      return 1;
    }
    String value =
        joined
            ? word.substring(equals + 1)
            : glued ? word.substring(2).replaceFirst("^=", "") : next;
    switch (key) {
      case "-e", "--env" -> set(value);
      case "--env-file" -> envFile(value);
      case "-p", "--publish", "--expose" -> published.add(value);
      case "--network", "--net" -> ownNetwork &= !value.matches("host|container:.*|none");
      case "--gpus", "--device", "--runtime" -> gpu = true;
      case "--name" -> name = value;
      default -> {
        return joined || glued ? 1 : 2; // no matter of ours
      }
    }
    return joined || glued ? 1 : 2;
  }

  private void set(String assignment) {
    int equals = assignment.indexOf('=');
    Map<String, String> shell = sources.environment();
    if (equals > 0) {
      Variable variable =
          new Variable(assignment.substring(0, equals), assignment.substring(equals + 1), place);
      Optional<MisreadLine> two = Slips.twoInOne(Kind.DOCKER_RUN, variable);
      two.ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
    } else if (shell.containsKey(assignment)) {
      draft.set(assignment, shell.getOrDefault(assignment, ""), place);
    } else {
      Slips.withoutEquals(Kind.DOCKER_RUN, assignment, place).ifPresent(draft.slips::add);
    }
  }

  private void envFile(String path) {
    Optional<Source> file = sources.named(source, path).flatMap(sources::read);
    file.ifPresentOrElse(
        read -> draft.add(EnvFile.of(read, EnvFile.Reader.ANYBODY)), () -> draft.unread.add(path));
  }
}
