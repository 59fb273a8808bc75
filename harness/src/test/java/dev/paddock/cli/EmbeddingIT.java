package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.engine.pace.Freeze;
import dev.paddock.engine.pace.Gap;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Request;
import dev.paddock.record.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Embeddings of the reference server: 20 ms a request, and 0.1 ms for each token of its texts. */
class EmbeddingIT {
  private static final Pace STEADY =
      new Pace(
          new Gap.Fixed(20_000_000),
          100_000,
          new Gap.Fixed(100_000),
          1,
          Freeze.NEVER,
          1,
          OptionalInt.empty(),
          0,
          false,
          0,
          List.of());

  @TempDir private Path folder = Path.of("");

  private String paddock(String... words) {
    StringWriter said = new StringWriter();
    PaddockCommand.run(words, new PrintWriter(said), new PrintWriter(said));
    return said.toString();
  }

  private Path run(String kind, URI server) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("embed.yaml"),
            """
            name: embed
            target: {kind: %s, url: "%s"}
            model: pace
            factors: {workload.batch: [1, 8]}
            constants: {dimensions: 16}
            workload: {api: embed, prompt_tokens: 40}
            design: {blocks: 2, requests: 6, seed: 4}
            """
                .formatted(kind.equals("pace") ? "embedded, engine: pace" : kind, server));
    String said =
        paddock("run", file.toString(), "--results", folder.resolve("results").toString());
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      Path run = runs.findFirst().orElseThrow();
      assertThat(Files.exists(run.resolve("report.md"))).as(said).isTrue();
      return run;
    }
  }

  @ParameterizedTest
  @CsvSource({"pace", "openai"})
  void each_request_gets_a_vector_of_each_of_its_texts(String kind) throws IOException {
    try (PaceServer server = PaceServer.start("127.0.0.1", 0, STEADY, Optional.empty())) {
      Path directory = run(kind, server.uri());
      RunDirectory run = RunDirectory.open(directory);
      Map<Integer, Integer> sizes = new TreeMap<>();
      for (var trial : run.trials()) {
        // A client that this machine made late is not what is asked here.
        assertThat(trial.trouble().all())
            .noneMatch(one -> one.kind().cause() == Trouble.Cause.CELL);
        for (Request request : run.requests(trial.trial())) {
          int texts = request.vectors().orElseThrow();
          sizes.merge(texts, 1, Integer::sum);
          assertThat(request.promptTokens()).hasValue(40 * texts);
          assertThat(request.stamps().isEmpty()).isTrue();
          // What the server takes for it at least: 20 ms and 4 ms a text.
          assertThat(request.done().orElseThrow()).isGreaterThan((20 + 4L * texts) * 1_000_000);
        }
      }
      assertThat(sizes).containsOnlyKeys(1, 8);
      String page = Files.readString(directory.resolve("report.md"));
      assertThat(page)
          .contains("mbeddings of prompts of 40 tokens, 1 and 8 texts a request")
          .doesNotContain("(ttft", "(itl", "(throughput.tokens)");
    }
  }

  @Test
  void what_vectors_do_not_have_cannot_be_asked_of_them() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            """
            name: wrong
            model: a
            factors: {workload.batch: [1, 8]}
            workload: {api: embed, output_tokens: 5, system: a.txt, turns: 2}
            metrics: [ttft.p50, throughput.vectors]
            """);
    assertThat(paddock("plan", file.toString()))
        .contains(
            "workload.output_tokens: is of text, and a vector is none",
            "workload.system: is of requests for text",
            "workload.api: only a chat has turns",
            "metrics: vectors come all at once, and have no ttft.p50");
  }

  @Test
  void a_request_for_text_has_no_batch_and_no_vectors() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("text.yaml"),
            """
            name: text
            model: a
            factors: {num_ctx: [2048, 4096]}
            workload: {batch: 4}
            metrics: [ttft.p50, throughput.vectors]
            """);
    assertThat(paddock("plan", file.toString()))
        .contains(
            "workload.batch: is of embeddings: a request for text has one prompt",
            "metrics: throughput.vectors is of embeddings, and this workload asks for text");
  }
}
