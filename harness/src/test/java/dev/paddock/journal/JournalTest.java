package dev.paddock.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paddock.plan.Cell;
import dev.paddock.plan.Plan;
import dev.paddock.plan.PlannedTrial;
import dev.paddock.record.Accounting;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Instrument;
import dev.paddock.record.Meanwhile;
import dev.paddock.record.Outcome;
import dev.paddock.record.Pauses;
import dev.paddock.record.Phase;
import dev.paddock.record.Request;
import dev.paddock.record.Sample;
import dev.paddock.record.ServerTimes;
import dev.paddock.record.Sketch;
import dev.paddock.record.Spread;
import dev.paddock.record.StampClock;
import dev.paddock.record.Stamps;
import dev.paddock.record.TrialSummary;
import dev.paddock.record.Trouble;
import dev.paddock.record.Troubles;
import dev.paddock.record.Validity;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Known;
import dev.paddock.settings.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final TrialSummary SUMMARY =
      new TrialSummary(
          new TrialSummary.Recipe(1, 80, List.of("ttft.p95 <= 500.0")),
          new TreeMap<>(
              Map.of(
                  "ttft.p50",
                  new TrialSummary.OfMetric(
                      40.25, 80, 80, OptionalDouble.of(1.0 / 3), OptionalDouble.of(50)))),
          new TreeMap<>(Map.of("ttft", Sketch.of(40_000_000, 41_000_000).orElseThrow())),
          new Accounting(80, 77, 1, 1, 1, 0, 0),
          1,
          new TreeMap<>(Map.of("kernel", 80)),
          1280,
          OptionalLong.empty(),
          Optional.of(true));

  private static final Instant AT = Instant.parse("2026-11-22T01:45:00Z");

  private static final Instrument INSTRUMENT =
      new Instrument(
          Optional.of("this system"),
          Optional.empty(),
          Spread.of(1, 2, 3),
          Spread.of(4),
          new Pauses(1, 2, 2),
          OptionalInt.of(2),
          OptionalDouble.of(.5),
          OptionalDouble.empty(),
          OptionalLong.of(1),
          OptionalLong.empty(),
          Optional.of(
              new Meanwhile(
                  OptionalDouble.of(.004),
                  OptionalLong.of(0),
                  OptionalDouble.of(3600),
                  OptionalDouble.of(0),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  Optional.of("heat"),
                  Optional.of("graphics cards"))));

  @TempDir private Path results = Path.of("");

  private RunDirectory fresh() {
    return RunDirectory.create(
        results,
        AT,
        "night",
        "name: night\n",
        Map.of("design.blocks", "2"),
        new Plan(
            "night",
            7,
            List.of(new Cell("c01", Configuration.of(Known.NUM_CTX, new Value.Whole(2048)))),
            3,
            "c01",
            List.of(new PlannedTrial(1, 1, 1, "c01"))),
        new Fingerprint(new TreeMap<>(Map.of("cpu.model", "one"))));
  }

  private static Event.Trial trial(int number) {
    return new Event.Trial(
        AT,
        number,
        "c01",
        1,
        1,
        Configuration.of(Known.NUM_CTX, new Value.Whole(2048))
            .with(Known.STOP, new Value.Items(List.of())),
        new TreeMap<>(Map.of("context", "2048")),
        Troubles.of(Trouble.Kind.SENT_LATE, "because"),
        8,
        2,
        Optional.of(INSTRUMENT));
  }

  private static Request request(int id) {
    return new Request(
        id,
        Phase.MEASURED,
        100,
        110,
        OptionalLong.empty(),
        Stamps.of(5, 9),
        Stamps.of(1, 1),
        OptionalInt.of(1),
        StampClock.KERNEL,
        OptionalLong.of(5),
        OptionalLong.of(12),
        Outcome.OK,
        Optional.empty(),
        OptionalInt.of(16),
        OptionalInt.empty(),
        OptionalInt.of(2),
        Optional.of(new ServerTimes(1, 2, 3, 7)));
  }

  @Test
  void a_line_says_in_plain_words_how_much_of_a_trial_counts() {
    assertThat(Json.line(trial(1)))
        .contains(
            "\"validity\":\"scoped\"",
            "\"reasons\":[\"because\"]",
            "\"lost\":[\"ttft\",\"ttft.answer\",\"e2e\",\"goodput\"]",
            "\"kind\":\"sent_late\"");
  }

  @Test
  void a_journal_that_knows_valid_and_invalid_alone_is_read_as_before() throws Exception {
    String line =
        """
        {"event":"trial","at":"2026-11-22T01:45:00Z","trial":3,"cell":"c01","block":2,"plot":1,
        "wanted":{"num_ctx":2048},"got":{},"validity":"%s","reasons":[%s],"planned":8,"warmup":2}
        """
            .replace("\n", "");
    Event.Trial valid =
        (Event.Trial) Json.mapper().readValue(line.formatted("valid", ""), Event.class);
    assertThat(valid.validity()).isEqualTo(Validity.WHOLE);
    assertThat(valid.repeatOf()).isEmpty();
    Event.Trial invalid =
        (Event.Trial) Json.mapper().readValue(line.formatted("invalid", "\"why\""), Event.class);
    assertThat(invalid.validity()).isEqualTo(Validity.VOID);
    assertThat(invalid.reasons()).containsExactly("why");
  }

  @Test
  void everything_that_is_written_is_read_back_the_same() {
    RunDirectory directory = fresh();
    Sample sample =
        new Sample(
            1,
            OptionalLong.of(2),
            OptionalLong.of(1),
            OptionalLong.empty(),
            OptionalDouble.of(.5),
            OptionalDouble.empty(),
            OptionalDouble.of(.1),
            Optional.of(
                new Sample.Machine(
                    OptionalDouble.of(1.5),
                    OptionalLong.of(3),
                    OptionalLong.empty(),
                    OptionalLong.of(4096),
                    OptionalLong.of(3600),
                    OptionalLong.empty(),
                    OptionalDouble.of(12.5))),
            Optional.of(
                List.of(
                    new Sample.Gpu(
                        OptionalDouble.of(.5),
                        OptionalLong.of(7),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.of(1980),
                        OptionalLong.empty(),
                        OptionalDouble.of(61),
                        Optional.of("heat")))));
    List<Event> events =
        List.of(
            new Event.Run(AT, false, "abc", "1", Optional.empty()),
            new Event.Plot(AT, 1, 1, new TreeMap<>(Map.of("A", "b")), "ollama"),
            trial(1),
            Event.Fault.of(AT, "here", "this"),
            new Event.Infeasible(AT, "c02", "out of memory", Optional.of("c01")),
            new Event.End(AT, RunEnd.DONE));
    try (Journal journal = Journal.open(directory)) {
      for (Event event : events) {
        if (event instanceof Event.Trial trial) {
          journal.append(
              trial, List.of(request(1), request(2)), List.of(), List.of(sample), "log\n", SUMMARY);
        } else {
          journal.append(event);
        }
      }
    }
    RunDirectory again = RunDirectory.open(directory.path());
    assertThat(again.events()).isEqualTo(events);
    assertThat(again.requests(1)).containsExactly(request(1), request(2));
    assertThat(again.telemetry(1)).containsExactly(sample);
    assertThat(again.summary(1)).contains(SUMMARY);
    assertThat(again.plan()).isEqualTo(again.plan());
    assertThat(again.plan().cell("c01").levels().get(Known.NUM_CTX))
        .contains(new Value.Whole(2048));
    assertThat(again.overrides()).containsEntry("design.blocks", "2");
    assertThat(again.environment().facts()).containsEntry("cpu.model", "one");
  }

  @Test
  void a_run_of_an_older_paddock_still_reads() throws Exception {
    RunDirectory directory = fresh();
    try (Journal journal = Journal.open(directory)) {
      journal.append(trial(1), List.of(request(1)), List.of());
    }
    Path requests = directory.trial(1).resolve("requests.jsonl");
    Files.writeString(requests, Files.readString(requests).replace(",\"shared\":1", ""));
    Files.writeString(
        directory.trial(1).resolve("telemetry.jsonl"), "{\"at\":1,\"client_cpu\":0.5}\n");
    Path journal = directory.journalFile();
    Files.writeString(
        journal, Files.readString(journal).replaceAll(",\"instrument\":\\{.*", "}\n"));
    assertThat(directory.trials().getFirst().instrument()).isEmpty();
    assertThat(directory.requests(1).getFirst().shared()).isEmpty();
    assertThat(directory.telemetry(1).getFirst().machine()).isEmpty();
  }

  @Test
  void a_line_torn_at_any_byte_loses_no_other_line_and_is_written_over() throws Exception {
    RunDirectory directory = fresh();
    try (Journal journal = Journal.open(directory)) {
      journal.append(new Event.Run(AT, false, "abc", "1", Optional.empty()));
      journal.append(trial(1));
      journal.append(trial(2));
    }
    byte[] whole = Files.readAllBytes(directory.journalFile());
    int lastLine =
        new String(whole, 0, whole.length - 1, java.nio.charset.StandardCharsets.UTF_8)
                .lastIndexOf('\n')
            + 1;
    for (int length = lastLine; length < whole.length; length++) {
      Files.write(directory.journalFile(), java.util.Arrays.copyOf(whole, length));
      assertThat(directory.trials()).extracting(Event.Trial::trial).containsExactly(1);
      try (Journal journal = Journal.open(directory)) {
        journal.append(trial(3));
      }
      assertThat(directory.trials()).extracting(Event.Trial::trial).containsExactly(1, 3);
    }
  }

  @Test
  void a_broken_line_amid_the_journal_is_an_error_that_names_it() throws Exception {
    RunDirectory directory = fresh();
    try (Journal journal = Journal.open(directory)) {
      journal.append(new Event.Run(AT, false, "abc", "1", Optional.empty()));
    }
    Files.writeString(
        directory.journalFile(), "garbage\n" + Files.readString(directory.journalFile()));
    assertThatThrownBy(directory::events)
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("journal.jsonl:1");
  }

  @Test
  void two_runs_of_one_second_do_not_share_a_directory() {
    assertThat(fresh().path()).isNotEqualTo(fresh().path());
  }

  @Test
  void a_second_writer_of_one_run_is_refused() {
    RunDirectory directory = fresh();
    try (Journal first = Journal.open(directory)) {
      first.append(new Event.Run(AT, false, "abc", "1", Optional.empty()));
      assertThatThrownBy(() -> Journal.open(directory))
          .isInstanceOf(RunDirectoryException.class)
          .hasMessageContaining("another paddock");
    }
  }

  @Test
  void a_directory_that_is_no_run_is_refused_by_what_it_lacks() {
    assertThatThrownBy(() -> RunDirectory.open(results))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("experiment.yaml");
  }

  @Test
  void results_that_cannot_be_written_are_told_as_such() throws Exception {
    Path file = Files.writeString(results.resolve("a-file"), "");
    assertThatThrownBy(
            () ->
                RunDirectory.create(
                    file,
                    AT,
                    "night",
                    "",
                    Map.of(),
                    new Plan("night", 1, List.of(), 0, "c01", List.of()),
                    new Fingerprint(new TreeMap<>())))
        .isInstanceOf(WriteFailedException.class)
        .hasMessageContaining("a-file");
  }
}
