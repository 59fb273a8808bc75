package dev.paddock.settings.trap;

import static dev.paddock.settings.Trap.Planned.Of.VALUE;
import static dev.paddock.settings.parse.Severity.HARM;

import dev.paddock.settings.Known;
import dev.paddock.settings.Situation;
import dev.paddock.settings.Trap;
import dev.paddock.settings.Trap.Assignment;
import dev.paddock.settings.Trap.Found;
import dev.paddock.settings.parse.EnvText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The group of traps that lie in the folder of the models. Ollama takes the text as it is: {@code
 * ~/x}, {@code $HOME/x}, {@code https://a/x} and {@code D:\\models} became folders of these names
 * below the one where a real Ollama 0.33 was started.
 */
final class FolderTraps {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final Pattern OF_WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*|\\\\\\\\.*");
  private static final Pattern RELATIVE = Pattern.compile("[^/~$%].*");
  private static final Pattern UNFILLED = Pattern.compile("\\$.*|%\\w+%.*");
  private static final Pattern NAMES =
      Pattern.compile("(?![A-Za-z]:[\\\\/])[\\w.-]+(/[\\w.-]+)*:[\\w.-]+([,; ].*)?");
  private static final Pattern FILE = Pattern.compile(".*\\.(gguf|bin|safetensors|json)");
  private static final String FOLDER =
      "Ollama makes a folder of this very name where it was started, and finds no model.";

  private static final Trap MODELS_AT_A_URL =
      models(text -> URL.matcher(text).matches())
          .plan(VALUE, "it is a folder, and no URL: Ollama makes a folder of that name")
          .doctor(folder("%s is a URL, and Ollama takes it for a folder", FOLDER));

  private static final Trap MODELS_AT_HOME =
      models(text -> text.equals("~") || text.startsWith("~/") || text.startsWith("~\\"))
          .plan(VALUE, "only a shell expands ~: Ollama makes a folder of that name")
          .doctor(
              folder(
                  "%s begins with ~, which nothing expands here",
                  "Only a shell makes a home of ~. " + FOLDER));

  private static final Trap MODELS_UNFILLED =
      models(text -> UNFILLED.matcher(text).matches())
          .plan(VALUE, "nothing fills in a variable here: Ollama makes a folder of that name")
          .doctor(
              folder(
                  "%s names a variable, which nothing fills in here",
                  "Only a shell does. " + FOLDER));

  private static final Trap MODELS_RELATIVE =
      models(
              text ->
                  RELATIVE.matcher(text).matches()
                      && !NAMES.matcher(text).matches()
                      && !URL.matcher(text).matches()
                      && !OF_WINDOWS.matcher(text).matches())
          .plan(VALUE, "it lies under the folder in which the server starts: write a whole path")
          .doctor(
              folder(
                  "%s is no whole path",
                  "Where the models lie depends on the folder in which the server starts, which is"
                      + " / in a unit or a container."));

  private static final Trap MODELS_BY_NAME =
      models(text -> NAMES.matcher(text).matches())
          .plan(VALUE, "it is the folder of all models, and no list of their names")
          .doctor(
              folder(
                  "%s names models, and Ollama takes it for a folder",
                  "No variable loads or pulls a model. " + FOLDER));

  private static final Trap MODELS_OF_WINDOWS =
      Trap.on(
              Known.OLLAMA_MODELS,
              here ->
                  here.around().linux()
                      && HostTraps.text(here, Known.OLLAMA_MODELS)
                          .filter(text -> OF_WINDOWS.matcher(text).matches())
                          .isPresent())
          .doctor(folder("%s is a path of Windows, and this server runs on Linux", FOLDER));

  private static final Trap MODELS_IN_A_FILE =
      models(
              text ->
                  !NAMES.matcher(text).matches()
                      && FILE.matcher(text).matches()
                      && !URL.matcher(text).matches())
          .plan(VALUE, "it is the folder of all models, and no file")
          .doctor(
              folder(
                  "%s names a file",
                  "It is the folder in which Ollama keeps all its models: \"mkdir …: not a"
                      + " directory\". One file becomes a model by ollama create."));

  private static final Trap MODELS_TOO_DEEP =
      models(text -> text.matches(".*[/\\\\](blobs|manifests)[/\\\\]?"))
          .plan(VALUE, "blobs and manifests lie below it: name the folder that holds them")
          .doctor(
              new Found(
                  Found.RULE,
                  HARM,
                  "%s is a folder too deep",
                  "Ollama looks for blobs and manifests below it, and finds no model.",
                  Optional.empty(),
                  text ->
                      Optional.of(
                          new Assignment(
                              Known.OLLAMA_MODELS,
                              EnvText.stripped(text)
                                  .replaceFirst("[/\\\\](blobs|manifests)[/\\\\]?$", "")))));

  private static final Trap MODELS_HIDDEN =
      modelsHere(here -> path -> here.around().closes(path, true))
          .doctor(
              folder(
                  "%s lies where the unit cannot look",
                  "ProtectHome= hides /home, /root and /run/user from the service: \"mkdir …:"
                      + " permission denied\", and Ollama ends."));

  private static final Trap MODELS_READ_ONLY =
      modelsHere(
              here ->
                  path -> here.around().closes(path, false) && !here.around().closes(path, true))
          .doctor(
              folder(
                  "%s lies where the unit cannot write",
                  "ProtectHome=, ProtectSystem=strict or DynamicUser= of the unit make it"
                      + " read-only: Ollama cannot make the folder, or store a model. Add"
                      + " ReadWritePaths=, or choose a folder under StateDirectory=."));

  private FolderTraps() {}

  static List<Trap> all() {
    return List.of(
        MODELS_AT_A_URL,
        MODELS_AT_HOME,
        MODELS_UNFILLED,
        MODELS_RELATIVE,
        MODELS_BY_NAME,
        MODELS_OF_WINDOWS,
        MODELS_IN_A_FILE,
        MODELS_TOO_DEEP,
        MODELS_HIDDEN,
        MODELS_READ_ONLY);
  }

  private static Trap models(Predicate<String> when) {
    return modelsHere(here -> when);
  }

  private static Trap modelsHere(Function<Situation, Predicate<String>> when) {
    return Trap.on(
        Known.OLLAMA_MODELS,
        here -> HostTraps.text(here, Known.OLLAMA_MODELS).filter(when.apply(here)).isPresent());
  }

  private static Found folder(String what, String effect) {
    return Found.of(
        Found.RULE, HARM, what, effect, new Assignment(Known.OLLAMA_MODELS, "/srv/ollama/models"));
  }
}
