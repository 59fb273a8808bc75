package dev.paddock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paddock.stats.Power;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Short experiments on the reference server through the whole program, files and pages included: of
 * cells that are the same, and of cells that differ by 5 %. Both kinds take turns.
 *
 * <p>All 200 of each: {@code mvn verify -Pvalidity -Dit.test=ProgramValidity
 * -Dpaddock.validity.experiments=200}, about half an hour on two quiet cores. How many may fail
 * leaves one chance in fifty to sampling: 17 of 200 false, and 148 of 200 found at a true 80 %.
 */
class ProgramValidity {
  private static final int EXPERIMENTS = Integer.getInteger("paddock.validity.experiments", 20);
  private static final int BLOCKS = 8;

  /** Of the sweeps that do not differ: their pages are many, and cost more than their trials. */
  private static final int SAME_BLOCKS = 4;

  /** Two halves can be run side by side. */
  private static final int FIRST = Integer.getInteger("paddock.validity.first", 1);

  private static final double LOG_SHIFT = Math.log(1.05);

  @TempDir private Path folder = Path.of("");

  private Optional<Process> server = Optional.empty();
  private String url = "";

  /** One server for all, which draws anew for each request: a start costs more than a trial. */
  @BeforeEach
  void start() throws IOException {
    List<String> command = new ArrayList<>(EngineJvm.serving("pace"));
    command.addAll(
        List.of("--ttft", "lognormal:7600us,0.11", "--prefill", "4us", "--itl", "200us"));
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    server = Optional.of(started);
    Matcher listening = Pattern.compile("listening on (http://\\S+)").matcher("");
    BufferedReader lines = started.inputReader();
    for (String line = lines.readLine(); line != null && url.isEmpty(); ) {
      if (listening.reset(line).find()) {
        url = listening.group(1);
      } else {
        line = lines.readLine();
      }
    }
    assertThat(url).isNotEmpty();
  }

  /** Its standard input ends, and with it the server. */
  @AfterEach
  void stop() throws IOException, InterruptedException {
    if (server.isPresent()) {
      server.get().getOutputStream().close();
      server.get().waitFor();
    }
  }

  /**
   * One experiment: what it said, and how far the two cells lay apart in each block.
   *
   * @param moves whether the page's first sentence is anything but to keep what there is
   */
  private record Outcome(Verdict verdict, double log, double sd, int blocks, boolean moves) {}

  private Outcome run(String name, String factor, int blocks, int seed) throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        name: %s
        target: {kind: embedded, engine: pace, url: %s}
        factors: {%s}
        load: {clients: 2}
        workload: {prompt_tokens: 100, output_tokens: 2}
        design: {blocks: %d, requests: 20, warmup: 2, seed: %d, precision: 1%%}
        metrics: [ttft.p50]
        """
            .formatted(name, url, factor, blocks, seed)
            .replace(factor.contains("prompt_tokens") ? "prompt_tokens: 100, " : "\0", ""));
    Path results = folder.resolve("results-" + name);
    StringWriter words = new StringWriter();
    int code =
        PaddockCommand.run(
            new String[] {"run", file.toString(), "--results", results.toString()},
            new PrintWriter(words),
            new PrintWriter(words));
    assertThat(code).as(words.toString()).isIn(ExitCode.DONE, ExitCode.TARGET_FAILED);
    Outcome outcome = outcome(results);
    delete(results);
    return outcome;
  }

  private static Outcome outcome(Path results) throws IOException {
    try (Stream<Path> runs = Files.list(results)) {
      Path run = runs.findFirst().orElseThrow();
      Summary summary = SummaryFile.read(Files.readString(run.resolve("summary.json")));
      boolean moves = moves(Files.readString(run.resolve("report.md")));
      return Stream.concat(
              summary.contrasts().stream()
                  .filter(one -> one.ratio().isPresent())
                  .map(
                      one ->
                          outcome(
                              one.verdict(),
                              one.ratio().getAsDouble(),
                              one.plain(),
                              one.blocks(),
                              moves)),
              summary.effects().stream()
                  .map(
                      one -> outcome(one.verdict(), one.ratio(), one.plain(), one.blocks(), moves)))
          .filter(one -> one.blocks > 0)
          .findFirst()
          .orElse(new Outcome(Verdict.INCONCLUSIVE, Double.NaN, Double.NaN, 0, moves));
    }
  }

  /** The first sentence of a page is the first that it has in bold. */
  private static boolean moves(String page) {
    String first = page.lines().filter(line -> line.startsWith("**")).findFirst().orElseThrow();
    return !first.startsWith("**Keep what you have")
        && !first.startsWith("**There was nothing to choose")
        && !first.startsWith("**None of the");
  }

  /**
   * A prompt's length is a condition, so its effect is told, and no cell is held against another.
   */
  private static Outcome outcome(
      Verdict verdict, double ratio, Bounds plain, int blocks, boolean moves) {
    if (plain.hi().isEmpty()) {
      return new Outcome(Verdict.INCONCLUSIVE, Double.NaN, Double.NaN, 0, moves);
    }
    double log = Math.log(ratio);
    double half = Math.log(plain.hi().getAsDouble()) - log;
    double critical =
        new org.apache.commons.math3.distribution.TDistribution(null, blocks - 1.0)
            .inverseCumulativeProbability(0.975);
    return new Outcome(verdict, log, half * Math.sqrt(blocks) / critical, blocks, moves);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void four_cells_that_do_not_differ_move_a_reader_as_seldom_as_it_promises() throws IOException {
    List<Outcome> same = new ArrayList<>();
    for (int i = FIRST; i < FIRST + EXPERIMENTS; i++) {
      same.add(run("same-" + i, "temperature: [0, 0.3, 0.5, 0.8]", SAME_BLOCKS, 2 * i));
    }
    long moved = same.stream().filter(one -> one.moves).count();
    long wrong = same.stream().filter(ProgramValidity::told).count();
    print("A/A of 4 cells: the first sentence moves a reader", moved, "at most " + mostWrong(0.05));
    // Both sides of an interval whose better one is the first sentence's.
    print("A/A, the second cell: told apart in the table", wrong, "at most " + mostWrong(0.1));
    blocks(same, SAME_BLOCKS);
    assertThat(moved).isLessThanOrEqualTo(mostWrong(0.05));
    assertThat(wrong).isLessThanOrEqualTo(mostWrong(0.1));
  }

  @Test
  void five_percent_are_found_as_often_as_promised_and_a_condition_moves_nobody()
      throws IOException {
    List<Outcome> apart = new ArrayList<>();
    for (int i = FIRST; i < FIRST + EXPERIMENTS; i++) {
      // 7.6 ms + 100 or 200 tokens of 4 µs: 8.0 and 8.4 ms.
      apart.add(run("apart-" + i, "workload.prompt_tokens: [100, 200]", BLOCKS, 2 * i + 1));
    }
    long moved = apart.stream().filter(one -> one.moves).count();
    long found = apart.stream().filter(one -> one.verdict == Verdict.HIGHER).count();
    double sd = Math.sqrt(mean(apart.stream().map(one -> one.sd * one.sd).toList()));
    double promised = Power.ofPairedT(BLOCKS, sd, LOG_SHIFT, 0.05);
    print("conditions alone: it moves a reader", moved, "none");
    System.out.printf(
        Locale.ROOT,
        "| planted ratio 1.05: mean %.4f, spread of a block's log difference %.4f, promised power"
            + " %.1f %% |%n",
        Math.exp(mean(apart.stream().map(Outcome::log).toList())),
        sd,
        100 * promised);
    print("planted +5 % found", found, "at least " + leastFound(promised));
    blocks(apart, BLOCKS);
    assertThat(moved).isZero();
    assertThat(found).isGreaterThanOrEqualTo(leastFound(promised));
  }

  private static void blocks(List<Outcome> outcomes, int planned) {
    System.out.printf(
        Locale.ROOT,
        "| blocks with both cells valid: %.2f of %d |%n",
        mean(outcomes.stream().map(one -> (double) one.blocks).toList()),
        planned);
  }

  private static void print(String what, long count, String wanted) {
    System.out.printf("| %s: %d of %d | %s |%n", what, count, EXPERIMENTS, wanted);
  }

  private static boolean told(Outcome one) {
    return one.verdict == Verdict.LOWER || one.verdict == Verdict.HIGHER;
  }

  private static double mean(List<Double> values) {
    return values.stream()
        .filter(Double::isFinite)
        .mapToDouble(v -> v)
        .average()
        .orElse(Double.NaN);
  }

  private static int mostWrong(double share) {
    return new BinomialDistribution(null, EXPERIMENTS, share).inverseCumulativeProbability(0.98);
  }

  private static int leastFound(double share) {
    return new BinomialDistribution(null, EXPERIMENTS, share).inverseCumulativeProbability(0.02);
  }
}
