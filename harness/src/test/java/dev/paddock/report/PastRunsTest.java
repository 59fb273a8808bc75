package dev.paddock.report;

import static dev.paddock.analysis.Figured.around;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.analysis.Figured;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.summary.OfCell.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastRunsTest {
  @TempDir Path docs;

  private static Figured run(int day) {
    return new Figured("2026-11-%02dT01:00:00Z".formatted(day))
        .cell(
            Map.of("num_ctx", 2048),
            Map.of("ttft.p50", around(100 + day, 0.02, 6), "itl.p50", around(10, 0.02, 6)));
  }

  @Test
  void a_run_stays_in_the_history_when_another_is_published_in_its_place() throws IOException {
    Path page = docs.resolve("figured");
    run(1).write(page);
    PastRuns.keep(page, run(2).summary());
    run(2).write(page);
    PastRuns.keep(page, run(3).summary());
    run(3).write(page);
    List<Placed> runs = PastRuns.in(docs);
    assertThat(runs)
        .extracting(one -> one.summary().at().substring(8, 10))
        .containsExactly("01", "02", "03");
    Estimate kept = runs.getFirst().summary().cells().getFirst().metric("ttft.p50").orElseThrow();
    assertThat(kept)
        .isEqualTo(run(1).summary().cells().getFirst().metric("ttft.p50").orElseThrow());
    assertThat(Files.readAllLines(page.resolve("history/runs.jsonl")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).doesNotContain("itl.p50"));
  }

  @Test
  void publishing_twice_leaves_the_history_as_it_was() throws IOException {
    Path page = docs.resolve("figured");
    PastRuns.keep(page, run(1).summary());
    byte[] once = Files.readAllBytes(page.resolve("history/runs.jsonl"));
    run(1).write(page);
    PastRuns.keep(page, run(1).summary());
    assertThat(Files.readAllBytes(page.resolve("history/runs.jsonl"))).isEqualTo(once);
  }

  @Test
  void a_torn_line_of_the_history_is_told_with_its_place() throws IOException {
    Path page = docs.resolve("figured");
    PastRuns.keep(page, run(1).summary());
    Files.writeString(
        page.resolve("history/runs.jsonl"), "{\"experiment\": ", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> PastRuns.in(docs))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("history/runs.jsonl:2: not a summary");
  }
}
