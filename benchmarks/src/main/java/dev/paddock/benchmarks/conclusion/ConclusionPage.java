package dev.paddock.benchmarks.conclusion;

import dev.paddock.benchmarks.conclusion.Verdict.Answer;
import dev.paddock.benchmarks.suite.Level;
import dev.paddock.benchmarks.suite.ReaderChoice.Per;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.RecordLink;
import dev.paddock.summary.At;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How a conclusion is said, as Markdown: one class, and long, so that all its words stand in one
 * place.
 */
final class ConclusionPage {
  private static final String TIME = "time.mean";
  private static final String FIRST = "ttft.p50";
  private static final double NANOS_A_MS = 1e6;
  private static final double NANOS_A_SECOND = 1e9;
  private static final double NANOS_A_MICRO = 1e3;
  private static final double MICROS_A_SECOND = 1e6;
  private static final double TOKENS_A_SECOND = 1000;
  private static final double REQUESTS_A_SECOND = 10;

  /** What four decimals show at the least. */
  private static final double LEAST_PERCENT = 1e-4;

  private final Conclusion said;
  private final boolean perToken;

  /** What shares are shares of. */
  private final String whole;

  private final Markdown page = new Markdown();

  ConclusionPage(Conclusion said) {
    this.said = said;
    this.perToken = said.choice().per() == Per.TOKEN;
    this.whole = perToken ? "token's time" : "time to first token";
  }

  String write() {
    page.heading(2, "Does it matter?");
    said.control()
        .ifPresentOrElse(
            this::matters,
            () -> page.paragraph("It cannot be said: fewer than two choices have valid forks."));
    if (said.summary().trials() < said.summary().planned()) {
      page.paragraph(
          """
          So far: %d of %d planned forks. Let it measure the rest whatever it says by then: \
          who goes on only until a verdict comes is wrong more often than its interval says.\
          """
              .formatted(said.summary().trials(), said.summary().planned()));
    }
    if (!said.beside().isBlank()) {
      page.paragraph(said.beside().strip());
    }
    said.faster().ifPresent(this::ownCode);
    if (!said.times().rows().isEmpty()) {
      times(said.times());
    }
    return page.toString();
  }

  private void matters(SpeedRange control) {
    page.paragraph("**" + verdict() + "**");
    page.list(rests(control));
    if (!said.runs().isEmpty()) {
      beside(control);
    }
  }

  private String verdict() {
    String choice = Level.words(said.choice().factor());
    if (said.judgement().isEmpty()) {
      return "Whether the time that the %s takes matters cannot be said: no run of a real server is published."
          .formatted(choice);
    }
    Judgement judged = said.judgement().get();
    return switch (judged.verdict().answer()) {
      case NO ->
          "No, the time that the %s takes does not matter: the slowest instead of the fastest adds at most %s of a %s.%s"
              .formatted(
                  choice, share(judged.verdict().most(), judged.by()), whole, elsewhere(judged));
      case YES ->
          "Yes, the time that the %s takes matters: the slowest instead of the fastest adds at least %s of a %s."
              .formatted(choice, share(judged.verdict().least(), judged.by()), whole);
      case UNDECIDED ->
          "Whether the time that the %s takes matters cannot be said yet: the difference is not told from what the field's own noise hides.%s"
              .formatted(choice, elsewhere(judged));
    };
  }

  private static String elsewhere(Judgement judged) {
    return judged
        .elsewhere()
        .map(
            spread ->
                " With %s it does: at least %s."
                    .formatted(
                        Markdown.escape(spread.circumstances()),
                        share(spread.least(), judged.by())))
        .orElse("");
  }

  private List<String> rests(SpeedRange control) {
    String metric = said.candidates().metric();
    OfCell fast = control.fastest().cell();
    OfCell slow = control.slowest().cell();
    List<String> rests = new ArrayList<>();
    rests.add(
        "The fastest%s is %s with %s, the slowest %s with %s: they differ by %s%s a %s."
            .formatted(
                control.circumstances().isEmpty()
                    ? ""
                    : " (" + Markdown.escape(control.circumstances()) + ")",
                Markdown.escape(control.fastest().level()),
                figure(fast, metric),
                Markdown.escape(control.slowest().level()),
                figure(slow, metric),
                nanos(control.nanos()),
                control.least().isPresent()
                    ? " [%s, %s]"
                        .formatted(
                            nanos(control.least().getAsDouble()),
                            nanos(control.most().orElseThrow()))
                    : "",
                perToken ? "token" : "request"));
    rests.add(core(control));
    if (slow.metric(FIRST).isPresent() && fast.metric(FIRST).isPresent()) {
      rests.add(
          "Their first tokens are %s apart (%s and %s at the median)."
              .formatted(
                  nanos(Math.abs(value(slow, FIRST) - value(fast, FIRST)) * NANOS_A_MS),
                  figure(slow, FIRST),
                  figure(fast, FIRST)));
    }
    said.widest()
        .ifPresent(
            widest ->
                rests.add(
                    "They lie furthest apart with %s: %s, from %s with %s to %s with %s."
                        .formatted(
                            Markdown.escape(widest.circumstances()),
                            nanos(widest.nanos()),
                            Markdown.escape(widest.fastest().level()),
                            figure(widest.fastest().cell(), metric),
                            Markdown.escape(widest.slowest().level()),
                            figure(widest.slowest().cell(), metric))));
    return rests;
  }

  /** What the difference is of a core, where a server is as fast as that. */
  private String core(SpeedRange control) {
    double rate = perToken ? TOKENS_A_SECOND : REQUESTS_A_SECOND;
    String cpu = perToken ? "cpu" : "cpu.request";
    OfCell slow = control.slowest().cell();
    OfCell fast = control.fastest().cell();
    boolean measured = slow.metric(cpu).isPresent() && fast.metric(cpu).isPresent();
    return "At %,.0f %s/s that is %s of a core%s."
        .formatted(
            rate,
            perToken ? "tokens" : "requests",
            percent(
                measured
                    ? Math.abs(value(slow, cpu) - value(fast, cpu)) * rate / MICROS_A_SECOND
                    : control.nanos() * rate / NANOS_A_SECOND),
            measured
                ? ", by the CPU time of both, compiler and collector included (%s and %s)"
                    .formatted(figure(slow, cpu), figure(fast, cpu))
                : "");
  }

  /** The difference beside each published run. */
  private void beside(SpeedRange control) {
    page.table(
        List.of("beside this run", whole, "known to", "the slowest adds", "does it matter?"),
        said.runs().stream().map(run -> row(run, control)).toList());
    if (!said.runs().stream().allMatch(said::isNear)) {
      page.paragraph(
          "(\\*) Not known to be on the processor that this suite ran on, and so %s."
              .formatted(
                  said.judges().stream().allMatch(said::isNear)
                      ? "not what the verdict rests on"
                      : "these shares may be those of a faster server or a slower client"));
    }
  }

  private List<String> row(PublishedRun run, SpeedRange control) {
    PublishedRun.Time time = run.time(said.choice().per());
    return List.of(
        "[%s](docs:%s/report.md), %s%s"
            .formatted(
                Markdown.escape(run.page()),
                run.page(),
                Markdown.escape(run.server()),
                said.isNear(run) ? "" : " (\\*)"),
        "[%s](docs:%s/summary.json#%s)"
            .formatted(Numerals.figure(time.ms(), "ms"), run.page(), time.at()),
        "±" + percent(time.noise()),
        percent(time.share(control.nanos())),
        word(Verdict.of(control, time).answer()));
  }

  private static String word(Answer answer) {
    return switch (answer) {
      case YES -> "yes";
      case NO -> "no";
      case UNDECIDED -> "cannot be said";
    };
  }

  private void ownCode(List<FasterRival> faster) {
    page.heading(2, "Is the harness' own code beaten?");
    if (faster.isEmpty()) {
      page.paragraph("No: nothing that a reader could choose is faster beyond both intervals.");
      return;
    }
    String metric = said.candidates().metric();
    page.paragraph("Yes, at what the table shows. " + said.kept().strip());
    page.table(
        List.of("where", "own", "faster", "with", "saves"),
        faster.stream()
            .map(
                one ->
                    List.of(
                        one.circumstances().isEmpty()
                            ? "everywhere"
                            : Markdown.escape(one.circumstances()),
                        figure(one.own(), metric),
                        Markdown.escape(one.name()),
                        figure(one.rival(), metric),
                        saved(said.candidates().nanos() * one.saved())))
            .toList());
  }

  /** What a time is of the shortest among those that judge. */
  private String saved(double nanos) {
    return said.shortest()
        .map(time -> "%s, %s of a %s".formatted(nanos(nanos), percent(time.share(nanos)), whole))
        .orElseGet(() -> nanos(nanos));
  }

  /** Turned where there are more circumstances than choices, so that the table is not too wide. */
  private void times(TimeTable times) {
    String choice = Level.words(said.choice().factor());
    page.heading(2, "Time by " + Markdown.escape(choice));
    List<String> head =
        Stream.concat(
                Stream.of(choice),
                times.circumstances().stream()
                    .map(one -> one.isEmpty() ? "time" : Markdown.escape(one)))
            .toList();
    List<List<String>> rows =
        times.rows().stream()
            .map(
                row ->
                    Stream.concat(
                            Stream.of(Markdown.escape(row.level())),
                            row.entries().stream().map(this::entry))
                        .toList())
            .toList();
    if (times.circumstances().size() > rows.size()) {
      List<List<String>> turned = new ArrayList<>();
      for (int i = 0; i < head.size(); i++) {
        turned.add(column(head, rows, i));
      }
      page.table(turned.getFirst(), turned.subList(1, turned.size()));
    } else {
      page.table(head, rows);
    }
    page.paragraph(
        "In brackets: 95 % intervals of the mean over forks, which are the unit of analysis."
            + " In bold: the fastest of several, and those whose intervals meet its own; floors and"
            + " repeats left out.");
  }

  private static List<String> column(List<String> head, List<List<String>> rows, int index) {
    return Stream.concat(Stream.of(head.get(index)), rows.stream().map(row -> row.get(index)))
        .toList();
  }

  private String entry(Optional<TimeTable.Entry> entry) {
    return entry
        .map(
            one -> {
              String figure = figure(one.cell(), said.candidates().metric());
              return one.best() ? "**" + figure + "**" : figure;
            })
        .orElse("–");
  }

  private static double value(OfCell cell, String metric) {
    return cell.metric(metric).orElseThrow().value();
  }

  /** A figure with its interval, as a link to its record. */
  private String figure(OfCell cell, String metric) {
    Estimate one = cell.metric(metric).orElseThrow();
    double scale = metric.equals(TIME) ? scale(cell) : 1;
    return RecordLink.to(
        Numerals.bracketed(
            one.value() / scale,
            over(one.bounds().lo(), scale),
            over(one.bounds().hi(), scale),
            scale == 1 ? one.unit() : scale == NANOS_A_MS ? "ms/op" : "µs/op"),
        At.metric(said.summary(), cell.id(), metric));
  }

  /** How many ns the unit of a cell's time has: one for all that are compared, the shortest's. */
  private double scale(OfCell cell) {
    double shortest =
        said.candidates().beside(cell).stream()
            .mapToDouble(one -> one.time().value())
            .min()
            .orElse(0);
    return shortest >= NANOS_A_MS ? NANOS_A_MS : shortest >= NANOS_A_MICRO * 10 ? NANOS_A_MICRO : 1;
  }

  private static OptionalDouble over(OptionalDouble end, double scale) {
    return end.isPresent() ? OptionalDouble.of(end.getAsDouble() / scale) : end;
  }

  private static String nanos(double nanos) {
    return nanos < NANOS_A_MS
        ? nanos < NANOS_A_MICRO
            ? Numerals.figure(nanos, "ns")
            : Numerals.figure(nanos / NANOS_A_MICRO, "µs")
        : Numerals.figure(nanos / NANOS_A_MS, "ms");
  }

  private static String share(OptionalDouble nanos, PublishedRun.Time time) {
    return percent(time.share(nanos.orElseThrow()));
  }

  private static String percent(double share) {
    double percent = 100 * share;
    return percent > 0 && percent < LEAST_PERCENT ? "<0.0001 %" : Numerals.number(percent) + " %";
  }
}
