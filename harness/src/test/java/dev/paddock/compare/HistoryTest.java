package dev.paddock.compare;

import static dev.paddock.analysis.Figured.around;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.analysis.Figured;
import dev.paddock.compare.History.Change;
import dev.paddock.compare.History.Series;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.summary.Contrast.Reads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static String at(int day) {
    return "2026-10-%02dT01:00:00Z".formatted(day);
  }

  /** Runs that differ by 2 %, of which those from the tenth day on are slower by this. */
  private static List<Placed> runs(int count, double slower) {
    SplittableRandom random = new SplittableRandom(5);
    List<Placed> runs = new ArrayList<>();
    for (int day = 1; day <= count; day++) {
      double noise = Math.exp(0.02 * random.nextGaussian());
      runs.add(
          new Figured(at(day))
              .fact("server.version", day < 10 ? "0.33.0" : "0.34.0")
              .cell(
                  Map.of("a", 1),
                  Map.of("ttft.p50", around(100 * noise * (day < 10 ? 1 : slower), 0.02, 5)))
              .cell(Map.of("a", 2), Map.of("ttft.p50", around(50 / noise, 0.02, 5)))
              .placed("run " + day));
    }
    return runs;
  }

  @Test
  void a_planted_change_of_level_is_found_in_its_place() {
    List<Placed> runs = runs(18, 1.31);
    Collections.shuffle(runs, new java.util.Random(1));
    Series series = History.of(runs).series().getFirst();
    assertThat(series.changes()).hasSize(1);
    Change change = series.changes().getFirst();
    assertThat(change.cell()).isEqualTo("{a=1}");
    assertThat(change.after()).isEqualTo(at(9));
    assertThat(change.at()).isEqualTo(at(10));
    assertThat(change.ratio().orElseThrow()).isCloseTo(1.31, within(0.05));
    assertThat(change.reads()).isEqualTo(Reads.WORSE);
    assertThat(series.lines().getFirst().points()).hasSize(18);
  }

  @Test
  void a_level_that_holds_is_not_said_to_change() {
    assertThat(History.of(runs(18, 1)).series().getFirst().changes()).isEmpty();
  }

  @Test
  void runs_of_two_machines_or_of_two_workloads_are_two_series() {
    List<Placed> runs = new ArrayList<>(runs(3, 1));
    Map<String, double[]> figures = Map.of("ttft.p50", around(100, 0.02, 5));
    runs.add(
        new Figured(at(20))
            .fact("cpu.model", "Other CPU")
            .cell(Map.of("a", 1), figures)
            .placed("other machine"));
    runs.add(
        new Figured(at(21)).requests(10).cell(Map.of("a", 1), figures).placed("other requests"));
    assertThat(History.of(runs).series()).hasSize(3);
  }

  @Test
  void a_run_that_stands_in_two_places_counts_once() {
    List<Placed> runs = new ArrayList<>(runs(3, 1));
    runs.addAll(runs(3, 1));
    assertThat(History.of(runs).series().getFirst().runs()).hasSize(3);
  }
}
