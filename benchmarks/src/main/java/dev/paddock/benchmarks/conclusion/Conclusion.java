package dev.paddock.benchmarks.conclusion;

import dev.paddock.analysis.Analysis;
import dev.paddock.analysis.At;
import dev.paddock.analysis.Summary;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.analysis.Words;
import dev.paddock.benchmarks.conclusion.Scenes.Apart;
import dev.paddock.benchmarks.suite.ReaderChoice;
import dev.paddock.benchmarks.suite.ReaderChoice.Per;
import dev.paddock.benchmarks.suite.Suite;
import dev.paddock.journal.RunDirectory;
import dev.paddock.report.Markdown;
import dev.paddock.report.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Does it matter? What a suite's figures come to beside what servers take, as Markdown: a sentence
 * first, then what it rests on, and the figures as a table of choices by circumstances.
 *
 * <p>The difference between the slowest and the fastest choice has an interval from the ends of
 * theirs: wider than a test of both would be, so that neither "no" nor "yes" is said too soon.
 */
public final class Conclusion {
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

  private final Summary summary;
  private final ReaderChoice matter;
  private final List<PublishedRun> fields;

  /** Those on the same processor, or all where there is none. */
  private final List<PublishedRun> judges;

  private final Scenes scenes;
  private final Markdown page = new Markdown();

  private Conclusion(Summary summary, ReaderChoice matter, List<PublishedRun> fields) {
    this.summary = summary;
    this.matter = matter;
    this.fields = fields;
    List<PublishedRun> near = fields.stream().filter(this::isNear).toList();
    this.judges = near.isEmpty() ? fields : near;
    this.scenes = new Scenes(summary, matter);
  }

  /**
   * What a run of a suite says to a reader.
   *
   * @param fields what real servers took; empty where none was published
   */
  public static String of(Suite suite, RunDirectory run, List<PublishedRun> fields) {
    Summary summary = Analysis.of(run, run.experiment());
    return new Conclusion(summary, suite.choice(), fields)
        .write(suite.beside(summary, run.path()), suite.kept());
  }

  private String write(String beside, String kept) {
    Optional<Apart> main = scenes.ofControl();
    page.heading(2, "Does it matter?");
    if (main.isEmpty()) {
      page.paragraph("It cannot be said: fewer than two choices have valid forks.");
    } else {
      page.paragraph("**" + verdict(main.get()) + "**");
      page.list(rests(main.get()));
      beside(main.get());
    }
    if (summary.trials() < summary.planned()) {
      page.paragraph(
          """
          So far: %d of %d planned forks. Let it measure the rest whatever it says by then: \
          who goes on only until a verdict comes is wrong more often than its interval says.\
          """
              .formatted(summary.trials(), summary.planned()));
    }
    if (!beside.isBlank()) {
      page.paragraph(beside.strip());
    }
    OwnCode.write(
        page,
        summary,
        matter,
        scenes.metric(),
        cell -> figure(cell, scenes.metric()),
        saved -> share(scenes.nanos() * saved),
        kept);
    Pivot.write(page, matter, scenes.choices(), choice -> figure(choice.cell(), scenes.metric()));
    return page.toString();
  }

  /**
   * What a time is of a token's time, or of the time to the first token, where that is shortest.
   */
  private String share(double nanos) {
    return judges.stream()
        .min(Comparator.comparingDouble(field -> measured(field).ms()))
        .map(field -> "%s, %s of a %s".formatted(nanos(nanos), share(nanos, field), of()))
        .orElseGet(() -> nanos(nanos));
  }

  /** Yes, no, or that it cannot be said; computed from the judge that notices the least. */
  private String verdict(Apart main) {
    String choice = Scenes.words(matter.factor());
    if (judges.isEmpty()) {
      return "Whether the time that the %s takes matters cannot be said: no run of a real server is published."
          .formatted(choice);
    }
    PublishedRun strictest =
        judges.stream().min(Comparator.comparingDouble(this::noticed)).orElseThrow();
    return switch (matters(main, strictest)) {
      case NO ->
          "No, the time that the %s takes does not matter: the slowest instead of the fastest adds at most %s of a %s.%s"
              .formatted(
                  choice,
                  share(main.most().orElseThrow(), strictest),
                  of(),
                  elsewhere(main, strictest));
      case YES ->
          "Yes, the time that the %s takes matters: the slowest instead of the fastest adds at least %s of a %s."
              .formatted(choice, share(main.least().orElseThrow(), strictest), of());
      case UNDECIDED ->
          "Whether the time that the %s takes matters cannot be said yet: the difference is not told from what the field's own noise hides.%s"
              .formatted(choice, elsewhere(main, strictest));
    };
  }

  /** That it matters where the choices lie furthest apart; empty where that is not known. */
  private String elsewhere(Apart main, PublishedRun strictest) {
    return widest(main)
        .filter(one -> matters(one, strictest) == Matters.YES)
        .map(
            one ->
                " With %s it does: at least %s."
                    .formatted(
                        Markdown.escape(one.scene()), share(one.least().orElseThrow(), strictest)))
        .orElse("");
  }

  /** Where choices are told further apart than in the control's scene; empty where nowhere. */
  private Optional<Apart> widest(Apart main) {
    return scenes.apart().stream()
        .filter(one -> one.nanos() > main.nanos() && one.least().orElse(0) > 0)
        .max(Comparator.comparingDouble(Apart::nanos));
  }

  /** Whether a difference would be noticed beside a run's own noise. */
  private enum Matters {
    YES("yes"),
    NO("no"),
    UNDECIDED("cannot be said");

    private final String word;

    Matters(String word) {
      this.word = word;
    }
  }

  /** Undecided also where a figure has no interval. */
  private Matters matters(Apart apart, PublishedRun field) {
    if (apart.most().isEmpty() || apart.least().isEmpty()) {
      return Matters.UNDECIDED;
    }
    return apart.most().getAsDouble() <= noticed(field)
        ? Matters.NO
        : apart.least().getAsDouble() > noticed(field) ? Matters.YES : Matters.UNDECIDED;
  }

  private String share(double nanos, PublishedRun field) {
    return percent(nanos / NANOS_A_MS / measured(field).ms());
  }

  private String of() {
    return matter.per() == Per.TOKEN ? "token's time" : "time to first token";
  }

  /** The least difference in ns that a field could tell from its noise. */
  private double noticed(PublishedRun field) {
    return measured(field).ms() * measured(field).floor() * NANOS_A_MS;
  }

  private PublishedRun.Measured measured(PublishedRun field) {
    return matter.per() == Per.TOKEN ? field.token() : field.first();
  }

  private List<String> rests(Apart main) {
    List<String> said = new ArrayList<>();
    String where = main.scene().isEmpty() ? "" : " (" + Markdown.escape(main.scene()) + ")";
    said.add(
        "The fastest%s is %s with %s, the slowest %s with %s: they differ by %s%s a %s."
            .formatted(
                where,
                Markdown.escape(main.fastest().level()),
                figure(main.fastest().cell(), scenes.metric()),
                Markdown.escape(main.slowest().level()),
                figure(main.slowest().cell(), scenes.metric()),
                nanos(main.nanos()),
                main.least().isPresent()
                    ? " [%s, %s]"
                        .formatted(
                            nanos(main.least().getAsDouble()), nanos(main.most().orElseThrow()))
                    : "",
                matter.per() == Per.TOKEN ? "token" : "request"));
    said.add(core(main));
    first(main).ifPresent(said::add);
    widest(main)
        .ifPresent(
            widest ->
                said.add(
                    "They lie furthest apart with %s: %s, from %s with %s to %s with %s."
                        .formatted(
                            Markdown.escape(widest.scene()),
                            nanos(widest.nanos()),
                            Markdown.escape(widest.fastest().level()),
                            figure(widest.fastest().cell(), scenes.metric()),
                            Markdown.escape(widest.slowest().level()),
                            figure(widest.slowest().cell(), scenes.metric()))));
    return said;
  }

  /** What the difference is of a core, where a server is as fast as that. */
  private String core(Apart main) {
    boolean tokens = matter.per() == Per.TOKEN;
    double rate = tokens ? TOKENS_A_SECOND : REQUESTS_A_SECOND;
    String cpu = tokens ? "cpu" : "cpu.request";
    Optional<Estimate> slow = main.slowest().cell().metric(cpu);
    Optional<Estimate> fast = main.fastest().cell().metric(cpu);
    boolean measured = slow.isPresent() && fast.isPresent();
    return "At %,.0f %s/s that is %s of a core%s."
        .formatted(
            rate,
            tokens ? "tokens" : "requests",
            percent(
                measured
                    ? Math.abs(slow.get().value() - fast.get().value()) * rate / MICROS_A_SECOND
                    : main.nanos() * rate / NANOS_A_SECOND),
            measured
                ? ", by the CPU time of both, compiler and collector included (%s and %s)"
                    .formatted(
                        figure(main.slowest().cell(), cpu), figure(main.fastest().cell(), cpu))
                : "");
  }

  /** By how much the first token comes later, where that was measured. */
  private Optional<String> first(Apart main) {
    return main.slowest()
        .cell()
        .metric(FIRST)
        .flatMap(
            slow ->
                main.fastest()
                    .cell()
                    .metric(FIRST)
                    .map(
                        fast ->
                            "Their first tokens are %s apart (%s and %s at the median)."
                                .formatted(
                                    nanos(Math.abs(slow.value() - fast.value()) * NANOS_A_MS),
                                    figure(main.slowest().cell(), FIRST),
                                    figure(main.fastest().cell(), FIRST))));
  }

  /** The difference beside each published run. */
  private void beside(Apart main) {
    if (fields.isEmpty()) {
      return;
    }
    page.table(
        List.of("beside this run", of(), "known to", "the slowest adds", "does it matter?"),
        fields.stream()
            .map(
                field -> {
                  PublishedRun.Measured one = measured(field);
                  return List.of(
                      "[%s](docs:%s/report.md), %s%s"
                          .formatted(
                              Markdown.escape(field.page()),
                              field.page(),
                              Markdown.escape(field.server()),
                              isNear(field) ? "" : " (\\*)"),
                      "[%s](docs:%s/summary.json#%s)"
                          .formatted(Words.figure(one.ms(), "ms"), field.page(), one.at()),
                      "±" + percent(one.floor()),
                      share(main.nanos(), field),
                      matters(main, field).word);
                })
            .toList());
    if (!fields.stream().allMatch(this::isNear)) {
      page.paragraph(
          "(\\*) Not known to be on the processor that this suite ran on, and so %s."
              .formatted(
                  judges.stream().allMatch(this::isNear)
                      ? "not what the verdict rests on"
                      : "these shares may be those of a faster server or a slower client"));
    }
  }

  private boolean isNear(PublishedRun field) {
    return field.isOn(summary.environment());
  }

  /** A figure with its interval, as a link to its record. */
  private String figure(OfCell cell, String metric) {
    Estimate one = cell.metric(metric).orElseThrow();
    double scale = metric.equals(TIME) ? scale(cell) : 1;
    return Ref.to(
        Words.bracketed(
            one.value() / scale,
            over(one.lo(), scale),
            over(one.hi(), scale),
            scale == 1 ? one.unit() : scale == NANOS_A_MS ? "ms/op" : "µs/op"),
        At.metric(summary, cell.id(), metric));
  }

  /** How many ns the unit of a cell's time has: one for all that are compared, the shortest's. */
  private double scale(OfCell cell) {
    double shortest =
        scenes.beside(cell).stream().mapToDouble(choice -> choice.time().value()).min().orElse(0);
    return shortest >= NANOS_A_MS ? NANOS_A_MS : shortest >= NANOS_A_MICRO * 10 ? NANOS_A_MICRO : 1;
  }

  private static OptionalDouble over(OptionalDouble end, double scale) {
    return end.isPresent() ? OptionalDouble.of(end.getAsDouble() / scale) : end;
  }

  private static String nanos(double nanos) {
    return nanos < NANOS_A_MS
        ? nanos < NANOS_A_MICRO
            ? Words.figure(nanos, "ns")
            : Words.figure(nanos / NANOS_A_MICRO, "µs")
        : Words.figure(nanos / NANOS_A_MS, "ms");
  }

  private static String percent(double share) {
    double percent = 100 * share;
    return percent > 0 && percent < LEAST_PERCENT ? "<0.0001 %" : Words.number(percent) + " %";
  }
}
