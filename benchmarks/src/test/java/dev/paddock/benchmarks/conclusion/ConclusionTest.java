package dev.paddock.benchmarks.conclusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.analysis.Analysis;
import dev.paddock.benchmarks.http.Connections;
import dev.paddock.benchmarks.json.JsonIn;
import dev.paddock.benchmarks.suite.Effort;
import dev.paddock.benchmarks.suite.ForkException;
import dev.paddock.benchmarks.suite.Measurement;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.benchmarks.suite.SuiteEnvironment;
import dev.paddock.benchmarks.suite.SuitePlan;
import dev.paddock.benchmarks.suite.SuiteProgress;
import dev.paddock.benchmarks.suite.SuiteRun;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Figure;
import dev.paddock.report.Publisher;
import dev.paddock.report.Reports;
import dev.paddock.summary.SummaryFile;
import dev.paddock.telemetry.Environment;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConclusionTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final Effort FEW = new Effort(6, 1, 3, Duration.ofMillis(20));
  private static final double UNMEASURED = 0;
  private static final PublishedRun FIELD =
      new PublishedRun(
          "settings",
          "ollama 0.33.0",
          PublishedRun.processor(Environment.read()),
          new PublishedRun.Time(16, 0.02, "/cells/0/metrics/itl.p50"),
          new PublishedRun.Time(850, 0.1, "/cells/0/metrics/ttft.p50"));

  @TempDir Path results;

  /**
   * A run of json-in whose forks take what {@code nanos} says of the parser, within 1 %; those that
   * it calls unmeasured do not count.
   */
  private RunDirectory run(ToDoubleFunction<String> nanos) {
    Random random = new Random(7);
    return run(
        new JsonIn(),
        FEW,
        levels -> measured(nanos.applyAsDouble(levels.getOrDefault("bench.parser", "")), random));
  }

  /** A run of a suite whose forks measure what {@code fork} makes of their levels. */
  private RunDirectory run(
      Suite suite, Effort effort, Function<Map<String, String>, Measurement> fork) {
    RunDirectory directory =
        SuitePlan.begin(suite, effort, 7, results, NOW, SuiteEnvironment.read(suite));
    toTheEnd(suite, directory, fork);
    return directory;
  }

  private static void toTheEnd(
      Suite suite, RunDirectory directory, Function<Map<String, String>, Measurement> fork) {
    new SuiteRun(
            suite,
            directory,
            SuitePlan.effort(directory),
            (asked, levels, wanted, place, log) -> fork.apply(words(levels.named())),
            new SuiteProgress(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                () -> 0),
            InstantSource.fixed(NOW),
            Duration.ofDays(1))
        .toTheEnd();
  }

  private static Map<String, String> words(Map<String, ?> levels) {
    Map<String, String> words = new TreeMap<>();
    levels.forEach((factor, level) -> words.put(factor, String.valueOf(level)));
    return words;
  }

  private static Measurement measured(double nanos, Random random) {
    double noise = Math.exp(0.01 * random.nextGaussian());
    return new Measurement(
        new TreeMap<>(
            Map.of(
                "time.mean", new Figure(Math.max(1, nanos) * noise, 3), "alloc", new Figure(0, 3))),
        new TreeMap<>(),
        nanos == UNMEASURED ? List.of("planted") : List.of());
  }

  private String concluded(ToDoubleFunction<String> nanos, List<PublishedRun> fields) {
    return Conclusion.of(new JsonIn(), run(nanos), fields).page();
  }

  /** A server so fast that every client would matter beside it. */
  private static PublishedRun fast(String page, Map<String, String> processor) {
    return new PublishedRun(
        page,
        "ollama 0.33.0",
        processor,
        new PublishedRun.Time(0.001, 0.02, "/cells/0/metrics/itl.p50"),
        new PublishedRun.Time(0.01, 0.02, "/cells/0/metrics/ttft.p50"));
  }

  @Test
  void a_server_on_another_processor_judges_only_where_there_is_none_on_this_one() {
    Map<String, String> other = new TreeMap<>(FIELD.processor());
    other.put("cpu.identifier", "another processor");
    RunDirectory run = run(parser -> parser.startsWith("own") ? 150 : 900);
    assertThat(Conclusion.of(new JsonIn(), run, List.of(FIELD, fast("elsewhere", other))).page())
        .contains("**No, the time that the parser takes does not matter")
        .contains("[elsewhere](docs:elsewhere/report.md), ollama 0.33.0 (\\*)")
        .contains("[settings](docs:settings/report.md), ollama 0.33.0 |")
        .contains("not what the verdict rests on");
    assertThat(Conclusion.of(new JsonIn(), run, List.of(fast("elsewhere", other))).page())
        .contains("**Yes, the time that the parser takes matters")
        .contains("may be those of a faster server or a slower client");
    assertThat(Conclusion.of(new JsonIn(), run, List.of(FIELD)).page()).doesNotContain("(\\*)");
  }

  @Test
  void nanoseconds_beside_milliseconds_do_not_matter() {
    String said = concluded(parser -> parser.startsWith("own") ? 150 : 900, List.of(FIELD));
    assertThat(said)
        .contains("**No, the time that the parser takes does not matter")
        .contains("At 1,000 tokens/s that is 0.07", "of a core")
        .contains("](docs:settings/summary.json#/cells/0/metrics/itl.p50)")
        .contains("| no |");
  }

  @Test
  void a_parser_that_takes_a_tenth_of_a_token_matters() {
    String said = concluded(parser -> parser.startsWith("own") ? 150 : 1_600_000, List.of(FIELD));
    assertThat(said)
        .contains("**Yes, the time that the parser takes matters")
        .containsPattern("at least (9\\.[89]|10\\.0)");
  }

  @Test
  void a_difference_as_large_as_the_noise_is_undecided() {
    // The field knows its 16 ms to 2 %: 320 µs.
    String said = concluded(parser -> parser.startsWith("own") ? 150 : 320_000, List.of(FIELD));
    assertThat(said)
        .contains("**Whether the time that the parser takes matters cannot be said yet");
  }

  @Test
  void a_run_that_ended_before_its_plan_says_how_far_it_is() throws Exception {
    assertThat(concluded(parser -> 150, List.of(FIELD))).doesNotContain("So far:");
    int cells = SuitePlan.of(new JsonIn(), FEW, 7).cells().size();
    AtomicInteger forks = new AtomicInteger();
    Path elsewhere = Files.createDirectory(results.resolve("elsewhere"));
    RunDirectory directory =
        SuitePlan.begin(new JsonIn(), FEW, 7, elsewhere, NOW, SuiteEnvironment.read(new JsonIn()));
    Random random = new Random(7);
    assertThatThrownBy(
            () ->
                toTheEnd(
                    new JsonIn(),
                    directory,
                    levels -> {
                      if (forks.incrementAndGet() > 2 * cells) {
                        throw new ForkException("the third block does not begin");
                      }
                      return measured(150, random);
                    }))
        .isInstanceOf(ForkException.class);
    assertThat(Conclusion.of(new JsonIn(), directory, List.of(FIELD)).page())
        .contains("So far: %d of %d planned forks.".formatted(2 * cells, 6 * cells));
  }

  @Test
  void a_difference_without_an_interval_is_undecided_beside_each_run() {
    Random random = new Random(7);
    Set<Map<String, String>> measured = new HashSet<>();
    RunDirectory run =
        run(
            new JsonIn(),
            FEW,
            levels ->
                levels.getOrDefault("bench.parser", "").startsWith("own")
                    ? measured(150, random)
                    : measured(measured.add(levels) ? 900 : UNMEASURED, random));
    assertThat(Conclusion.of(new JsonIn(), run, List.of(FIELD)).page())
        .contains("cannot be said yet", "| cannot be said |")
        .doesNotContain("| no |");
  }

  @Test
  void a_small_difference_is_not_printed_as_none() {
    assertThat(concluded(parser -> parser.startsWith("own") ? 150 : 151, List.of(FIELD)))
        .contains("<0.0001 %")
        .doesNotContain("0.0000 %");
  }

  @Test
  void without_a_real_run_nothing_is_judged() {
    assertThat(concluded(parser -> 100, List.of()))
        .contains("cannot be said: no run of a real server is published");
  }

  @Test
  void the_same_code_twice_is_never_called_the_fastest() {
    String said = concluded(parser -> parser.equals("own-again") ? 10 : 150, List.of(FIELD));
    assertThat(said).doesNotContain("is own-again with").contains("own-again | [");
    assertThat(said).doesNotContain("own-again | **");
  }

  @Test
  void two_that_noise_alone_sets_apart_are_both_in_bold() {
    String said =
        concluded(
            parser -> parser.equals("dsl-json") || parser.equals("fastjson2") ? 100 : 150,
            List.of(FIELD));
    assertThat(said.lines()).filteredOn(line -> line.startsWith("| dsl-json | **[")).hasSize(1);
    assertThat(said.lines()).filteredOn(line -> line.startsWith("| fastjson2 | **[")).hasSize(1);
    assertThat(said.lines())
        .filteredOn(line -> line.startsWith("| own | ["))
        .isNotEmpty()
        .noneMatch(line -> line.contains("**"));
  }

  @Test
  void a_choice_is_not_compared_where_no_other_has_figures() {
    String said = concluded(parser -> parser.startsWith("own") ? 150 : UNMEASURED, List.of(FIELD));
    assertThat(said)
        .contains("It cannot be said: fewer than two choices have valid forks.")
        .doesNotContain("| **[")
        .doesNotContain("The fastest");
  }

  @Test
  void a_library_that_beats_the_harness_own_code_is_named() {
    String said = concluded(parser -> parser.equals("fastjson2") ? 100 : 150, List.of(FIELD));
    assertThat(said).contains("## Is the harness' own code beaten?").contains("Yes, at what");
    assertThat(said.lines().filter(line -> line.contains("| fastjson2 | [")))
        .isNotEmpty()
        .allMatch(line -> line.contains("0.0003"));
  }

  @Test
  void the_harness_own_code_is_not_beaten_by_itself() {
    assertThat(concluded(parser -> parser.equals("own-again") ? 10 : 150, List.of(FIELD)))
        .contains("No: nothing that a reader could choose is faster");
  }

  /**
   * A new connection waits 40 ms longer, and takes 0.62 ms more of a processor; that of the raw
   * drain waits 90 ms. Behind 20 ms both wait for a second, give or take most of it.
   */
  private static Measurement connected(Map<String, String> levels, Random random) {
    boolean pooled = levels.getOrDefault("bench.connection", "").equals("pooled");
    boolean raw = levels.getOrDefault("bench.client", "").equals("raw");
    boolean far = levels.getOrDefault("bench.delay", "").equals("20");
    double noise = Math.exp((far ? 0.7 : 0.01) * random.nextGaussian());
    double nanos = far ? 1e9 : pooled ? (raw ? 1e5 : 2e6) : (raw ? 90e6 : 42e6);
    return new Measurement(
        new TreeMap<>(
            Map.of(
                "time.mean", new Figure(nanos * noise, 3),
                "cpu.request", new Figure((pooled ? 400 : 1020) * noise, 3))),
        new TreeMap<>(),
        List.of());
  }

  private String ofConnections() {
    Random random = new Random(7);
    Connections suite = new Connections();
    RunDirectory run = run(suite, suite.effort(true), levels -> connected(levels, random));
    return Conclusion.of(suite, run, List.of(FIELD)).page();
  }

  @Test
  void a_choice_that_matters_elsewhere_is_said_to_matter_there() {
    Random random = new Random(7);
    Connections suite = new Connections();
    RunDirectory run =
        run(
            suite,
            suite.effort(true),
            levels ->
                levels.getOrDefault("bench.delay", "").equals("1")
                        && levels.getOrDefault("bench.client", "").equals("okhttp")
                        && levels.getOrDefault("bench.connection", "").equals("new")
                    ? measured(500e6, random)
                    : connected(levels, random));
    // 40 ms are within the noise of 850 ms known to 10 %, 498 ms are not.
    assertThat(Conclusion.of(suite, run, List.of(FIELD)).page())
        .contains("**No, ", "With callers 1, client okhttp, delay 1, pool 1 it does: at least 5");
    assertThat(ofConnections()).contains("**No, ").doesNotContain("it does");
  }

  @Test
  void a_request_that_waits_is_not_said_to_keep_a_core_busy() {
    // 0.62 ms of CPU ten times a second.
    assertThat(ofConnections())
        .contains("At 10 requests/s that is 0.6", "of a core, by the CPU time of both");
  }

  @Test
  void a_raw_drain_is_no_client_to_choose() {
    assertThat(ofConnections())
        .contains("No: nothing that a reader could choose is faster")
        .doesNotContain("furthest apart with callers 1, client raw");
  }

  @Test
  void what_noise_sets_apart_is_not_called_the_widest_difference() {
    assertThat(ofConnections().lines())
        .filteredOn(line -> line.startsWith("- They lie furthest apart"))
        .noneMatch(line -> line.contains("delay 20"));
  }

  @Test
  void milliseconds_are_printed_as_milliseconds() {
    assertThat(concluded(parser -> 12_922_192, List.of(FIELD)))
        .contains("ms/op")
        .doesNotContain("ns/op");
  }

  @Test
  void each_choice_is_printed_in_the_unit_of_its_circumstances() {
    // The raw drain takes 100 µs; all others, among which a reader chooses, 2 ms and more.
    assertThat(ofConnections()).contains("µs/op", "ms/op");
  }

  @Test
  void only_runs_of_real_servers_judge() throws Exception {
    Path docs = Path.of("..", "docs");
    List<PublishedRun> fields = PublishedRun.in(docs);
    assertThat(fields)
        .extracting(PublishedRun::page)
        .contains("settings")
        .doesNotContain("olla", "bench");
    assertThat(fields)
        .allSatisfy(
            field -> {
              assertThat(field.token().ms()).isGreaterThan(1);
              assertThat(field.token().noise()).isBetween(0.0, 5.0);
              assertThat(Files.readString(docs.resolve(field.page()).resolve(SummaryFile.NAME)))
                  .contains(Double.toString(field.first().ms()));
            });
    assertThat(PublishedRun.in(results.resolve("nowhere"))).isEmpty();
  }

  @Test
  void the_index_says_what_the_page_answers() throws Exception {
    RunDirectory run = run(parser -> parser.startsWith("own") ? 150 : 900);
    run.conclude(Conclusion.of(new JsonIn(), run, List.of(FIELD)).page());
    Path docs = results.resolve("docs");
    Publisher.publish(run, Analysis.of(run), docs);
    Publisher.index(docs);
    assertThat(Files.readString(docs.resolve("index.md")).lines())
        .filteredOn(line -> line.startsWith("| ["))
        .singleElement()
        .asString()
        .contains(
            "](bench/json-in/report.md) | No, the time that the parser takes does not matter");
  }

  @Test
  void a_conclusion_stays_when_the_page_is_made_again() throws Exception {
    RunDirectory run = run(parser -> 150);
    run.conclude(Conclusion.of(new JsonIn(), run, List.of(FIELD)).page());
    Reports.write(run, Analysis.of(run));
    Reports.write(run, Analysis.of(run));
    assertThat(Files.readString(run.path().resolve("report.md")))
        .containsOnlyOnce("## Does it matter?")
        .contains("](../../docs/settings/summary.json#/cells/0/metrics/itl.p50)");
  }
}
