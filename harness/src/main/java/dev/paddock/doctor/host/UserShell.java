package dev.paddock.doctor.host;

import dev.paddock.doctor.service.OllamaNames;
import dev.paddock.doctor.service.Service;
import dev.paddock.doctor.service.Service.Kind;
import dev.paddock.doctor.service.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The environment of the user's shell, with the files that export it. */
public final class UserShell {
  private static final List<String> SHELL_FILES =
      List.of(".bashrc", ".bash_profile", ".profile", ".zshrc", ".zshenv");

  private final InspectedHost here;

  public UserShell(InspectedHost here) {
    this.here = here;
  }

  /** Its variables that concern Ollama. */
  public Service service() {
    List<Variable> variables =
        here.environment().entrySet().stream()
            .filter(variable -> OllamaNames.isOfOllama(variable.getKey()))
            .map(
                variable ->
                    new Variable(
                        variable.getKey(), variable.getValue(), exportedIn(variable.getKey())))
            .sorted(Comparator.comparing(Variable::name))
            .toList();
    return Service.of(Kind.SHELL, "this shell", variables);
  }

  /** The line that exports a variable, so that it can be found and deleted. */
  private String exportedIn(String name) {
    Pattern export =
        Pattern.compile("^\\s*(export\\s+|set -gx\\s+)?" + Pattern.quote(name) + "[= ]");
    List<Path> files = new ArrayList<>();
    SHELL_FILES.forEach(file -> files.add(here.home().resolve(file)));
    files.add(here.root().resolve("etc/environment"));
    for (Path file : files) {
      List<String> lines =
          InspectedHost.text(file).map(text -> text.lines().toList()).orElse(List.of());
      for (int i = 0; i < lines.size(); i++) {
        if (export.matcher(lines.get(i)).find()) {
          return "%s:%d".formatted(here.shown(file), i + 1);
        }
      }
    }
    return "the environment of this shell";
  }
}
