package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two launchers, for a shell and for Windows. */
class LaunchersTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern FLAG =
      Pattern.compile("(?<=[ (=])(-X[\\w:+=]+|-D[\\w.=]+|--[a-z]+-[a-z-]+=[\\w.-]+)");

  @Test
  void both_start_the_same_jvm() throws IOException {
    List<String> shell = flags("paddock").stream().filter(flag -> !flag.contains("AOT")).toList();
    assertThat(shell).contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    assertThat(flags("paddock.cmd")).containsExactlyInAnyOrderElementsOf(shell);
  }

  @Test
  void both_give_the_same_advice_where_something_is_lacking() throws IOException {
    for (String launcher : List.of("paddock", "paddock.cmd")) {
      assertThat(Files.readString(ROOT.resolve(launcher)))
          .contains("no JDK 25 found", "JAVA_HOME", "not built yet", "package -Pquick -pl");
    }
  }

  private static List<String> flags(String launcher) throws IOException {
    return Files.readString(ROOT.resolve(launcher))
        .lines()
        .filter(line -> !line.matches("\\s*(#|rem |echo ).*"))
        .flatMap(line -> FLAG.matcher(line).results().map(found -> found.group(1)))
        .filter(flag -> !flag.startsWith("-Xlog"))
        .distinct()
        .sorted()
        .toList();
  }
}
