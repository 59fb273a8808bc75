package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Answered;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cell that is planted: a server that is faster than the control's, and wrong now and then. */
class CheckedAnswersIT {
  private static final int PROMPTS = 60;

  @TempDir private Path folder = Path.of("");

  /** Runs a control and a faster cell that errs in {@code wrong} of its answers. */
  private Path run(String wrong, String check) throws IOException {
    Path prompts =
        Files.writeString(
            folder.resolve("asked.jsonl"),
            IntStream.range(0, PROMPTS)
                .mapToObj(
                    i ->
                        "{\"prompt\": \"Question %d. [[answer: The answer is %s.]]\", \"answer\": [\"%s\", \"the answer is %s\"]}"
                            .formatted(i, letter(i), letter(i), letter(i)))
                .collect(Collectors.joining("\n")));
    String serve =
        "exec %s -cp %s dev.paddock.cli.PaddockCommand serve --engine pace --port $PORT --ttft"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"));
    Path file =
        Files.writeString(
            folder.resolve("quality.yaml"),
            """
            name: quality
            target:
              kind: openai
              command: 'if [ "$QUANT" = fine ]; then %s 30ms; else %s 12ms --wrong %s; fi'
            model: pace
            factors: {env.QUANT: [fine, coarse]}
            workload: {prompts: "%s", api: chat, prefix: shared, cap: 9, check: {%s}}
            design: {blocks: 3, requests: %d, warmup: 1, seed: 5}
            metrics: [ttft.p50]
            """
                .formatted(serve, serve, wrong, prompts, check, PROMPTS));
    StringWriter said = new StringWriter();
    PaddockCommand.run(
        new String[] {"run", file.toString(), "--results", folder.resolve("results").toString()},
        new PrintWriter(said),
        new PrintWriter(said));
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      Path run = runs.findFirst().orElseThrow();
      assertThat(Files.exists(run.resolve("report.md"))).as(said.toString()).isTrue();
      return run;
    }
  }

  private static String letter(int number) {
    return String.valueOf((char) ('A' + number % 4));
  }

  /** The page's beginning, without its links. */
  private static String firstSentence(Path run) throws IOException {
    return Files.readString(run.resolve("report.md"))
        .lines()
        .limit(12)
        .collect(Collectors.joining("\n"))
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
  }

  @Test
  void a_cell_that_is_faster_and_worse_is_called_both_in_the_first_sentence() throws IOException {
    Path run = run("10%", "kind: choice, margin: 3 points");
    assertThat(firstSentence(run))
        .contains("A tradeoff: ", "TTFT", "but worse answers: ", "right, before 100 % (")
        .doesNotContain("Use ");
    assertThat(Files.readString(run.resolve("report.md")))
        .contains("## Are the answers as good?", "| worse |");
  }

  @Test
  void a_cell_that_is_faster_and_as_good_is_to_be_used() throws IOException {
    Path run = run("0%", "kind: exact, margin: 8 points");
    assertThat(firstSentence(run))
        .contains(
            "Use ",
            "with answers as good: 100 % right, before 100 % (none of 180 differs: of 60 prompts,"
                + " at most 6.0 points would)");
  }

  @Test
  void answers_are_kept_in_the_run_alone_and_agree_with_the_controls() throws IOException {
    Path run = run("10%", "kind: agree, margin: 3 points");
    assertThat(firstSentence(run))
        .contains("agree with those of what you have, 100 % of its own do");
    for (Answered answer : RunDirectory.open(run).answers(1)) {
      assertThat(answer.right()).isEmpty();
      assertThat(answer.text())
          .isIn("wrong", "The answer is %s.".formatted(letter(answer.place().orElseThrow())));
    }
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("answers.jsonl")) {
          assertThat(Files.readString(file)).as("%s", file).doesNotContain("The answer is");
        }
      }
    }
  }
}
