package dev.paddock.doctor.service;

import dev.paddock.settings.Configuration;
import dev.paddock.settings.Confinement;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Settings;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Value;
import dev.paddock.settings.parse.EnvText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One way in which an Ollama server is started, with the environment that it gets.
 *
 * @param name as its owner knows it: {@code ollama.service}, a compose service, {@code pid 4711}
 * @param variables every assignment in the order in which they take effect: the last one counts
 * @param commands the command lines that it runs
 * @param slips lines that have no effect
 * @param unread what belongs to it and could not be read
 * @param gpu whether its container is handed a GPU; empty where that is no question
 * @param used names that serve something else there as well, such as a compose file itself
 * @param around what it is shut into
 */
public record Service(
    Kind kind,
    String name,
    List<Variable> variables,
    List<String> commands,
    List<MisreadLine> slips,
    List<String> unread,
    Optional<Boolean> gpu,
    Set<String> used,
    Confinement around) {
  public Service {
    variables = List.copyOf(variables);
    commands = List.copyOf(commands);
    slips = List.copyOf(slips);
    unread = List.copyOf(unread);
    used = Set.copyOf(used);
  }

  /** How an environment is written down, and so how a line to paste looks. */
  public enum Kind {
    UNIT("[Service]\nEnvironment=\"%s=%s\"", "[Service]\nUnsetEnvironment=%s"),
    USER_UNIT("[Service]\nEnvironment=\"%s=%s\"", "[Service]\nUnsetEnvironment=%s"),
    QUADLET("[Container]\nEnvironment=\"%s=%s\"", "# delete the line of %s"),
    COMPOSE_MAP("      %s: \"%s\"", "# delete the line of %s"),
    COMPOSE_LIST("      - %s=%s", "# delete the line of %s"),
    MANIFEST("            - name: %s\n              value: \"%s\"", "# delete the entry of %s"),
    DOCKERFILE("ENV %s=\"%s\"", "# delete the line of %s"),
    DOCKER_RUN("docker run -e %s=%s …", "# leave out -e %s=…"),
    ENV_FILE("%s=%s", "# delete the line of %s"),
    BATCH("set \"%s=%s\"", "set %s="),
    POWERSHELL("$Env:%s = \"%s\"", "Remove-Item Env:%s"),
    LAUNCHD("<key>%s</key>\n<string>%s</string>", "# delete key and string of %s"),
    NIX("%s = \"%s\";", "# delete the line of %s"),
    PROCESS("%s=%s ollama serve", "env -u %s ollama serve"),
    SHELL("export %s=%s", "unset %s");

    private final String set;
    private final String unset;

    Kind(String set, String unset) {
      this.set = set;
      this.unset = unset;
    }

    /** The line that gives a variable this value. */
    public String line(String name, String value) {
      return set.formatted(name, value);
    }

    /** Whether this is a systemd unit. */
    public boolean isUnit() {
      return this == UNIT || this == USER_UNIT;
    }
  }

  /** Variables alone, as of a file or a shell. */
  public static Service of(Kind kind, String name, List<Variable> variables) {
    return new Service(
        kind,
        name,
        variables,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Set.of(),
        Confinement.UNKNOWN);
  }

  /** The same, with its command. */
  public Service running(String command) {
    return new Service(kind, name, variables, List.of(command), slips, unread, gpu, used, around);
  }

  /** The same, with one more line that has no effect. */
  public Service with(MisreadLine slip) {
    return new Service(
        kind,
        name,
        variables,
        commands,
        Stream.concat(slips.stream(), Stream.of(slip)).toList(),
        unread,
        gpu,
        used,
        around);
  }

  /** Each variable once, with the assignment that counts. */
  public Map<String, Variable> effective() {
    Map<String, Variable> effective = new LinkedHashMap<>();
    variables.forEach(variable -> effective.put(variable.name(), variable));
    return effective;
  }

  /** The assignment of {@code name} that counts. */
  public Optional<Variable> variable(String name) {
    return variables.stream().filter(variable -> variable.name().equals(name)).reduce((a, b) -> b);
  }

  /** What a server is given that is started so, as the traps are asked of it. */
  public Situation situation() {
    Map<Setting, Value> values = new HashMap<>();
    effective()
        .forEach(
            (name, variable) ->
                Settings.ofEnvironment(name)
                    .ifPresent(
                        setting ->
                            values.put(
                                setting,
                                setting.canonical(
                                    new Value.Text(EnvText.stripped(variable.value()))))));
    return Situation.OLLAMA.with(new Configuration(values)).in(around);
  }

  /** The lines that give a variable this value here. */
  public String setting(String name, String value) {
    return before() + kind.line(name, value);
  }

  /** The lines that take a variable away here. */
  public String without(String name) {
    return before() + kind.unset.formatted(name);
  }

  private String before() {
    return switch (kind) {
      case UNIT ->
          "# sudo systemctl edit %s, then sudo systemctl restart %s\n".formatted(name, name);
      case USER_UNIT ->
          "# systemctl --user edit %s, then systemctl --user restart %s\n".formatted(name, name);
      case COMPOSE_MAP, COMPOSE_LIST -> "# environment of the service %s\n".formatted(name);
      case MANIFEST -> "# env of the container %s\n".formatted(name);
      case QUADLET,
          DOCKERFILE,
          DOCKER_RUN,
          ENV_FILE,
          BATCH,
          POWERSHELL,
          LAUNCHD,
          NIX,
          PROCESS,
          SHELL ->
          "";
    };
  }
}
