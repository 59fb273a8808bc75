package dev.paddock.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Synthetic;
import dev.paddock.experiment.Objective;
import dev.paddock.journal.RunDirectory;
import dev.paddock.record.Metric;
import dev.paddock.record.Request;
import dev.paddock.record.Sketch;
import dev.paddock.record.TrialSummary;
import dev.paddock.stats.Quantile;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import dev.paddock.summary.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialSummariesTest {
  private static final double MILLI = 1e6;

  @TempDir private Path results;

  private static Synthetic synthetic() {
    return new Synthetic()
        .factor("num_ctx", 2048, 4096)
        .blocks(3)
        .requests(400)
        .objective(new Objective.AtMost(Metric.named("ttft.p50").orElseThrow(), 50));
  }

  private static String summary(RunDirectory run, Synthetic synthetic) {
    return SummaryFile.write(Analysis.of(run, synthetic.experiment()));
  }

  private static void eachRequests(RunDirectory run, String text) throws IOException {
    for (int trial = 1; trial <= run.trials().size(); trial++) {
      Files.writeString(run.trial(trial).resolve("requests.jsonl"), text);
    }
  }

  @Test
  void a_report_opens_no_raw_requests_where_each_trial_has_its_summary() throws IOException {
    Synthetic synthetic = synthetic();
    RunDirectory run = synthetic.write(results);
    String before = summary(run, synthetic);
    eachRequests(run, "{unreadable\n");
    assertThat(summary(run, synthetic)).isEqualTo(before);
  }

  @Test
  void a_trial_that_was_still_warming_up_is_not_taken_for_a_steady_one() {
    Synthetic warming = new Synthetic().factor("num_ctx", 2048).blocks(3).warming(1.8);
    Summary moved = Analysis.of(warming.write(results), warming.experiment());
    assertThat(moved.cells().getFirst().moved()).isEqualTo(3);
    assertThat(moved.invalid()).isZero();
    Synthetic steady = new Synthetic().factor("num_ctx", 2048).blocks(3).named("steady");
    Summary still = Analysis.of(steady.write(results), steady.experiment());
    assertThat(still.cells().getFirst().moved()).isZero();
    Synthetic few = new Synthetic().factor("num_ctx", 2048).requests(10).warming(9).named("few");
    assertThat(Analysis.of(few.write(results), few.experiment()).cells().getFirst().moved())
        .as("too few to say")
        .isZero();
  }

  @Test
  void a_run_of_an_older_paddock_says_the_same_as_one_with_summaries() throws IOException {
    Synthetic synthetic = synthetic().unsummarised();
    RunDirectory old = synthetic.write(results);
    assertThat(old.summary(1)).isEmpty();
    String anew = summary(old, synthetic);
    RunDirectory with = synthetic().write(results.resolve("with"));
    assertThat(anew).isEqualTo(summary(with, synthetic));
    assertThat(old.summary(1)).as("kept for the next report").isEqualTo(with.summary(1));
    eachRequests(old, "{unreadable\n");
    assertThat(summary(old, synthetic)).isEqualTo(anew);
  }

  @Test
  void a_summary_by_another_recipe_or_a_torn_one_is_made_anew() throws IOException {
    Synthetic synthetic = synthetic();
    RunDirectory run = synthetic.write(results);
    String before = summary(run, synthetic);
    Path file = run.trial(1).resolve("summary.json");
    String text = Files.readString(file);
    for (String spoiled :
        List.of(
            text.replace("\"version\":", "\"version\":9"),
            text.replace("\"metrics\":", "\"metrics\":1"),
            text.replace("ttft.p50 <= 50.0", "ttft.p50 <= 60.0"),
            text.substring(0, text.length() / 2),
            "{}",
            "")) {
      assertThat(spoiled).isNotEqualTo(text);
      Files.writeString(
          file, spoiled.replace("\"goodput\":{\"value\":", "\"goodput\":{\"value\":9"));
      assertThat(summary(run, synthetic)).isEqualTo(before);
      assertThat(Files.readString(file)).isEqualTo(text);
    }
  }

  @Test
  void pooled_quantiles_are_those_of_the_raw_times() {
    RunDirectory run = synthetic().write(results);
    List<Sketch> sketches = new ArrayList<>();
    List<Request> counted = new ArrayList<>();
    for (int trial = 1; trial <= 6; trial++) {
      sketches.add(run.summary(trial).orElseThrow().shapes().get("itl"));
      run.requests(trial).stream().filter(Request::counts).forEach(counted::add);
    }
    long[] gaps =
        counted.stream().flatMapToLong(r -> LongStream.of(r.stamps().gaps())).sorted().toArray();
    agrees(Pool.of(sketches).orElseThrow(), gaps);
  }

  /** From a nanosecond to hours, in one pool and in many, where few values make wide steps. */
  @Test
  void a_sketch_is_as_precise_as_it_says() {
    Random random = new Random(3);
    for (int n : new int[] {1, 2, 3, 10, 1000, 20_000}) {
      long[] all = random.doubles(n, 0, 30).mapToLong(x -> (long) Math.exp(x)).toArray();
      List<Sketch> sketches = new ArrayList<>();
      for (int from = 0; from < n; from += 700) {
        Sketch.of(Arrays.copyOfRange(all, from, Math.min(n, from + 700))).ifPresent(sketches::add);
      }
      agrees(Pool.of(sketches).orElseThrow(), all);
    }
  }

  private static void agrees(Pool pool, long[] nanos) {
    double[] sorted = LongStream.of(nanos).sorted().asDoubleStream().toArray();
    assertThat(pool.n()).isEqualTo(nanos.length);
    assertThat(pool.max()).isEqualTo((long) sorted[sorted.length - 1]);
    for (double p : new double[] {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1}) {
      double exact = Quantile.ofSorted(sorted, p);
      assertThat(pool.quantile(p)).as("p%s", p).isCloseTo(exact, within(exact / 2048 + 1e-9));
    }
  }

  @Test
  void a_time_before_its_clocks_zero_counts_as_none() {
    assertThat(Sketch.of(-5, 7)).hasValueSatisfying(s -> assertThat(s.max()).isEqualTo(7));
    assertThat(Sketch.of()).isEmpty();
  }

  @Test
  void a_trial_that_sent_nothing_has_no_account() {
    TrialSummary nothing = TrialSummaries.of(80, List.of(), List.of(), List.of());
    assertThat(nothing.figures()).isEmpty();
    assertThat(nothing.accounting().neverSent()).isEqualTo(80);
  }

  @Test
  void the_only_trial_of_a_cell_keeps_its_interval() {
    Synthetic synthetic = new Synthetic().factor("num_ctx", 2048).blocks(1).requests(400);
    RunDirectory run = synthetic.write(results);
    Estimate p50 =
        Objects.requireNonNull(
            Analysis.of(run, synthetic.experiment()).cells().getFirst().metrics().get("ttft.p50"));
    double[] ttft =
        run.requests(1).stream()
            .filter(Request::counts)
            .mapToDouble(request -> request.timeToFirstToken().orElseThrow() / MILLI)
            .toArray();
    assertThat(p50.estimator()).isEqualTo(CellEstimate.ORDER);
    assertThat(p50.bounds().lo().orElseThrow())
        .isLessThan(Quantile.of(ttft, 0.5))
        .isIn(boxed(ttft));
    assertThat(p50.bounds().hi().orElseThrow())
        .isGreaterThan(Quantile.of(ttft, 0.5))
        .isIn(boxed(ttft));
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
