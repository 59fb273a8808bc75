package dev.paddock;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The formatting gate. It runs as a test because google-java-format needs the JDK that it formats
 * for, while Maven itself may run on an older one.
 *
 * <p>{@code mvn -q test -pl harness -am -Dtest=FormattingTest -Dformat} formats instead of
 * complaining.
 */
class FormattingTest {
  private static final Formatter FORMATTER =
      new Formatter(
          JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  @Test
  void a_source_file_that_is_not_formatted_is_named() throws Exception {
    boolean rewrite = System.getProperty("format") != null;
    List<Path> wrong = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String formatted = format(text);
      if (!formatted.equals(text)) {
        if (rewrite) {
          Files.writeString(file, formatted);
        } else {
          wrong.add(file);
        }
      }
    }
    assertThat(wrong)
        .as("format with: mvn -q test -pl harness -am -Dtest=FormattingTest -Dformat")
        .isEmpty();
  }

  @Test
  void the_gate_sees_a_line_that_is_out_of_place() throws Exception {
    String untidy = "class A {\n      int b;\n}\n";
    assertThat(format(untidy)).isNotEqualTo(untidy);
  }

  private static String format(String text) throws FormatterException {
    return FORMATTER.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(text));
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("engine", "harness", "benchmarks")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).as("sources are looked for in the right place").hasSizeGreaterThan(20);
    return sources;
  }
}
