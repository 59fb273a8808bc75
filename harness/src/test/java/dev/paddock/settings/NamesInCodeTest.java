package dev.paddock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of a setting is written in the table of {@link Known}, and nowhere else in the code. */
class NamesInCodeTest {
  private static final Pattern QUOTED = Pattern.compile("(?<!\\\\)\"([A-Za-z][A-Za-z0-9_.]*)\"");
  private static final Pattern VARIABLE = Pattern.compile("(OLLAMA|LLAMA_ARG)_[A-Z0-9_]*[A-Z0-9]");

  /** Words of JSON and of the experiment file that happen to be names of settings too. */
  private static final Set<String> WORDS =
      Set.of("model", "proxy", "stream", "stop", "seed", "format", "think");

  /** Rooms that know nothing of the house, or hold the table itself. */
  private static final Set<String> ROOMS = Set.of("settings", "engine");

  /**
   * Texts of a server or for one: bodies of requests that rivals of Paddock's client write by hand.
   */
  private static final Set<String> TEXTS = Set.of("OpenAiApi", "BodyWriters", "Asked");

  @TempDir Path folder;

  @Test
  void a_setting_is_named_in_the_table_alone() {
    assertThat(named(Path.of("src/main/java"))).isEmpty();
    assertThat(named(Path.of("../benchmarks/src/main/java"))).isEmpty();
  }

  @Test
  void a_setting_that_is_named_elsewhere_is_seen() throws IOException {
    Files.writeString(
        folder.resolve("Planted.java"),
        """
        /** Of "num_ctx". */
        String one = settings.get("num_ctx");
        String two = settings.get("OLLAMA_NUM_PARALLEL");
        String three = settings.get("LLAMA_ARG_ANY");
        String word = json.get("model");
        String prefix = name.startsWith("OLLAMA_");
        """);
    assertThat(named(folder))
        .containsExactly(
            "Planted.java: num_ctx",
            "Planted.java: OLLAMA_NUM_PARALLEL",
            "Planted.java: LLAMA_ARG_ANY");
  }

  private static List<String> named(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !ROOMS.contains(file.getName(file.getNameCount() - 2).toString()))
          .filter(
              file -> !TEXTS.contains(file.getFileName().toString().replaceFirst("\\.java$", "")))
          .sorted()
          .flatMap(file -> names(file).map(name -> file.getFileName() + ": " + name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> names(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.strip().matches("(\\*|//|/\\*).*"))
          .flatMap(line -> QUOTED.matcher(line).results())
          .map((MatchResult quoted) -> quoted.group(1))
          .filter(NamesInCodeTest::isName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isName(String text) {
    boolean known = Known.all().stream().anyMatch(setting -> setting.name().equals(text));
    return VARIABLE.matcher(text).matches() || (known && !WORDS.contains(text));
  }
}
