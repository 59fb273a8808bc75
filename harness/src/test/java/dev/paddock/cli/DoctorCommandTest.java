package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();

  private int doctor(String option, String name, String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    String[] words = new String[2 + more.length];
    words[0] = option;
    words[1] = file.toString();
    System.arraycopy(more, 0, words, 2, more.length);
    return new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out)).execute(words);
  }

  @Test
  void what_is_not_understood_ends_with_another_code_than_what_is_well() throws IOException {
    assertThat(doctor("--env", "a.env", "OLLAMA_NOPRUNE=1\n")).isZero();
    assertThat(doctor("--env", "b.env", "OLLAMA_NOPRUNE=off\n")).isEqualTo(1);
    assertThat(doctor("--env", "c.env", "OLLAMA_NOPRUNE=1\nwhat is this?\n")).isEqualTo(2);
    assertThat(out.toString()).contains("c.env:2: what is this?: it is no line NAME=value");
  }

  @Test
  void a_script_is_told_what_was_not_understood_and_every_file() throws IOException {
    Files.writeString(folder.resolve(".env"), "A=1\n");
    String compose = "services:\n  o:\n    image: ollama/ollama\n  p: nothing\n";
    assertThat(doctor("--compose", "c.yaml", compose, "--json")).isEqualTo(2);
    assertThat(out.toString())
        .contains("\"not_understood\":[{\"place\":\"", "c.yaml:4", ".env\"", "(compose file)");
  }

  @Test
  void compose_files_may_be_several() throws IOException {
    Path over =
        Files.writeString(
            folder.resolve("over.yaml"), "services: {o: {environment: {OLLAMA_NOPRUNE: off}}}\n");
    String base = "services: {o: {image: ollama/ollama}}\n";
    assertThat(doctor("--compose", "base.yaml", base, "--compose", over.toString())).isEqualTo(1);
  }
}
