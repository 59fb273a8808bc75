package dev.paddock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.paddock.doctor.host.InspectedHost;
import dev.paddock.doctor.read.FileKind;
import dev.paddock.doctor.read.Understood;
import dev.paddock.doctor.service.Sources;
import dev.paddock.doctor.text.Source;
import dev.paddock.fuzz.Spoiler;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever stands in a file, reading it ends, and in little memory. A longer run: {@code
 * -Djqwik.tries.default=100000}.
 */
class MutatedFilesTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final long LARGE = 96L << 20;
  private static final List<String> TOKENS =
      List.of(
          "${",
          "}",
          "$",
          "$$",
          "${A:-${B:-",
          "\"",
          "'",
          "\\",
          "\n",
          "\r\n",
          "\t",
          "  ",
          ":",
          ": ",
          "=",
          "- ",
          "&a ",
          "*a",
          "<<: *a",
          "{",
          "}",
          "[",
          "]",
          "#",
          "\u0000",
          "\uFEFF",
          "\uFF0C",
          "\u201C",
          "OLLAMA_HOST",
          "OLLAMA_MODELS=",
          "%",
          "%%",
          "`",
          "$(",
          ")",
          "<<EOF\n",
          "EOF\n",
          "---\n",
          "!reset ",
          "!override ",
          "extends: base\n",
          "[Service]\n",
          "Environment=",
          "<dict>",
          "</dict>",
          "<key>",
          "/*",
          "*/",
          "''",
          "-e ",
          "docker run ",
          "env ",
          "sh -c '",
          "| ",
          "> ",
          "0",
          "9999999999");

  private static Path folder = Path.of("");

  @BeforeContainer
  static void plant() throws IOException {
    folder = Files.createTempDirectory("mutated");
    for (Map.Entry<String, String> sample : Samples.all().entrySet()) {
      Files.writeString(folder.resolve(sample.getKey()), sample.getValue());
    }
    Files.writeString(folder.resolve("b.env"), "A=${A}${A}\nB=$A$A\n");
    Files.writeString(folder.resolve("more.yaml"), "include: [more.yaml]\nservices: {m: {}}\n");
    Files.writeString(folder.resolve(".env"), "TAG=1\nA=${B}${B}\nB=${A}${A}${TAG}\n");
  }

  @AfterContainer
  static void clear() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property
  void a_mutated_file_is_read_to_its_end(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(Samples.all().keySet());
    String name = pick(names, random);
    String text = mutated(Samples.all().getOrDefault(name, ""), seed);
    String shown = random.nextInt(4) == 0 ? pick(names, random) : name;
    Charset charset = random.nextInt(8) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    Source source = Source.of(folder.resolve(shown), shown, text.getBytes(charset));
    FileKind.Said said = pick(List.of(FileKind.Said.values()), random);
    Understood understood =
        assertTimeoutPreemptively(LONG, () -> FileKind.understood(source, said, sources()));
    assertThat(size(understood)).as("letters in what was understood").isLessThan(LARGE);
  }

  /** From the file to the findings; what is said of it is printed as well. */
  @Property
  void a_mutated_file_is_judged_to_its_end(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String name = pick(List.copyOf(Samples.all().keySet()), random);
    Path file = folder.resolve("mutated-" + name);
    Files.writeString(file, mutated(Samples.all().getOrDefault(name, ""), seed));
    InspectedHost here =
        new InspectedHost(
            folder, folder, folder, Map.of("A", "a"), _ -> Optional.empty(), _ -> Optional.empty());
    Subject subject =
        switch (random.nextInt(3)) {
          case 0 -> new Subject.Compose(List.of(file));
          case 1 -> new Subject.Unit(file.toString());
          default -> new Subject.Env(file);
        };
    Doctor.Diagnosis diagnosis =
        assertTimeoutPreemptively(
            LONG, () -> Doctor.diagnose(new Subject.Order(subject, Optional.empty()), here));
    Files.delete(file);
    assertThat(diagnosis.looked()).isNotEmpty();
    assertThat(diagnosis.toString().length()).isLessThan(64 << 20);
  }

  private static Sources sources() {
    return new Sources(folder, folder, Map.of("HOME", "/home/me", "A", "a"), file -> file);
  }

  static long size(Understood understood) {
    return understood.services().stream()
        .mapToLong(
            service ->
                service.variables().stream().mapToLong(one -> one.toString().length()).sum()
                    + service.slips().toString().length()
                    + service.commands().toString().length())
        .sum();
  }

  private static String mutated(String sample, long seed) {
    List<byte[]> others =
        Samples.all().values().stream().map(one -> one.getBytes(StandardCharsets.UTF_8)).toList();
    byte[] spoiled =
        new Spoiler(others, TOKENS, seed).spoiled(sample.getBytes(StandardCharsets.UTF_8));
    return new String(spoiled, StandardCharsets.UTF_8);
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
