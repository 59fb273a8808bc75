package dev.paddock.cli;

import static dev.paddock.analysis.Figured.around;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.analysis.Figured;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  private static final String THEN = "2026-11-20T01:00:00Z";
  private static final String NOW = "2026-11-21T01:00:00Z";

  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int paddock(Object... args) {
    String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
    return PaddockCommand.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static Figured run(String at, double small, double large) {
    return new Figured(at)
        .cell(Map.of("num_ctx", 2048), Map.of("ttft.p50", around(small, 0.02, 6)))
        .cell(Map.of("num_ctx", 8192), Map.of("ttft.p50", around(large, 0.02, 6)));
  }

  private Path before() {
    return run(THEN, 100, 200).write(temp.resolve("before"));
  }

  @Test
  void a_planted_slowdown_of_a_fifth_exits_with_1() {
    Path now = run(NOW, 100, 240).write(temp.resolve("now"));
    assertThat(paddock("compare", before(), now)).isEqualTo(ExitCode.NO);
    assertThat(out.toString())
        .startsWith("Regression beyond 5 % in 1 of 2 metric-cells.")
        .contains("higher, worse, by more than 5 %", "× 1.20", "Without a regression: ttft.p50");
  }

  @Test
  void a_run_that_measured_the_same_exits_with_0() {
    Path now = run(NOW, 100.5, 199).write(temp.resolve("now"));
    assertThat(paddock("compare", before(), now)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).startsWith("No regression beyond 5 %.");
  }

  @Test
  void a_margin_that_was_given_is_heeded() {
    Path now = run(NOW, 100, 240).write(temp.resolve("now"));
    assertThat(paddock("compare", before(), now, "--margin", "30%")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).startsWith("No regression beyond 30 %.");
    assertThat(paddock("compare", before(), now, "--margin", "3")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString()).contains("--margin 3: not a share");
  }

  @Test
  void another_machine_is_compared_only_when_asked() {
    Path now = run(NOW, 100, 200).fact("cpu.model", "Other CPU").write(temp.resolve("now"));
    assertThat(paddock("compare", before(), now)).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString())
        .contains("cpu.model: Example CPU → Other CPU", "--across")
        .doesNotContain("defect");
    assertThat(paddock("compare", before(), now, "--across")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("could explain any change");
  }

  private static Figured of(String version, String at, double ttft) {
    return new Figured(at)
        .fact("server.kind", "ollama")
        .fact("server.version", version)
        .cell(Map.of("num_ctx", 2048), Map.of("ttft.p50", around(ttft, 0.02, 6)))
        .cell(Map.of("num_ctx", 8192), Map.of("ttft.p50", around(2 * ttft, 0.02, 6)));
  }

  @Test
  void a_default_that_changed_between_two_versions_is_told_beside_what_it_may_explain() {
    Path then = of("0.12.3", THEN, 100).write(temp.resolve("then"));
    Path now = of("0.12.4", NOW, 130).write(temp.resolve("now"));
    assertThat(paddock("compare", then, now, "--across")).isEqualTo(ExitCode.NO);
    assertThat(out.toString())
        .contains("server.version: 0.12.3 → 0.12.4")
        .contains("OLLAMA_FLASH_ATTENTION")
        .contains("false by default", "automatic by default")
        .doesNotContain("OLLAMA_VULKAN", "repeat_penalty");
    out.getBuffer().setLength(0);
    Path same = of("0.12.5", NOW, 100).write(temp.resolve("same"));
    paddock("compare", now, same, "--across");
    assertThat(out.toString()).doesNotContain("by default");
  }

  @Test
  void a_setting_that_a_run_sets_is_not_told_as_a_default() {
    Path then =
        of("0.12.3", THEN, 100).constant("OLLAMA_FLASH_ATTENTION", "true").write(temp.resolve("a"));
    Path now =
        of("0.12.4", NOW, 100).constant("OLLAMA_FLASH_ATTENTION", "true").write(temp.resolve("b"));
    paddock("compare", then, now, "--across");
    assertThat(out.toString()).contains("0.12.3 → 0.12.4").doesNotContain("by default");
  }

  @Test
  void a_cell_that_only_one_run_has_is_named() {
    Figured now = run(NOW, 100, 200);
    now.cell(Map.of("num_ctx", 4096), Map.of("ttft.p50", around(100, 0.02, 6)));
    Path page = temp.resolve("page.md");
    assertThat(paddock("compare", before(), now.write(temp.resolve("now")), "--markdown", page))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("only in the candidate: c03 {num_ctx=4096}")
        .contains("the other run has no cell with num_ctx=4096");
    assertThat(page).content().contains("only in the candidate: c03");
  }

  @Test
  void a_torn_an_absent_or_an_empty_summary_is_one_message() throws IOException {
    Path torn = Files.createDirectories(temp.resolve("torn"));
    Files.writeString(torn.resolve("summary.json"), "{\"experiment\": \"x\", \"cells\": [{");
    Path absent = Files.createDirectories(temp.resolve("absent"));
    Files.writeString(absent.resolve("plan.json"), "{}");
    Path empty = Files.createDirectories(temp.resolve("empty"));
    Files.writeString(empty.resolve("summary.json"), "{}");
    for (Path bad : List.of(torn, absent, empty, temp.resolve("nowhere"))) {
      assertThat(paddock("compare", before(), bad)).as(bad.toString()).isEqualTo(2);
    }
    assertThat(err.toString())
        .contains("torn/summary.json: not a summary", "paddock report " + absent)
        .doesNotContain("defect", "\tat ");
  }

  @Test
  void a_run_is_not_compared_with_itself() throws IOException {
    assertThat(paddock("compare", before(), before())).isEqualTo(ExitCode.WRONG_USE);
    Path copy = run(THEN, 100, 200).write(temp.resolve("copy"));
    assertThat(paddock("compare", before(), copy)).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString()).contains("one and the same run").doesNotContain("defect");
  }

  @Test
  void a_run_without_a_valid_trial_is_not_compared() {
    Path now = new Figured(NOW).cell(Map.of("num_ctx", 2048), Map.of()).write(temp.resolve("now"));
    assertThat(paddock("compare", before(), now)).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString()).contains("has no trial that counts (1 of 1 are void)");
  }

  @Test
  void nothing_in_common_is_an_error_and_not_a_verdict() {
    Path now = run(NOW, 100, 200).write(temp.resolve("now"));
    assertThat(paddock("compare", before(), now, "--metric", "itl.p99")).isEqualTo(2);
    assertThat(err.toString())
        .contains("no figure in common", "itl.p99 of {num_ctx=2048}, {num_ctx=8192}");
    assertThat(paddock("compare", before(), now, "--metric", "speed")).isEqualTo(2);
    assertThat(err.toString()).contains("--metric speed: there is no such metric");
  }

  @Test
  void the_summary_for_a_pull_request_says_what_the_json_says() throws IOException {
    Path now = run(NOW, 100, 240).write(temp.resolve("now"));
    assertThat(paddock("compare", before(), now, "--markdown", "-")).isEqualTo(ExitCode.NO);
    assertThat(out.toString())
        .startsWith("### figured: Regression beyond 5 % in 1 of 2 metric-cells.")
        .contains("| \\{num\\_ctx=8192\\} | ttft.p50 |".replace("\\_", "_"))
        .contains("<details><summary>1 metric-cell without a regression</summary>");
    out.getBuffer().setLength(0);
    assertThat(paddock("compare", before(), now, "--json")).isEqualTo(ExitCode.NO);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("counts").path("regressions").asInt()).isEqualTo(1);
    assertThat(json.path("statements").path(0).has("lo_adjusted")).isTrue();
  }

  @Test
  void a_run_is_held_only_against_a_published_run_of_its_kind() {
    Path docs = temp.resolve("docs");
    run(THEN, 100, 200).fact("cpu.model", "Other CPU").write(docs.resolve("figured"));
    Path now = run(NOW, 100, 240).write(temp.resolve("now"));
    assertThat(paddock("compare", now, "--history", docs)).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString()).contains("none on the same environment");
    run(THEN, 100, 200).write(docs.resolve("figured"));
    assertThat(paddock("compare", now, "--history", docs)).isEqualTo(ExitCode.NO);
  }

  @Test
  void a_history_of_nothing_or_of_an_unknown_experiment_is_one_message() throws IOException {
    Path docs = Files.createDirectories(temp.resolve("docs"));
    assertThat(paddock("history", "--docs", docs)).isEqualTo(ExitCode.WRONG_USE);
    before();
    run(THEN, 100, 200).write(docs.resolve("figured"));
    assertThat(paddock("history", "--docs", docs, "other")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString())
        .contains("no run is published there", "there are runs of figured")
        .doesNotContain("defect");
    assertThat(paddock("history", "--docs", docs, "figured")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("ttft.p50 of {num_ctx=2048}: 100.0 ms (");
  }

  @Test
  void a_page_of_the_history_has_its_charts() {
    Path docs = temp.resolve("docs");
    run(NOW, 100, 240).write(docs.resolve("figured"));
    assertThat(paddock("history", "--docs", docs, "--publish", docs, before().toString()))
        .isEqualTo(ExitCode.DONE);
    Path page = docs.resolve("figured/history");
    assertThat(page.resolve("charts/history-1-ttft-p50.svg")).isNotEmptyFile();
    assertThat(page.resolve("index.html")).content().contains("<svg class=\"wide\"");
    assertThat(page.resolve("report.md"))
        .content()
        .contains("2026-11-20T01:00:00Z", "2026-11-21T01:00:00Z", "240 ms");
  }
}
