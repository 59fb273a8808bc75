package dev.paddock.doctor.read;

import dev.paddock.doctor.service.Command;
import dev.paddock.doctor.service.Containers;
import dev.paddock.doctor.service.Containers.Runs;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Slips;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.service.Variable;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Yaml;
import dev.paddock.doctor.text.Yaml.Fields;
import dev.paddock.doctor.text.Yaml.Items;
import dev.paddock.doctor.text.Yaml.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Manifests of Kubernetes, and values of charts: the environment of each container in them, and
 * what of it comes from elsewhere.
 */
final class Manifest {
  private static final int MOST = 20_000;
  private static final int MOST_VARIABLES = 2000;
  private static final int MOST_REFERENCES = 16;
  private static final int LONGEST_REFERENCE = 256;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\((\\w+)\\)");
  private static final Pattern ENVIRONMENT =
      Pattern.compile(
          "(?i)(extra|common|additional|pod|container)?_?env(ironment)?(vars?|variables)?");

  private final Source source;
  private final Map<String, Yaml> configMaps = new HashMap<>();
  private final List<Service> services = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<UnreadLine> gaps = new ArrayList<>();
  private final Set<String> claimed = new HashSet<>();
  private boolean published;
  private int steps;
  private int lists;

  private Manifest(Source source) {
    this.source = source;
  }

  /** Whether a document is a manifest. */
  static boolean is(Yaml document) {
    return document.has("apiVersion") && document.has("kind");
  }

  static Understood read(Source source, List<Yaml> documents) {
    return new Manifest(source).read(documents);
  }

  private Understood read(List<Yaml> documents) {
    boolean manifest = documents.stream().anyMatch(Manifest::is);
    for (Yaml document : documents) {
      String kind = document.at("kind").map(Yaml::text).orElse("");
      published |= kind.equals("Service") || kind.equals("Ingress");
      if (kind.equals("ConfigMap")) {
        document
            .at("metadata", "name")
            .ifPresent(name -> configMaps.put(name.text(), document.at("data").orElse(document)));
      }
    }
    documents.forEach(document -> walk(document, false));
    if (services.isEmpty() && lists == 0) {
      Draft loose = new Draft();
      documents.forEach(document -> loose(document, "", loose));
      if (!loose.isEmpty()) {
        services.add(loose.service(Kind.MANIFEST, source.name()));
      } else if (!manifest) {
        return Understood.nothing(
            source, "it is YAML, but no compose file, no manifest, and holds no env");
      }
    }
    steps = 0;
    documents.forEach(this::unclaimed);
    return new Understood(
        manifest ? FileKind.KUBERNETES : FileKind.VALUES, services, unknown, gaps);
  }

  /** Looks for pods: maps with a list of containers. */
  private void walk(Yaml node, boolean hostNetwork) {
    if (steps++ > MOST) {
      return;
    }
    if (node instanceof Items list) {
      list.items().forEach(one -> walk(one, hostNetwork));
    } else if (node instanceof Fields map) {
      boolean host =
          hostNetwork || map.at("hostNetwork").map(Yaml::text).filter("true"::equals).isPresent();
      for (String key : List.of("containers", "initContainers")) {
        if (map.at(key).orElse(map) instanceof Items containers) {
          lists++;
          containers.items().forEach(one -> container(one, host, containers.items().size()));
        }
      }
      map.fields().values().forEach(field -> walk(field.value(), host));
    }
  }

  private void container(Yaml container, boolean hostNetwork, int siblings) {
    if (!(container instanceof Fields fields)) {
      return;
    }
    String name = fields.at("name").map(Yaml::text).orElse("container");
    String image = fields.at("image").map(Yaml::text).orElse("");
    Draft draft = new Draft();
    fields.at("envFrom").ifPresent(list -> from(list, name, draft));
    fields.at("env").ifPresent(list -> environment(list, name, draft));
    List<String> words = new ArrayList<>();
    fields.at("command").ifPresent(node -> words.addAll(node.texts()));
    boolean byImage = words.isEmpty();
    fields.at("args").ifPresent(node -> words.addAll(node.texts()));
    List<Command> commands = new ArrayList<>();
    commands.add(Command.of(Containers.started(words, byImage, image)));
    fields
        .at("lifecycle", "postStart", "exec", "command")
        .ifPresent(node -> commands.add(Command.of(node.texts())));
    Runs runs = Containers.runs(image, name, commands.subList(0, 1));
    if (runs == Runs.UNKNOWN && Containers.givenToServer(draft.variables)) {
      runs = Runs.SERVER;
    }
    if (runs != Runs.SERVER) {
      stranger(name, draft);
      return;
    }
    for (Command command : commands) {
      command.sets().forEach(set -> set(set, fields.place(), draft));
      command.runs().forEach(run -> draft.commands.add(String.join(" ", run)));
    }
    Set<Integer> wanted = new HashSet<>();
    for (Yaml port : fields.at("ports").map(Yaml::items).orElse(List.of())) {
      wanted.addAll(Containers.ports(port.at("containerPort").map(Yaml::texts).orElse(List.of())));
    }
    boolean asked = fields.has("readinessProbe") || fields.has("livenessProbe");
    if (wanted.isEmpty() && (asked || (published && siblings == 1))) {
      wanted.add(0);
    }
    draft.around = Containers.surroundings(!hostNetwork, wanted);
    services.add(draft.service(Kind.MANIFEST, name));
  }

  private static void set(String assignment, String place, Draft draft) {
    int equals = assignment.indexOf('=');
    draft.set(assignment.substring(0, equals), assignment.substring(equals + 1), place);
  }

  private void stranger(String name, Draft draft) {
    Draft other = new Draft();
    draft.variables.stream()
        .filter(Containers::ofServerOnly)
        .map(variable -> Containers.stranger(Kind.MANIFEST, name, variable))
        .forEach(other.slips::add);
    if (!other.isEmpty()) {
      services.add(other.service(Kind.MANIFEST, name));
    }
  }

  private void from(Yaml list, String container, Draft draft) {
    for (Yaml one : list.items()) {
      String map = one.at("configMapRef", "name").map(Yaml::text).orElse("");
      Yaml data = configMaps.get(map);
      if (data == null) {
        String what = one.fields().keySet().stream().findFirst().orElse("envFrom");
        unknown.add("%s: what %s gives to %s".formatted(one.place(), what, container));
      } else {
        data.fields()
            .forEach(
                (name, field) -> {
                  claimed.add(field.place());
                  draft.set(name, field.value().text(), field.place());
                });
      }
    }
  }

  private void environment(Yaml list, String container, Draft draft) {
    if (list instanceof Fields map && !map.has("name")) {
      mapOfVariables(map, draft);
      return;
    }
    list.items().stream().limit(MOST_VARIABLES).forEach(one -> entry(one, container, draft));
  }

  private void mapOfVariables(Fields map, Draft draft) {
    map.fields()
        .forEach(
            (name, field) -> {
              claimed.add(field.place());
              if (field.value() instanceof Text text) {
                set(new Variable(name, text.value(), field.place()), draft);
              } else if (field.value().at("value").isPresent()) {
                set(
                    new Variable(
                        name, field.value().at("value").orElseThrow().text(), field.place()),
                    draft);
              } else {
                elsewhere(name, field.place(), draft);
              }
            });
  }

  private void entry(Yaml one, String container, Draft draft) {
    String name = one.at("name").map(Yaml::text).orElse("");
    if (one instanceof Text text && text.value().indexOf('=') > 0) {
      claimed.add(one.place());
      set(text.value(), one.place(), draft);
      return;
    }
    one.fields().values().forEach(field -> claimed.add(field.place()));
    String place = one.place();
    Optional<Yaml> value = one.at("value");
    if (value.isPresent() && value.get() instanceof Text text) {
      set(new Variable(name, referred(text.value(), draft), place), draft);
    } else if (one.at("valueFrom").isPresent()) {
      from(name, one.at("valueFrom").orElseThrow(), place, draft);
    } else if (OllamaNames.matters(name)) {
      draft.set(name, "", place);
    } else if (name.isEmpty()) {
      gaps.add(new UnreadLine(place, "an entry of env of " + container, "it has no name"));
    }
  }

  private static void set(Variable variable, Draft draft) {
    Slips.twoInOne(Kind.MANIFEST, variable)
        .ifPresentOrElse(draft.slips::add, () -> draft.variables.add(variable));
  }

  private void from(String name, Yaml by, String place, Draft draft) {
    String map = by.at("configMapKeyRef", "name").map(Yaml::text).orElse("");
    String key = by.at("configMapKeyRef", "key").map(Yaml::text).orElse("");
    Optional<Yaml> value = Optional.ofNullable(configMaps.get(map)).flatMap(data -> data.at(key));
    value.ifPresentOrElse(
        known -> draft.set(name, known.text(), place), () -> elsewhere(name, place, draft));
  }

  private void elsewhere(String name, String place, Draft draft) {
    draft.used.add(name);
    if (OllamaNames.matters(name)) {
      unknown.add("%s: the value of %s, which comes from elsewhere".formatted(place, name));
    }
  }

  private static String referred(String value, Draft draft) {
    Matcher matcher = REFERENCE.matcher(value);
    if (matcher.results().limit(MOST_REFERENCES + 1).count() > MOST_REFERENCES) {
      return value;
    }
    return matcher.replaceAll(
        match ->
            Matcher.quoteReplacement(
                draft.variables.stream()
                    .filter(variable -> variable.name().equals(match.group(1)))
                    .map(Variable::value)
                    .reduce((a, b) -> b)
                    .filter(text -> text.length() < LONGEST_REFERENCE)
                    .orElse(match.group())));
  }

  /** Lists of names and values, wherever they stand: charts call them as they like. */
  private void loose(Yaml node, String key, Draft draft) {
    if (steps++ > MOST) {
      return;
    }
    boolean named = ENVIRONMENT.matcher(key).matches();
    if (node instanceof Items list) {
      boolean pairs =
          list.items().stream()
              .anyMatch(one -> one.has("name") && (one.has("value") || one.has("valueFrom")));
      if (named || pairs) {
        list.items().stream()
            .filter(one -> one.has("name") || one instanceof Text)
            .forEach(one -> entry(one, key, draft));
      } else {
        list.items().forEach(one -> loose(one, "", draft));
      }
    } else if (node instanceof Fields map) {
      if (named) {
        mapOfVariables(map, draft);
      } else {
        map.fields().forEach((name, field) -> loose(field.value(), name, draft));
      }
    }
  }

  /** Places that name a variable of Ollama and were not read. */
  private void unclaimed(Yaml node) {
    if (steps++ > MOST || gaps.size() >= FileKind.MOST_GAPS) {
      return;
    }
    if (node instanceof Items list) {
      list.items().forEach(this::unclaimed);
    } else if (node instanceof Fields map) {
      map.fields()
          .forEach(
              (key, field) -> {
                boolean named = key.equals("name") && OllamaNames.matters(field.value().text());
                if ((named || OllamaNames.matters(key)) && !claimed.contains(field.place())) {
                  gaps.add(new UnreadLine(field.place(), key, "it stands in no env that is read"));
                }
                unclaimed(field.value());
              });
    }
  }
}
