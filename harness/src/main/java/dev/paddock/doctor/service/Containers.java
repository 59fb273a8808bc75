package dev.paddock.doctor.service;

import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.settings.Confinement;
import dev.paddock.settings.Envconfig;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is so of containers, whoever starts them: compose, podman, Kubernetes, docker run. */
public final class Containers {
  private static final Pattern PORT = Pattern.compile(".*?(\\d{1,5})(?:-\\d{1,5})?(?:/\\w+)?$");
  private static final Pattern BESIDE =
      Pattern.compile(
          "webui|web-ui|[-_]ui\\b|chat|proxy|exporter|litellm|client|gateway|metrics|anything|bot"
              + "|n8n|flowise|langflow|curl|dashboard|librechat|hollama|mcp|nginx|caddy|traefik");

  private static final Pattern VERBS =
      Pattern.compile(
          "serve|start|pull|run|create|list|ls|show|push|ps|cp|rm|stop|help|signin|signout|launch");

  private Containers() {}

  /** Whether a container runs an Ollama server. */
  public enum Runs {
    SERVER,
    /** It is another program. */
    OTHER,
    /** It asks a server: {@code ollama pull}. */
    CLIENT,
    /** Nothing tells. */
    UNKNOWN
  }

  /** By its command where it has one, else by its image. */
  public static Runs runs(String image, String name, List<Command> commands) {
    if (commands.stream().anyMatch(Command::serves)) {
      return Runs.SERVER;
    }
    if (commands.stream().anyMatch(Command::asks)) {
      return Runs.CLIENT;
    }
    String path = image.toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
    String repository = path.replaceFirst(":[^/]*$", "");
    if (repository.endsWith("open-webui") && path.endsWith("ollama")) {
      return Runs.SERVER; // it comes with a server inside
    }
    String last = repository.substring(repository.lastIndexOf('/') + 1);
    boolean beside = BESIDE.matcher(last).find();
    if (last.contains("ollama") && !beside) {
      return Runs.SERVER;
    }
    if (image.isEmpty()) {
      String folded = name.toLowerCase(Locale.ROOT);
      return folded.contains("ollama") && !BESIDE.matcher(folded).find()
          ? Runs.SERVER
          : Runs.UNKNOWN;
    }
    if (beside || BESIDE.matcher(repository).find()) {
      return Runs.OTHER;
    }
    return name.equals("ollama") ? Runs.SERVER : Runs.UNKNOWN;
  }

  /** A server that nothing tells of, by what it is given: only a server reads such variables. */
  public static boolean givenToServer(List<Variable> variables) {
    return variables.stream().anyMatch(Containers::ofServerOnly);
  }

  /** Whether a server alone reads it. */
  public static boolean ofServerOnly(Variable variable) {
    return Envconfig.serverOnly(variable.name());
  }

  /** The words that a container starts with; Ollama's image puts its own program first. */
  public static List<String> started(List<String> words, boolean byImage, String image) {
    boolean verb = !words.isEmpty() && VERBS.matcher(words.getFirst()).matches();
    return byImage && verb && image.contains("ollama")
        ? Stream.concat(Stream.of("ollama"), words.stream()).toList()
        : words;
  }

  /** Words that Ollama's own image hands to {@code ollama}, and it does not know. */
  public static Optional<MisreadLine> noVerb(List<String> words, String image, String place) {
    boolean ofOllama = image.matches("(docker\\.io/)?ollama/ollama(:.*)?");
    return ofOllama
            && !words.isEmpty()
            && !words.getFirst().isEmpty()
            && !words.getFirst().startsWith("-")
            && !VERBS.matcher(words.getFirst()).matches()
        ? Optional.of(
            new MisreadLine(
                HARM,
                place,
                "ollama has no command \"%s\"".formatted(words.getFirst()),
                "The image starts ollama with these words, and the container ends at once: a"
                    + " program of your own goes into entrypoint.",
                "    entrypoint: [\"/bin/sh\", \"-c\", \"ollama serve\"]"))
        : Optional.empty();
  }

  /** The container's side of published ports such as {@code 127.0.0.1:8080:11434/tcp}. */
  public static Set<Integer> ports(List<String> published) {
    Set<Integer> ports = new HashSet<>();
    for (String one : published) {
      Matcher matcher = PORT.matcher(one.strip());
      if (matcher.matches()) {
        ports.add(Integer.parseInt(matcher.group(1)));
      }
    }
    return ports;
  }

  public static Confinement surroundings(boolean ownNetwork, Set<Integer> wanted) {
    return new Confinement(true, ownNetwork, wanted, List.of());
  }

  /** A server's variable on a container that is no server. */
  public static MisreadLine stranger(Service.Kind kind, String service, Variable variable) {
    return new MisreadLine(
        variable.place(),
        "%s is set on the service %s, which does not run Ollama".formatted(variable, service),
        "Only the server reads it.",
        "# move it to the environment of the service that runs Ollama:\n"
            + kind.line(variable.name(), variable.value()));
  }
}
