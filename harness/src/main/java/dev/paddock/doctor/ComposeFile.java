package dev.paddock.doctor;

import dev.paddock.doctor.Service.Kind;
import dev.paddock.settings.Envconfig;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The services of a compose file that run Ollama, with the environment that compose gives them. */
final class ComposeFile {
  private static final int DEEPEST = 8;
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$|\\$\\{(\\w+)(?::?[-?+]([^}]*))?\\}|\\$(\\w+)");

  private final InspectedHost here;
  private final Path file;
  private final Map<String, String> known = new HashMap<>();
  private final List<Variable> beside = new ArrayList<>();
  private final List<String> referred = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  private ComposeFile(InspectedHost here, Path file) {
    this.here = here;
    this.file = file;
  }

  /**
   * Reads the services; none where no service runs Ollama.
   *
   * @throws DoctorException where the file is no YAML
   */
  static List<Service> services(InspectedHost here, Path file, String text) {
    return new ComposeFile(here, file).read(text);
  }

  private List<Service> read(String text) {
    Path env = file.resolveSibling(".env");
    InspectedHost.text(env)
        .map(dot -> EnvFile.of(here.shown(env), dot, EnvFile.Reader.COMPOSE))
        .ifPresent(dot -> beside.addAll(dot.variables()));
    beside.forEach(variable -> known.put(variable.name(), variable.value()));
    known.putAll(here.environment());
    List<Service> services = new ArrayList<>();
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root != null) {
        child(root, "services").ifPresent(all -> each(all).forEach(one -> add(one, services)));
      }
    } catch (YAMLException e) {
      throw new DoctorException(
          "%s is no YAML: %s".formatted(here.shown(file), String.valueOf(e.getMessage())), e);
    }
    return services;
  }

  private void add(NodeTuple tuple, List<Service> services) {
    String name = text(tuple.getKeyNode());
    Node service = tuple.getValueNode();
    unread.clear();
    String image = child(service, "image").map(this::text).orElse("");
    List<String> commands =
        Stream.of("entrypoint", "command", "post_start")
            .flatMap(key -> child(service, key).stream())
            .map(node -> flat(node, 0))
            .toList();
    List<Variable> variables = new ArrayList<>(envFiles(service));
    Optional<Node> environment = child(service, "environment");
    environment.ifPresent(node -> variables.addAll(environment(node)));
    boolean list = environment.filter(SequenceNode.class::isInstance).isPresent();
    Kind kind = list ? Kind.COMPOSE_LIST : Kind.COMPOSE_MAP;
    boolean runs =
        image.contains("ollama")
            || name.equals("ollama")
            || commands.stream().anyMatch(command -> command.contains("ollama serve"));
    if (runs) {
      services.add(
          new Service(
              kind,
              name,
              variables,
              commands,
              unpassed(kind, variables),
              List.copyOf(unread),
              Optional.of(hasGpu(service))));
    } else {
      List<MisreadLine> slips = strangers(kind, name, variables);
      if (!slips.isEmpty()) {
        services.add(
            new Service(kind, name, List.of(), List.of(), slips, List.of(), Optional.empty()));
      }
    }
  }

  /** Server variables of a service that is no server. */
  private static List<MisreadLine> strangers(Kind kind, String name, List<Variable> variables) {
    return variables.stream()
        .filter(variable -> Envconfig.serverOnly(variable.name()))
        .map(
            variable ->
                new MisreadLine(
                    variable.place(),
                    "%s is set on the service %s, which does not run Ollama"
                        .formatted(variable, name),
                    "Only the server reads it.",
                    "# move it to the environment of the service that runs Ollama:\n"
                        + kind.line(variable.name(), variable.value())))
        .toList();
  }

  /** What stands in {@code .env} serves to fill in the compose file, and reaches no container. */
  private List<MisreadLine> unpassed(Kind kind, List<Variable> variables) {
    List<String> passed = variables.stream().map(Variable::name).toList();
    return beside.stream()
        .filter(variable -> OllamaNames.isOfOllama(variable.name()))
        .filter(variable -> !passed.contains(variable.name()))
        .filter(variable -> !referred.contains(variable.name()))
        .map(
            variable ->
                new MisreadLine(
                    variable.place(),
                    "%s is not handed to the container".formatted(variable),
                    "Compose uses .env to fill in the compose file; a container gets only what "
                        + "its environment or env_file names.",
                    kind.line(variable.name(), "${%s}".formatted(variable.name()))))
        .toList();
  }

  private static boolean hasGpu(Node service) {
    boolean reserved =
        child(service, "deploy")
            .flatMap(deploy -> child(deploy, "resources"))
            .flatMap(resources -> child(resources, "reservations"))
            .flatMap(reservations -> child(reservations, "devices"))
            .isPresent();
    return reserved
        || Stream.of("gpus", "runtime", "devices", "privileged")
            .anyMatch(key -> child(service, key).isPresent());
  }

  private List<Variable> envFiles(Node service) {
    List<Variable> variables = new ArrayList<>();
    Optional<Node> files = child(service, "env_file");
    List<Node> paths =
        files
            .map(node -> node instanceof SequenceNode list ? list.getValue() : List.of(node))
            .orElse(List.of());
    for (Node node : paths) {
      Node path = child(node, "path").orElse(node);
      Path env = file.resolveSibling(text(path));
      Optional<String> text = InspectedHost.text(env);
      text.map(read -> EnvFile.of(here.shown(env), read, EnvFile.Reader.COMPOSE))
          .ifPresent(read -> variables.addAll(read.variables()));
      if (text.isEmpty()) {
        unread.add(here.shown(env));
      }
    }
    return variables;
  }

  private List<Variable> environment(Node node) {
    List<Variable> variables = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        String text = text(item);
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Optional<String> value =
            equals < 0
                ? Optional.ofNullable(known.get(name))
                : Optional.of(text.substring(equals + 1));
        value.ifPresent(known -> variables.add(new Variable(name, known, place(item))));
      }
    } else {
      for (NodeTuple tuple : each(node)) {
        String name = text(tuple.getKeyNode());
        boolean empty =
            tuple.getValueNode() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
        Optional<String> value =
            empty ? Optional.ofNullable(known.get(name)) : Optional.of(text(tuple.getValueNode()));
        value.ifPresent(
            known -> variables.add(new Variable(name, known, place(tuple.getKeyNode()))));
      }
    }
    return variables;
  }

  private String place(Node node) {
    return here.shown(file) + ":" + (node.getStartMark().getLine() + 1);
  }

  /** All scalars below a node; an anchor may hold itself, so not without end. */
  private String flat(Node node, int depth) {
    if (depth > DEEPEST) {
      return "";
    }
    return switch (node) {
      case SequenceNode list ->
          String.join(" ", list.getValue().stream().map(one -> flat(one, depth + 1)).toList());
      case MappingNode map ->
          String.join(
              " ",
              map.getValue().stream().map(one -> flat(one.getValueNode(), depth + 1)).toList());
      default -> text(node);
    };
  }

  /** A scalar with its references filled in from the shell and {@code .env}, as compose does. */
  private String text(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return "";
    }
    return REFERENCE.matcher(scalar.getValue()).replaceAll(this::filled);
  }

  private String filled(MatchResult match) {
    String name = match.group(1) == null ? match.group(3) : match.group(1);
    if (name == null) {
      return Matcher.quoteReplacement("$");
    }
    referred.add(name);
    String otherwise = match.group(2) == null ? "" : match.group(2);
    String value = known.getOrDefault(name, "");
    return Matcher.quoteReplacement(value.isEmpty() ? otherwise : value);
  }

  private static Optional<Node> child(Node node, String key) {
    return each(node).stream()
        .filter(
            tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .map(NodeTuple::getValueNode)
        .reduce((a, b) -> b);
  }

  /** The entries of a map, those that {@code <<} merges in first. */
  private static List<NodeTuple> each(Node node) {
    return each(node, 0);
  }

  private static List<NodeTuple> each(Node node, int depth) {
    List<NodeTuple> tuples = new ArrayList<>();
    if (node instanceof MappingNode map && depth < DEEPEST) {
      for (NodeTuple tuple : map.getValue()) {
        if (isMerge(tuple)) {
          List<Node> merged =
              tuple.getValueNode() instanceof SequenceNode list
                  ? list.getValue()
                  : List.of(tuple.getValueNode());
          merged.forEach(one -> tuples.addAll(0, each(one, depth + 1)));
        }
      }
      map.getValue().stream().filter(tuple -> !isMerge(tuple)).forEach(tuples::add);
    }
    return tuples;
  }

  private static boolean isMerge(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals("<<");
  }
}
