package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.journal.RunDirectory;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches on the reference server through the whole program: how many clients it serves within a
 * limit is known in closed form (measurement.md, "Curves along load").
 *
 * <p>Twenty of them: {@code mvn verify -Pvalidity -Dit.test=SearchValidity
 * -Dpaddock.validity.searches=20}, a quarter of an hour.
 */
class SearchValidity {
  private static final int SEARCHES = Integer.getInteger("paddock.validity.searches", 1);
  private static final int ITL_MS = 4;

  /** Trials of the grid 1, 2, 4 … 64 in as many blocks. */
  private static final int GRID = 7 * 6;

  @TempDir private Path folder = Path.of("");

  /** A server, and a limit that it meets for so many clients and for no more. */
  private record Asked(int slots, int ttft, int tokens, int clients, double limit) {
    static Asked drawn(Random random) {
      int slots = 2 + random.nextInt(5);
      int ttft = 40 + 20 * random.nextInt(4);
      int tokens = 12 + 4 * random.nextInt(3);
      int clients = slots + 1 + random.nextInt(3 * slots);
      double answer = ttft + (tokens - 1) * ITL_MS;
      double between = clients + 0.35 + 0.3 * random.nextDouble();
      return new Asked(slots, ttft, tokens, clients, ttft + (between - slots) / slots * answer);
    }

    String file(int number) {
      return String.format(
          Locale.ROOT,
          """
          name: search-%d
          target: {kind: embedded, engine: pace, pace: {ttft: %d ms, itl: %d ms, slots: %d}}
          load: {clients: search 1..64}
          workload: {prompt_tokens: 32, output_tokens: %d}
          design: {blocks: 6, requests: 24, seed: %d}
          metrics: [ttft.mean, throughput.tokens]
          objectives: {ttft.mean: <= %.1f ms}
          """,
          number,
          ttft,
          ITL_MS,
          slots,
          tokens,
          number,
          limit);
    }
  }

  @Test
  void a_search_finds_the_clients_in_half_of_the_grids_trials() throws Exception {
    Random random = new Random(20);
    int right = 0;
    int trials = 0;
    for (int number = 1; number <= SEARCHES; number++) {
      Asked asked = Asked.drawn(random);
      Path file =
          Files.writeString(folder.resolve("s%d.yaml".formatted(number)), asked.file(number));
      Launched run =
          Launched.paddock(folder, "run", file.toString(), "--results", "results-" + number);
      assertThat(run.exitCode()).as(run.words()).isEqualTo(ExitCode.DONE);
      RunDirectory directory = only(folder.resolve("results-" + number));
      Summary summary =
          SummaryFile.read(Files.readString(directory.path().resolve("summary.json")));
      assertThat(summary.conditions()).as("answers at loads that the run chose").isEmpty();
      OfCurve.Capacity found = summary.curves().getFirst().capacity().orElseThrow();
      int planned = Noise.planned(directory).size();
      trials += planned;
      right += found.value().orElse(0) == asked.clients() ? 1 : 0;
      System.out.printf("%s: found %s in %d trials%n", asked, found.value(), planned);
      assertThat(found.value().orElseThrow())
          .as("%s, beside whatever else this machine does", asked)
          .isBetween(asked.clients() - 1.0, asked.clients() + 1.0);
    }
    assertThat(right).isGreaterThanOrEqualTo(SEARCHES - 1 - SEARCHES / 20);
    // A trial that was lost to the client's lateness has its neighbour tried beside it.
    assertThat(trials).isLessThanOrEqualTo(SEARCHES * (GRID / 2 + 1));
  }

  private static RunDirectory only(Path results) throws Exception {
    try (Stream<Path> runs = Files.list(results)) {
      return RunDirectory.open(runs.findFirst().orElseThrow());
    }
  }
}
