package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.paddock.doctor.read.FileKind;
import dev.paddock.doctor.read.Understood;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.text.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to be large when they are read. */
class LargeFilesTest {
  @TempDir private Path folder = Path.of("");

  private Understood read(String name, String text, Map<String, String> shell) {
    Source source = Source.of(folder.resolve(name), name, text.getBytes(StandardCharsets.UTF_8));
    Sources sources = new Sources(folder, folder, shell, file -> file);
    Understood understood =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> FileKind.understood(source, FileKind.Said.NOTHING, sources));
    assertThat(MutatedFilesTest.size(understood)).isLessThan(96L << 20);
    return understood;
  }

  private static String lines(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Each anchor names the one before nine times: nine billion scalars, were they written out. */
  private static String laughs(String within) {
    return "x0: &a0 [lol, lol]\n"
        + lines(10, i -> "x%d: &a%d [%s]".formatted(i + 1, i + 1, ("*a" + i + ", ").repeat(9)))
        + within;
  }

  @Test
  void anchors_that_multiply_are_not_written_out() {
    read(
        "compose.yaml",
        laughs("services: {ollama: {image: ollama/ollama, command: *a9}}\n"),
        Map.of());
    read(
        "compose.yaml",
        laughs("services: {ollama: {image: ollama/ollama, environment: *a9}}\n"),
        Map.of());
    read("values.yaml", laughs("env: *a9\nmore: *a10\n"), Map.of());
    read(
        "deploy.yaml",
        laughs("apiVersion: v1\nkind: Pod\nspec: {containers: [{name: o, env: *a9, args: *a9}]}\n"),
        Map.of());
  }

  @Test
  void scripts_that_read_one_another_are_read_few_times() throws IOException {
    String script = "export OLLAMA_HOST=0.0.0.0\n" + "source b.env\n. ./a.sh\n".repeat(200);
    Files.writeString(folder.resolve("a.sh"), script);
    Files.writeString(
        folder.resolve("b.env"), "export OLLAMA_DEBUG=1\n" + "source c.env\n".repeat(200));
    Files.writeString(folder.resolve("c.env"), "export OLLAMA_KEEP_ALIVE=1h\n".repeat(200));
    Understood understood = read("a.sh", script, Map.of());
    assertThat(understood.services().getFirst().variables().size()).isBetween(2, 64 * 401);
    assertThat(understood.services().getFirst().unread())
        .anyMatch(gap -> gap.contains("what ./a.sh sets is not known"));
  }

  @Test
  void a_long_row_of_blanks_is_passed_once() {
    for (String blank : List.of("\r", " ", "\t", " ,")) {
      read("start.sh", "OLLAMA_HOST" + blank.repeat(100_000) + "\"\nollama serve\n", Map.of());
      read("a.env", "OLLAMA_HOST=a" + blank.repeat(100_000) + "\"\n", Map.of());
      read("a.cmd", "@echo off\nset OLLAMA_HOST=a" + blank.repeat(100_000) + "\"\n", Map.of());
      read(
          "a.service",
          "[Service]\nEnvironment=OLLAMA_HOST=a" + blank.repeat(100_000) + "\"\n",
          Map.of());
    }
  }

  @Test
  void maps_that_merge_one_another_stay_small() {
    String maps =
        "x0: &a0 {A: 1}\n"
            + lines(
                30, i -> "x%d: &a%d {<<: [*a%d, *a%d], K%d: 1}".formatted(i + 1, i + 1, i, i, i));
    read(
        "compose.yaml",
        maps + "services: {ollama: {image: ollama/ollama, environment: *a30}}\n",
        Map.of());
  }

  @Test
  void variables_that_double_one_another_are_cut() throws Exception {
    Files.writeString(
        folder.resolve(".env"),
        "V0=0123456789\n" + lines(60, i -> "V%d=${V%d}${V%d}".formatted(i + 1, i, i)));
    String references = "${V60}".repeat(2000);
    read(
        "compose.yaml",
        "services:\n  ollama:\n    image: ollama/ollama\n    environment:\n"
            + lines(200, i -> "      OLLAMA_X%d: %s".formatted(i, references)),
        Map.of());
    read(
        "start.sh",
        "V0=0123456789\n"
            + lines(60, i -> "export V%d=$V%d$V%d".formatted(i + 1, i, i))
            + "ollama serve\n",
        Map.of());
  }

  @Test
  void a_word_of_many_letters_is_a_programs_name_at_once() {
    read("start.sh", ("x".repeat(40_000) + " ollama serve\n").repeat(8), Map.of());
  }

  @Test
  void blank_lines_without_end_hold_nobody_up() {
    read("notes.txt", "\n".repeat(12_000) + "OLLAMA_HOST=0.0.0.0\n", Map.of());
  }

  @Test
  void many_lines_and_deep_nests_end() {
    read("a.env", lines(300_000, i -> "OLLAMA_X%d=%d".formatted(i, i)), Map.of());
    read(
        "o.service",
        "[Service]\n" + lines(100_000, i -> "Environment=\"A%d=1\"".formatted(i)),
        Map.of());
    read("compose.yaml", "services: " + "{a: ".repeat(5000), Map.of());
    read("start.sh", "export OLLAMA_HOST=" + "${A:-".repeat(20_000) + "\nollama serve\n", Map.of());
    read("job.plist", "<plist>" + "<dict><key>".repeat(100_000), Map.of());
    read("o.nix", "services.ollama = " + "{ a = \"".repeat(100_000), Map.of());
    read(
        "Dockerfile",
        "FROM a\n" + lines(50_000, i -> "ENV A%d=$A%d".formatted(i, i - 1)),
        Map.of());
    read(
        "start.ps1",
        lines(50_000, i -> "$Env:OLLAMA_X%d = \"%%OLLAMA_X%d%%\"".formatted(i, i)),
        Map.of());
    read(
        "start.bat",
        lines(50_000, i -> "set X%d=%%X%d%%%%X%d%%".formatted(i, i - 1, i - 1)),
        Map.of());
  }
}
