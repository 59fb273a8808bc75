package dev.paddock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.Synthetic;
import dev.paddock.experiment.Arrivals;
import dev.paddock.experiment.LoadSpec;
import dev.paddock.journal.RunDirectory;
import dev.paddock.journal.RunDirectoryException;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Summary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path temp;

  @Test
  void a_question_with_markup_does_not_become_markup() throws Exception {
    Synthetic run = small().question("<script>alert(1)</script> | *x* ![](http://e)");
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    String html = Files.readString(directory.path().resolve("report.html"));
    assertThat(html)
        .doesNotContain("<script>alert")
        .doesNotContain("src=\"http")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; | *x* ![](http://e)");
  }

  @Test
  void a_page_holds_no_path_host_or_address() throws Exception {
    Synthetic run = small().fact("hostname", "secret-host").fact("os", "at /home/someone/x");
    Path docs = temp.resolve("docs");
    publish(run.write(temp.resolve("results")), run, docs);
    Publisher.index(docs);
    for (Map.Entry<String, String> file : texts(docs).entrySet()) {
      assertThat(file.getValue())
          .as(file.getKey())
          .doesNotContain("someone", "secret-host", "127.0.0.1", temp.toString());
    }
  }

  @Test
  void a_page_says_how_well_the_instrument_measured() throws Exception {
    Synthetic run = small();
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(page(directory))
        .contains(
            "## The instrument itself",
            "Arrivals were stamped by the kernel, when they reached the socket (",
            "| cell | delay p50 | delay p99 | delay max | shared a read | lag p50 | lag p99 |"
                + " longest pause | client CPU | other load |",
            "| 1.00 ms | 12.5 % | 3.00 % |");
    JsonNode instrument =
        new ObjectMapper()
            .readTree(directory.path().resolve("summary.json").toFile())
            .path("instrument");
    assertThat(instrument.path("stamped_by").asText()).isEqualTo("kernel");
    assertThat(instrument.path("run").path("client_delay").path("p99").asDouble())
        .isBetween(0.01, 0.03);
    assertThat(instrument.path("run").path("shared").asDouble()).isBetween(0.01, 0.02);
    assertThat(instrument.path("cells").size()).isEqualTo(2);
  }

  @Test
  void an_open_loop_shows_the_latency_of_the_server_and_of_the_user() throws Exception {
    Synthetic run = small().load(new LoadSpec.Open(new Arrivals.Constant(20), OptionalInt.of(4)));
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(page(directory))
        .contains(
            "The difference is coordinated omission",
            "| cell | metric | from intended | from sent |",
            "| ttft.p90 |",
            "sent by an open loop at a constant 20/s, at most 4 at once.");
  }

  @Test
  void a_closed_loop_shows_one_latency() throws Exception {
    Synthetic run = small();
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(page(directory)).doesNotContain("coordinated omission");
  }

  @Test
  void a_run_of_an_older_paddock_still_has_its_page() throws Exception {
    Synthetic run = small().unwatched();
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(page(directory))
        .contains(
            "## The instrument itself",
            "| cell | delay p50 | delay p99 | delay max | lag p50 | lag p99 |\n")
        .doesNotContain("shared a read", "longest pause");
  }

  @Test
  void publishing_twice_changes_no_byte() throws Exception {
    Synthetic run = small();
    RunDirectory directory = run.write(temp.resolve("results"));
    Path docs = temp.resolve("docs");
    Files.createDirectories(docs);
    Files.writeString(docs.resolve("by-hand.md"), "mine");
    publish(directory, run, docs);
    Publisher.index(docs);
    Map<String, String> once = texts(docs);
    publish(directory, run, docs);
    Publisher.index(docs);
    assertThat(texts(docs)).isEqualTo(once).containsEntry("by-hand.md", "mine");
    assertThat(once.get("index.md")).contains("synthetic/report.md", "2026-11-22");
  }

  @Test
  void a_page_of_an_older_build_stands_in_the_index() throws Exception {
    Synthetic run = small();
    Path docs = temp.resolve("docs");
    publish(run.write(temp.resolve("results")), run, docs);
    Path summary = docs.resolve("synthetic/summary.json");
    String older =
        Files.readString(summary)
            .replaceAll("\"(stratum|estimator)\" : \"[^\"]*\",?", "")
            .replaceAll(",\\s*}", "}");
    assertThat(older).doesNotContain("stratum").contains("\"effects\"");
    Files.writeString(summary, older);
    Publisher.index(docs);
    assertThat(Files.readString(docs.resolve("index.md"))).contains("synthetic/report.md");
  }

  @Test
  void memory_that_only_the_driver_knows_of_is_shown() throws Exception {
    Synthetic run = small().card(5L << 29);
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(page(directory))
        .contains("| cell | memory | GPU memory, by the server | by the driver | driver − server |")
        .contains("| [2.00 GiB](", "| [2.50 GiB](", " | 512 MiB |");
  }

  @Test
  void a_machine_without_a_card_has_no_columns_for_one() throws Exception {
    Synthetic run = small();
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(page(directory)).doesNotContain("What it took of the machine");
  }

  @Test
  void pages_of_two_machines_are_told_apart() throws Exception {
    Path docs = temp.resolve("docs");
    for (String cpu : List.of("Example CPU @ 2.0GHz", "Another CPU")) {
      Synthetic run = small().named("on-" + cpu.substring(0, 2).strip()).fact("cpu.model", cpu);
      publish(run.write(temp.resolve("results-" + cpu.length())), run, docs);
    }
    Publisher.index(docs);
    assertThat(Files.readString(docs.resolve("index.md")))
        .contains("Compare figures only between lines of one letter: others differ in cpu.model")
        .contains("(A) |", "(B) |");
  }

  @Test
  void pages_of_one_machine_stay_together_when_its_system_has_a_new_name() throws Exception {
    Path docs = temp.resolve("docs");
    for (String os : List.of("Debian 12.5", "Debian 12.6")) {
      Synthetic run = small().named("on-" + os.substring(10)).fact("os", os);
      publish(run.write(temp.resolve(os)), run, docs);
    }
    Publisher.index(docs);
    assertThat(Files.readString(docs.resolve("index.md"))).doesNotContain("(A)", "letter");
  }

  @Test
  void a_garbled_summary_is_refused_with_its_place() throws Exception {
    Path page = Files.createDirectories(temp.resolve("docs/one"));
    Files.writeString(page.resolve("summary.json"), "{\"experiment\": 3,");
    assertThatThrownBy(() -> Publisher.index(temp.resolve("docs")))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("one/summary.json")
        .hasMessageContaining("Publish that run again");
  }

  @Test
  void a_run_without_a_trial_has_a_page() throws Exception {
    Synthetic run = small();
    for (int trial = 1; trial <= 4; trial++) {
      run.missing(trial);
    }
    RunDirectory directory = run.write(temp);
    Summary summary = Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(summary.answer().headline()).contains("No trial has ended");
    assertThat(page(directory)).contains("No trial has ended");
  }

  @Test
  void settings_that_only_change_together_are_said_to() throws Exception {
    Synthetic run = small().factor("num_batch", 128, 256).named("together");
    RunDirectory whole = run.write(temp.resolve("whole"));
    Reports.write(whole, Analysis.of(whole, run.experiment()));
    assertThat(page(whole)).doesNotContain("do not tell the settings apart");
    Set<String> kept = Set.of("c01", "c04");
    for (PlannedTrial trial : whole.plan().trials()) {
      run = kept.contains(trial.cell()) ? run : run.invalid(trial.number());
    }
    RunDirectory left = run.write(temp.resolve("left"));
    Reports.write(left, Analysis.of(left, run.experiment()));
    assertThat(page(left))
        .contains("do not tell the settings apart. Each cell beside the control stands below.");
  }

  @Test
  void a_trial_that_was_still_warming_up_is_set_apart() throws Exception {
    Synthetic run = new Synthetic().factor("num_ctx", 2048).blocks(3).warming(1.8);
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    assertThat(page(directory))
        .contains("### Trials that were not steady, which count")
        .contains("[3](summary.json#/cells/0/moved) of 3");
    Synthetic steady = small().named("steady");
    RunDirectory still = steady.write(temp);
    Reports.write(still, Analysis.of(still, steady.experiment()));
    assertThat(page(still)).doesNotContain("not steady");
  }

  @Test
  void every_number_on_the_page_is_in_the_summary() throws Exception {
    Synthetic run = small();
    RunDirectory directory = run.write(temp);
    Reports.write(directory, Analysis.of(directory, run.experiment()));
    Set<String> known = new HashSet<>();
    collect(new ObjectMapper().readTree(directory.path().resolve("summary.json").toFile()), known);
    String page = page(directory);
    Matcher numbers = Pattern.compile("(?<![\\w.])-?\\d[\\d,]*(?:\\.\\d+)?").matcher(tables(page));
    int found = 0;
    while (numbers.find()) {
      found++;
      assertThat(known).as("from the tables").contains(numbers.group());
    }
    assertThat(found).isGreaterThan(100);
  }

  /** A page without its links to words. */
  private static String page(RunDirectory run) throws IOException {
    return Files.readString(run.path().resolve("report.md"))
        .replaceAll("\\[([^\\[\\]]*)]\\(#[^)]*\\)", "$1");
  }

  private static String tables(String page) {
    StringBuilder tables = new StringBuilder();
    page.lines().filter(line -> line.startsWith("|")).forEach(l -> tables.append(l).append('\n'));
    return tables.toString().replaceAll("]\\([^)]*\\)", "]");
  }

  /** Each number as any page may write it, and the numbers within texts. */
  static void collect(JsonNode node, Set<String> known) {
    if (node.isNumber()) {
      double value = node.doubleValue();
      known.add(Numerals.ratio(value));
      known.add("%,d".formatted(Math.round(value)));
      known.add(Long.toString(Math.round(value)));
      known.add(Numerals.number(100 * value)); // shares are written in per cent
      known.add(Text.trimmed(100 * value)); // and so are margins
      for (double unit : new double[] {1, 1 << 10, 1 << 20, 1 << 30}) {
        known.add(Numerals.number(value / unit));
      }
    } else if (node.isTextual()) {
      Matcher numbers = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?").matcher(node.textValue());
      while (numbers.find()) {
        known.add(numbers.group());
        known.add(
            Numerals.number(Double.parseDouble(numbers.group().replace(",", "")) / (1 << 20)));
      }
    }
    node.fieldNames().forEachRemaining(name -> collectName(name, known));
    node.forEach(child -> collect(child, known));
  }

  private static void collectName(String name, Set<String> known) {
    Matcher numbers = Pattern.compile("\\d+").matcher(name);
    while (numbers.find()) {
      known.add(numbers.group());
    }
  }

  private static Synthetic small() {
    return new Synthetic().factor("num_ctx", 2048, 4096).blocks(2).requests(20);
  }

  private static Map<String, String> texts(Path docs) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(docs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(
            docs.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }

  private static void publish(RunDirectory directory, Synthetic run, Path docs) {
    Publisher.publish(directory, Analysis.of(directory, run.experiment()), docs);
  }
}
