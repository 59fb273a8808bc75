package dev.paddock.report.page;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Calibrated;
import dev.paddock.summary.OfInstrument;
import dev.paddock.summary.OfInstrument.Held;
import dev.paddock.summary.OfInstrument.Late;
import dev.paddock.summary.OfInstrument.Timed;
import dev.paddock.summary.OfMachine;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The part of a page in which the instrument tells of itself. */
final class InstrumentPart {
  /** A cell gets a row of its own where one of its times is so many times the run's. */
  private static final double TIMES = 1.5;

  /** The same where one of its shares is so much larger. */
  private static final double POINTS = 0.05;

  private static final String NOBODY = "–";

  private final Summary summary;
  private final Markdown page;

  InstrumentPart(Summary summary, Markdown page) {
    this.summary = summary;
    this.page = page;
  }

  void write() {
    summary.instrument().ifPresent(this::write);
  }

  private void write(OfInstrument instrument) {
    page.heading(2, "The instrument itself");
    page.paragraph(stamped(instrument));
    Map<String, Held> rows = new LinkedHashMap<>();
    rows.put("all", instrument.run());
    instrument
        .cells()
        .forEach(
            (cell, held) -> {
              if (differs(held, instrument.run())) {
                rows.put(cell, held);
              }
            });
    table(rows);
    page.paragraph(legend(instrument));
    page.paragraph(calibration(instrument));
    instrument
        .calibration()
        .map(Calibrated::smaller)
        .filter(smaller -> !smaller.isEmpty())
        .ifPresent(
            smaller -> {
              page.paragraph("**Too small for this instrument:**");
              page.list(smaller.stream().map(Markdown::escape).toList());
            });
  }

  private static String calibration(OfInstrument instrument) {
    String warm =
        instrument
            .warmUp()
            .map(
                warmUp ->
                    "Before the first trial the client was made warm for %s s against its own reference server. "
                        .formatted(Numerals.number(warmUp.seconds())))
            .orElse("");
    return warm
        + instrument
            .calibration()
            .map(InstrumentPart::calibration)
            .orElse(
                "The instrument was not calibrated on this machine before this run: `paddock"
                    + " calibrate` measures its error, and later reports quote it.");
  }

  private static String calibration(Calibrated known) {
    return "Calibrated on %s (%s): under %s and %,d tokens/s a stamp was %s µs from the truth at the median and %s µs at the 99th percentile, the time to first token %s and %s ms, the inter-token latency %s and %s ms; up to %,d tokens/s the 99th percentile stays under 1 ms. Trials of the same thing differ by %s (standard deviation)."
        .formatted(
            known.at().toString().substring(0, 10),
            known.pinned(),
            Text.count(known.streams(), "stream"),
            known.tokensPerSecond(),
            Numerals.number(known.stampErrorUs().getFirst()),
            Numerals.number(known.stampErrorUs().getLast()),
            Numerals.number(known.ttftErrorMs().getFirst()),
            Numerals.number(known.ttftErrorMs().getLast()),
            Numerals.number(known.itlErrorMs().getFirst()),
            Numerals.number(known.itlErrorMs().getLast()),
            known.highestRate(),
            known.noise().entrySet().stream()
                .map(
                    noise ->
                        "%s %% in %s"
                            .formatted(Numerals.number(100 * noise.getValue()), noise.getKey()))
                .collect(Collectors.joining(", ")));
  }

  private String stamped(OfInstrument instrument) {
    Map<String, Integer> clocks = summary.method().clocks();
    long all = clocks.values().stream().mapToLong(Integer::longValue).sum();
    String shares =
        clocks.entrySet().stream()
            .map(
                clock ->
                    "%s (%s, %.0f %%)"
                        .formatted(
                            switch (clock.getKey()) {
                              case "user" -> "the client, when it had read them";
                              case "kernel" -> "the kernel, when they reached the socket";
                              default -> clock.getKey();
                            },
                            Text.count(clock.getValue(), "request"),
                            100.0 * clock.getValue() / all))
            .collect(Collectors.joining(", "));
    return "Arrivals were stamped by %s.%s%s"
        .formatted(
            shares.isEmpty() ? "nobody: no request was answered" : shares,
            instrument.why().isEmpty()
                ? ""
                : " Why not by the kernel: " + escape(String.join("; ", instrument.why())) + ".",
            instrument.mixedTrials() == 0
                ? ""
                : " In %s both did.".formatted(Text.count(instrument.mixedTrials(), "trial")));
  }

  /** Whether a reader of the run's own row would be misled about this cell. */
  private static boolean differs(Held cell, Held run) {
    return cell.trials() < run.trials()
        && (longer(cell.clientDelay(), run.clientDelay())
            || longer(cell.lag(), run.lag())
            || larger(cell.shared(), run.shared()));
  }

  private static boolean longer(Optional<Late> cell, Optional<Late> run) {
    return cell.isPresent() && run.isPresent() && cell.get().p99() > TIMES * run.get().p99();
  }

  private static boolean larger(OptionalDouble cell, OptionalDouble run) {
    return cell.isPresent() && run.isPresent() && cell.getAsDouble() > run.getAsDouble() + POINTS;
  }

  /** Columns that no row has are left out. */
  private void table(Map<String, Held> rows) {
    Map<String, Function<Held, String>> columns = new LinkedHashMap<>();
    columns.put("delay p50", held -> time(held.clientDelay().map(Late::p50)));
    columns.put("delay p99", held -> time(held.clientDelay().map(Late::p99)));
    columns.put("delay max", held -> time(held.clientDelay().map(Late::max)));
    columns.put("shared a read", held -> share(held.shared()));
    columns.put("lag p50", held -> time(held.lag().map(Late::p50)));
    columns.put("lag p99", held -> time(held.lag().map(Late::p99)));
    columns.put(
        "longest pause",
        held ->
            held.longestPause().isEmpty()
                ? NOBODY
                : held.longestPause().getAsDouble() == 0
                    ? "none"
                    : Numerals.figure(held.longestPause().getAsDouble(), "ms"));
    columns.put("client CPU", held -> share(held.clientCpu()));
    columns.put(
        "of it sampling, of one core",
        held -> share(held.machine().map(OfMachine::sampler).orElse(OptionalDouble.empty())));
    columns.put("other load", held -> share(held.otherCpu()));
    columns
        .values()
        .removeIf(column -> rows.values().stream().map(column).allMatch(NOBODY::equals));
    List<String> head = new ArrayList<>(List.of("cell"));
    head.addAll(columns.keySet());
    List<List<String>> lines = new ArrayList<>();
    rows.forEach(
        (cell, held) -> {
          List<String> line = new ArrayList<>(List.of(cell));
          columns.values().forEach(column -> line.add(column.apply(held)));
          lines.add(line);
        });
    page.table(head, lines);
  }

  private static String time(Optional<Double> ms) {
    return ms.map(value -> Numerals.figure(value, "ms")).orElse(NOBODY);
  }

  private static String share(OptionalDouble share) {
    return share.isEmpty() ? NOBODY : Numerals.number(100 * share.getAsDouble()) + " %";
  }

  private static String legend(OfInstrument instrument) {
    Optional<Late> delay = instrument.run().clientDelay();
    List<String> sentences = new ArrayList<>();
    sentences.add("Of the valid trials, descriptive; a cell has a row where it was worse.");
    delay.ifPresent(
        late ->
            sentences.add(
                late.of() == Timed.PROBE
                    ? "Delay: how late the client saw a probe stream of known timing beside the"
                        + " load, in the worst trial; its stamps are as late."
                    : "Delay: from the arrival of a chunk until the client saw it, over %,d chunks; the figures of this page rest on the arrival."
                        .formatted(late.n())));
    if (instrument.run().shared().isPresent()) {
      sentences.add("Shared a read: chunks whose arrival is an upper bound.");
    }
    sentences.add("Lag: from when a request was intended until it left.");
    if (instrument.run().clientCpu().isPresent()) {
      sentences.add(
          "CPU and pauses: the largest of any trial, of the cores that the client may use; other"
              + " load: of all cores.");
    }
    return String.join(" ", sentences);
  }
}
