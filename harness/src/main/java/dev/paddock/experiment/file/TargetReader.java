package dev.paddock.experiment.file;

import dev.paddock.experiment.AccessSpec;
import dev.paddock.experiment.Refused;
import dev.paddock.experiment.TargetSpec;
import dev.paddock.experiment.yaml.Node;
import dev.paddock.settings.Scope;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Value;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is measured. */
final class TargetReader {
  /** Where an Ollama answers that nobody has moved. */
  private static final URI OLLAMA = URI.create("http://127.0.0.1:11434");

  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(/v1)?/(chat/completions|completions|embeddings|models)/?$"
              + "|/api/(generate|chat|embed|embeddings|tags|show)/?$");

  private TargetReader() {}

  static TargetSpec read(Fields fields) {
    TargetSpec.Kind kind =
        fields.choice("kind", TargetSpec.Kind.class).orElse(TargetSpec.Kind.EMBEDDED);
    Optional<String> named = fields.chosen("engine");
    Optional<URI> given = fields.address("url");
    Optional<URI> url = given.map(AccessSpec::bare);
    url.map(URI::toString)
        .filter(text -> ENDPOINT.matcher(text).find())
        .ifPresent(
            text ->
                fields.refuse(
                    "url",
                    "is the address of one endpoint of the server",
                    "Write where the server is: " + ENDPOINT.matcher(text).replaceFirst("")));
    Optional<String> command = fields.words("command");
    if (named.isPresent() && kind != TargetSpec.Kind.EMBEDDED) {
      fields.refuse("engine", "only the target kind embedded has an engine", "Leave it out.");
    }
    if (command.isPresent()) {
      switch (kind) {
        case OLLAMA, OPENAI -> {}
        case EMBEDDED ->
            fields.refuse("command", "Paddock knows how to start its own engine", "Leave it out.");
        case JMH -> fields.refuse("command", "a JMH suite has no server to start", "Leave it out.");
      }
    }
    if (kind == TargetSpec.Kind.OPENAI && url.isEmpty() && command.isEmpty()) {
      fields.missing(
          "url",
          "Say where it answers: --url http://HOST:PORT, or start it: command: llama-server …");
    }
    boolean paced = named.filter("pace"::equals).isPresent();
    if (!paced && fields.node("pace").isPresent()) {
      fields.refuse("pace", "is of the engine pace only", "Add engine: pace, or leave it out.");
    }
    TargetSpec target =
        new TargetSpec(
            kind,
            kind == TargetSpec.Kind.OLLAMA && command.isEmpty()
                ? Optional.of(url.orElse(OLLAMA))
                : url.map(TargetReader::withoutVersion),
            command,
            Map.of(),
            ProxyReader.read(
                fields, command.isPresent() || (kind == TargetSpec.Kind.EMBEDDED && url.isEmpty())),
            paced
                ? new TargetSpec.Engine.Pace(PaceReader.read(fields))
                : new TargetSpec.Engine.Llama(),
            AccessReader.read(fields, given));
    return target.with(environment(fields, target));
  }

  /**
   * Clients of OpenAI's API are given the address with its version, and Paddock adds that itself.
   */
  private static URI withoutVersion(URI url) {
    return URI.create(url.toString().replaceAll("/v1/?$", ""));
  }

  private static Map<String, String> environment(Fields fields, TargetSpec target) {
    Map<String, String> variables = new LinkedHashMap<>();
    Optional<Node> node = fields.node("environment");
    if (node.isEmpty()) {
      return variables;
    }
    String path = fields.path("environment");
    Node.Mapping mapping = Fields.mapping(node.get(), path, fields.problems());
    if (!target.managed() && !mapping.entries().isEmpty()) {
      fields
          .problems()
          .add(
              mapping.place(),
              path,
              "the server is attached: Paddock does not start it, so it cannot set its variables",
              "Start the server with them yourself and leave them out here.");
      return variables;
    }
    SettingReader reader = new SettingReader(target);
    mapping
        .entries()
        .forEach(
            (name, entry) ->
                fields
                    .problems()
                    .attempt(
                        entry.value().place(),
                        path + "." + name,
                        () -> value(reader, name, entry.value()))
                    .filter(value -> !(value instanceof Value.Unset))
                    .ifPresent(value -> variables.put(name, value.toString())));
    return variables;
  }

  /**
   * A variable's value; one that is no setting of Ollama, such as a library path, is let through.
   */
  private static Value value(SettingReader reader, String name, Node node) {
    if (Settings.find(name).isEmpty()
        && Settings.neverExisted(name).isEmpty()
        && name.matches("(?!OLLAMA_)[A-Z][A-Z0-9_]*|(https?|no|all)_proxy")) {
      return new Value.Text(Fields.text(node));
    }
    if (name.startsWith("env.")) {
      throw new Refused(
          "is how a factor or constant names a variable",
          "Write %s here.".formatted(name.substring("env.".length())));
    }
    Setting setting = reader.setting(name);
    if (setting.scope() != Scope.SERVER) {
      throw new Refused("is no variable of the server", "Write it under constants.");
    }
    return SettingReader.value(setting, node);
  }
}
