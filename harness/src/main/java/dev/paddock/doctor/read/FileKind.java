package dev.paddock.doctor.read;

import dev.paddock.doctor.service.EnvFile;
import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.service.UnreadLine;
import dev.paddock.doctor.text.Source;
import dev.paddock.doctor.text.Yaml;
import dev.paddock.doctor.text.YamlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of files that are read, told by what stands in them, and by their names. */
public enum FileKind {
  COMPOSE("compose file"),
  KUBERNETES("manifest of Kubernetes"),
  VALUES("values of a chart"),
  UNIT("systemd unit"),
  QUADLET("quadlet"),
  VARIABLES("file of variables"),
  SHELL("shell script"),
  BATCH("batch file"),
  POWERSHELL("PowerShell script"),
  REGISTRY("export of the registry"),
  LAUNCHD("job of launchd"),
  NIX("module of NixOS"),
  DOCKERFILE("Dockerfile"),
  UNKNOWN("not understood");

  /** No more parts of a file are named that were not understood. */
  static final int MOST_GAPS = 50;

  /** Begins what is said of a text that is to be YAML and is none. */
  static final String NO_YAML = "it is no YAML: ";

  private static final String READ =
      "it is of no kind that is read here: compose, Kubernetes, chart values, systemd, quadlet,"
          + " NAME=value, shell, batch, PowerShell, launchd, NixOS, Dockerfile";
  private static final Pattern SECTION =
      Pattern.compile("(?m)^[ \\t]*\\[(Unit|Service|Container|Install)]\\s*$");

  /** How a task of Ansible begins, which may write a unit. */
  private static final Pattern TASK = Pattern.compile("- [\\w.]+: .*");

  private static final Pattern UNIT_LINE =
      Pattern.compile("(?m)^[ \\t]*(Environment|EnvironmentFile|ExecStart)\\s*=");
  private static final Pattern BATCH_LINE =
      Pattern.compile("(?im)^[ \\t]*(@?echo off|@?setx?\\s+\"?[A-Z_]+[= ]|@?setx\\s)");
  private static final Pattern POWERSHELL_LINE =
      Pattern.compile("(?im)^[ \\t]*(\\$env:\\w+\\s*=|\\[(System\\.)?Environment]::Set)");
  private static final Pattern SHELL_LINE =
      Pattern.compile(
          "(?m)^[ \\t]*(#!.*\\b(ba|z|da|fi)?sh\\b|(exec |sudo |nohup )?(ollama|docker|podman) \\w"
              + "|source \\S|set -[gUx]*x |\\w+=\\S* ollama (serve|start)|launchctl setenv "
              + "|systemctl |if \\[|fi$|alias )");
  private static final Pattern DOCKER_LINE =
      Pattern.compile("(?m)^(RUN|ENV|COPY|ENTRYPOINT|CMD|EXPOSE|WORKDIR)\\s");
  private static final Pattern YAML_LINE =
      Pattern.compile(
          "(?m)^(services|apiVersion|include):\\s*\\S*|\\A\\s*\\{\\s*\"(services|apiVersion)\"");

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  /** The format as a reader is told it. */
  public String words() {
    return words;
  }

  /** What the user said that a file is; where the file itself tells nothing else, it counts. */
  public enum Said {
    COMPOSE,
    UNIT,
    VARIABLES,
    NOTHING
  }

  /** Reads a file as what it is. */
  public static Understood understood(Source source, Said said, Sources sources) {
    if (source.encoding() == Source.Encoding.NO_TEXT) {
      return Understood.nothing(source, "it is no text, or longer than 20000 lines or 4 MiB");
    }
    FileKind format = of(source, said);
    return format.read(source, sources);
  }

  /** Several compose files over one another. */
  public static Understood compose(List<Source> files, Sources sources) {
    return ComposeProject.read(files, sources);
  }

  Understood read(Source source, Sources sources) {
    return switch (this) {
      case COMPOSE -> ComposeProject.read(List.of(source), sources);
      case KUBERNETES, VALUES -> yaml(source);
      case UNIT -> UnitText.read(source, sources);
      case QUADLET -> Quadlet.read(source, sources);
      case VARIABLES -> variables(source);
      case SHELL -> ShellFile.read(source, sources);
      case BATCH -> WindowsFile.batch(source);
      case POWERSHELL -> WindowsFile.powerShell(source);
      case REGISTRY -> WindowsFile.registry(source);
      case LAUNCHD -> PropertyList.read(source);
      case NIX -> NixFile.read(source);
      case DOCKERFILE -> Dockerfile.read(source);
      case UNKNOWN -> Understood.nothing(source, READ);
    };
  }

  /** What a file is. */
  public static FileKind of(Source source, Said said) {
    return byName(source.fileName())
        .or(() -> saidAndNamed(source, said))
        .or(() -> byText(source.text(), said))
        .or(() -> bySaid(source, said))
        .orElse(UNKNOWN);
  }

  /** What a part of a script is, which has no name of its own. */
  static FileKind ofPart(Source source) {
    return byText(source.text(), Said.NOTHING)
        .filter(format -> format == UNIT || format == COMPOSE || format == QUADLET)
        .orElse(UNKNOWN);
  }

  private static Optional<FileKind> byName(String name) {
    String ending = name.replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT);
    return Optional.ofNullable(
            switch (ending) {
              case "plist" -> LAUNCHD;
              case "nix" -> NIX;
              case "container" -> QUADLET;
              case "service" -> UNIT;
              case "bat", "cmd" -> BATCH;
              case "ps1", "psm1" -> POWERSHELL;
              case "reg" -> REGISTRY;
              case "sh",
                  "bash",
                  "zsh",
                  "fish",
                  "bashrc",
                  "zshrc",
                  "profile",
                  "zshenv",
                  "zprofile",
                  "bash_profile" ->
                  SHELL;
              default ->
                  name.matches("(docker|container)file(\\..*)?|.*\\.dockerfile")
                      ? DOCKERFILE
                      : UNKNOWN;
            })
        .filter(format -> format != UNKNOWN);
  }

  /**
   * A file that was handed over for one of variables and is called so is one, whatever a line of it
   * looks like: {@code X=1 ollama serve} gives X a value of three words there.
   */
  private static Optional<FileKind> saidAndNamed(Source source, Said said) {
    boolean lines =
        source
            .text()
            .lines()
            .map(String::strip)
            .allMatch(line -> line.isEmpty() || line.matches("#(?!!).*|\\w+=.*"));
    return said == Said.VARIABLES && source.fileName().endsWith(".env") && lines
        ? Optional.of(VARIABLES)
        : Optional.empty();
  }

  private static Optional<FileKind> byText(String text, Said said) {
    if (text.contains("<plist") || text.startsWith("bplist")) {
      return Optional.of(LAUNCHD);
    }
    if (text.stripLeading().startsWith("<")) {
      return Optional.of(UNKNOWN);
    }
    if (!isPlaybook(text) && SECTION.matcher(text).find()) {
      return Optional.of(text.contains("[Container]") ? QUADLET : UNIT);
    }
    if (text.startsWith("Windows Registry Editor")) {
      return Optional.of(REGISTRY);
    }
    if (YAML_LINE.matcher(text).find()) {
      return Optional.of(
          Pattern.compile("(?m)^apiVersion:|\\A\\s*\\{\\s*\"apiVersion\"").matcher(text).find()
              ? KUBERNETES
              : COMPOSE);
    }
    if (text.contains("services.ollama") && text.contains("{")) {
      return Optional.of(NIX);
    }
    if (Pattern.compile("(?m)^FROM\\s+\\S").matcher(text).find()) {
      return Optional.of(DOCKER_LINE.matcher(text).find() ? DOCKERFILE : UNKNOWN);
    }
    if (SHELL_LINE.matcher(text).find() && !text.contains("@echo off")) {
      return BATCH_LINE.matcher(text).find() && !text.startsWith("#!")
          ? Optional.of(BATCH)
          : Optional.of(SHELL);
    }
    if (BATCH_LINE.matcher(text).find()) {
      return Optional.of(BATCH);
    }
    if (POWERSHELL_LINE.matcher(text).find()) {
      return Optional.of(POWERSHELL);
    }
    return said == Said.UNIT && UNIT_LINE.matcher(text).find()
        ? Optional.of(UNIT)
        : Optional.empty();
  }

  private static Optional<FileKind> bySaid(Source source, Said said) {
    boolean yaml = source.fileName().matches(".*\\.(ya?ml|json)");
    if (yaml || said == Said.COMPOSE) {
      return Optional.of(VALUES);
    }
    String text = source.text();
    if (isPlaybook(text)) {
      return Optional.of(VALUES);
    }
    long assignments =
        text.lines().filter(line -> line.matches("\\s*(export\\s+)?[\\w.-]+\\s*=.*")).count();
    long exported = text.lines().filter(line -> line.matches("\\s*export\\s+\\w+=.*")).count();
    boolean noise =
        text.lines()
            .map(String::strip)
            .anyMatch(line -> line.matches("[{}\\[\\]].*|.*\\{$|\\[[^]]*]"));
    if (assignments > 0 && exported == assignments && !noise) {
      return Optional.of(SHELL);
    }
    boolean named = OllamaNames.mentionedIn(text) || text.isBlank();
    return (assignments > 0 || (said == Said.VARIABLES && named)) && !noise
        ? Optional.of(VARIABLES)
        : Optional.empty();
  }

  /** Whether the first line that says something is an entry of a list. */
  private static boolean isPlaybook(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("---"))
        .findFirst()
        .filter(line -> TASK.matcher(line).matches())
        .isPresent();
  }

  private static Understood variables(Source source) {
    EnvFile file = EnvFile.of(source, EnvFile.Reader.ANYBODY);
    Draft draft = new Draft();
    draft.add(file);
    return new Understood(
        VARIABLES,
        List.of(draft.service(Service.Kind.ENV_FILE, source.name())),
        List.of(),
        file.gaps());
  }

  private static Understood yaml(Source source) {
    try {
      List<Yaml> documents = YamlText.of(source, (text, _) -> text).all();
      return documents.stream().anyMatch(one -> one.has("services"))
              && !Manifest.is(documents.getFirst())
          ? Understood.nothing(source, "services stand in it, and it is no compose file")
          : Manifest.read(source, documents);
    } catch (YamlText.NoYaml e) {
      return new Understood(
          UNKNOWN,
          List.of(),
          List.of(),
          List.of(
              new UnreadLine(
                  source.at(e.line()),
                  source.lines().stream().skip(e.line() - 1L).findFirst().orElse(""),
                  NO_YAML + e.getMessage())));
    }
  }
}
