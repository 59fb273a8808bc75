package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.engine.pace.Freeze;
import dev.paddock.engine.pace.Gap;
import dev.paddock.engine.pace.Pace;
import dev.paddock.engine.pace.PaceServer;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations on the reference server, which remembers what its slots read. */
class ConversationIT {
  private static final Pace REMEMBERING =
      new Pace(
          new Gap.Fixed(1_000_000),
          1_000,
          new Gap.Fixed(100_000),
          1,
          Freeze.NEVER,
          2,
          OptionalInt.empty(),
          0,
          true,
          0,
          List.of());

  @TempDir private Path folder = Path.of("");

  /** What a run of this workload prints. */
  private String run(URI server, String workload) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("talk.yaml"),
            """
            name: talk
            target: {kind: embedded, engine: pace, url: "%s"}
            factors: {temperature: [0]}
            load: {clients: 1}
            workload: {%s}
            design: {blocks: 1, requests: 12, warmup: 3, seed: 4}
            metrics: [ttft.p50, tokens.cached.mean]
            """
                .formatted(server, workload));
    StringWriter words = new StringWriter();
    PaddockCommand.run(
        new String[] {"run", file.toString(), "--results", folder.resolve("results").toString()},
        new PrintWriter(words),
        new PrintWriter(words));
    return words.toString();
  }

  private List<Request> requests() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return RunDirectory.open(runs.findFirst().orElseThrow()).requests(1);
    }
  }

  @Test
  void each_turn_finds_cached_what_was_said_before_it() throws IOException {
    try (PaceServer server = PaceServer.start("127.0.0.1", 0, REMEMBERING, Optional.empty())) {
      String words = run(server.uri(), "prompt_tokens: 40, output_tokens: 8, turns: 3");
      List<Request> requests = requests();
      assertThat(requests).as(words).hasSize(15);
      for (Request request : requests) {
        // A template of 4, 36 words of each turn's own, 8 of each answer.
        int turn = request.turn().orElseThrow();
        assertThat(request.promptTokens()).hasValue(40 + (turn - 1) * 44);
        int before = 40 + (turn - 2) * 44;
        assertThat(request.cachedTokens().orElseThrow())
            .as("turn %d of request %d", turn, request.id())
            .isBetween(turn == 1 ? 0 : before, turn == 1 ? 8 : before + 8 + 4);
      }
    }
  }

  @Test
  void a_model_that_is_not_told_what_it_shall_be_is_named_and_not_measured() throws IOException {
    Path agent =
        Files.writeString(folder.resolve("agent.txt"), "You mend bicycles, and are brief.");
    String workload = "system: \"%s\", prompt_tokens: 40, output_tokens: 8".formatted(agent);
    try (PaceServer server = PaceServer.start("127.0.0.1", 0, REMEMBERING, Optional.empty())) {
      // Of a completion the reference server reads the prompt alone, as a bare template does.
      assertThat(run(server.uri(), workload + ", api: generate"))
          .contains("workload.system: ", "its template leaves it out");
      assertThat(requests()).isEmpty();
    }
  }

  @Test
  void a_model_that_is_told_reads_it_with_each_prompt() throws IOException {
    Path agent =
        Files.writeString(folder.resolve("agent.txt"), "You mend bicycles, and are brief.");
    String workload = "system: \"%s\", prompt_tokens: 40, output_tokens: 8".formatted(agent);
    try (PaceServer server = PaceServer.start("127.0.0.1", 0, REMEMBERING, Optional.empty())) {
      String words = run(server.uri(), workload + ", api: chat");
      assertThat(requests())
          .as(words)
          .isNotEmpty()
          // Six words, and a line of four before them.
          .allSatisfy(request -> assertThat(request.promptTokens()).hasValue(50));
    }
  }
}
