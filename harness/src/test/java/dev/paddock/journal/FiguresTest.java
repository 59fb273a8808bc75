package dev.paddock.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Figure;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Troubles;
import dev.paddock.settings.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path results;

  @Test
  void figures_measured_elsewhere_come_back_as_they_were_written() {
    RunDirectory run = fresh();
    TreeMap<String, Figure> figures = new TreeMap<>(Map.of("time.mean", new Figure(123.4, 5)));
    try (Journal journal = Journal.open(run)) {
      journal.append(trial(), figures);
    }
    assertThat(run.trials()).containsExactly(trial());
    assertThat(run.figures(1)).isEqualTo(figures);
    assertThat(run.figures(2)).isEmpty();
  }

  @Test
  void figures_that_were_garbled_are_named_and_not_skipped() throws Exception {
    RunDirectory run = fresh();
    Files.createDirectories(run.trial(1));
    Files.writeString(run.trial(1).resolve("figures.json"), "{\"time.mean\": {\"value\": 1");
    assertThatThrownBy(() -> run.figures(1))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("figures.json");
  }

  private static Event.Trial trial() {
    return new Event.Trial(
        AT,
        1,
        "c01",
        1,
        1,
        Configuration.NONE,
        new TreeMap<>(),
        Troubles.NONE,
        5,
        0,
        Optional.empty());
  }

  private RunDirectory fresh() {
    return RunDirectory.create(
        results,
        AT,
        "bench",
        "name: bench\n",
        Map.of(),
        new Plan(
            "bench",
            7,
            List.of(new Cell("c01", Configuration.NONE)),
            0,
            "c01",
            List.of(new PlannedTrial(1, 1, 1, "c01"))),
        new Fingerprint(new TreeMap<>()));
  }
}
