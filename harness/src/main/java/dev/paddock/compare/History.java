package dev.paddock.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.figures.Comparison;
import dev.paddock.record.Fingerprint;
import dev.paddock.record.Metric;
import dev.paddock.stats.EDivisive;
import dev.paddock.stats.EDivisive.ChangePoint;
import dev.paddock.stats.Multiplicity;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast.Reads;
import dev.paddock.summary.Contrast.Verdict;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCell.Estimate;
import dev.paddock.summary.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What runs of the same experiment said over time: one series for each environment that figures may
 * be compared within, and for each way to send requests. Builds of the server and of Paddock are
 * what may change within a series.
 *
 * <p>The level of a figure changed where E-divisive says so (permutations with a fixed seed); over
 * all figures of a series, at most 5 % of those said to change do not, on average (Benjamini and
 * Hochberg).
 */
public record History(List<Series> series) {
  private static final double ALPHA = 0.05;
  private static final long SEED = 20_261;
  private static final int LEAST_PERMUTATIONS = 999;
  private static final int MOST_PERMUTATIONS = 9_999;

  /** The fewest runs in which a change can be found. */
  public static final int LEAST = 2 * EDivisive.LEAST;

  /**
   * Runs that may be compared, the oldest first.
   *
   * @param environment what they share, without builds, as twelve hexadecimal digits
   * @param requests how they were sent, in words
   */
  public record Series(
      String experiment,
      String environment,
      String machine,
      String requests,
      List<Run> runs,
      List<Line> lines) {

    /** Every change of any figure, the oldest first. */
    public List<Change> changes() {
      return lines.stream()
          .flatMap(line -> line.changes().stream())
          .sorted(Comparator.comparingInt(Change::run))
          .toList();
    }
  }

  /** One run. */
  public record Run(String place, String at, String server, String paddock) {}

  /**
   * One metric of one cell, over the runs.
   *
   * @param id of the cell in the last run that has it
   * @param cell its levels, in words
   */
  public record Line(
      String metric,
      String unit,
      String id,
      String cell,
      List<Point> points,
      List<Change> changes) {}

  /**
   * The figure of one run.
   *
   * @param run its index in the series, from 0
   */
  public record Point(int run, double value, @JsonUnwrapped Bounds bounds, int trials) {}

  /**
   * A change of level.
   *
   * @param run index of the first run of the new level
   * @param after when the last run of the old level began
   * @param at when the first run of the new one did
   * @param ratio the new level over the old one; empty where a figure was zero or negative
   * @param builds what of server and Paddock changed there, in words; may be empty
   */
  public record Change(
      String metric,
      String cell,
      int run,
      String after,
      String at,
      boolean rose,
      OptionalDouble ratio,
      Reads reads,
      String builds) {}

  /** Of these runs, in any order; one that stands in two places counts once. */
  public static History of(List<Placed> runs) {
    Map<String, Placed> once = new LinkedHashMap<>();
    runs.stream()
        .sorted(Comparator.comparing((Placed one) -> one.summary().at()))
        .forEach(
            one ->
                once.putIfAbsent(
                    "%s %s %s"
                        .formatted(
                            one.summary().experiment(),
                            one.summary().at(),
                            one.summary().fingerprint()),
                    one));
    Map<String, List<Placed>> series = new TreeMap<>();
    once.values()
        .forEach(
            one ->
                series
                    .computeIfAbsent(Runs.series(one.summary()), key -> new ArrayList<>())
                    .add(one));
    return new History(series.values().stream().map(History::series).toList());
  }

  private static Series series(List<Placed> runs) {
    Summary last = runs.getLast().summary();
    List<Run> told =
        runs.stream()
            .map(
                one ->
                    new Run(
                        one.place(),
                        one.summary().at(),
                        one.summary().server(),
                        one.summary().environment().getOrDefault("paddock.version", "")))
            .toList();
    List<Line> lines = new ArrayList<>();
    for (String metric : Runs.asked(last)) {
      Map<String, Line> byLevels = new LinkedHashMap<>();
      for (int i = 0; i < runs.size(); i++) {
        for (OfCell cell : runs.get(i).summary().cells()) {
          Estimate figure = cell.metrics().get(metric);
          if (figure != null) {
            add(byLevels, metric, cell, i, figure);
          }
        }
      }
      lines.addAll(byLevels.values());
    }
    return new Series(
        last.experiment(),
        new Fingerprint(last.environment()).lasting().id(),
        last.machine(),
        new Setup(last).requests(),
        told,
        changed(lines, told));
  }

  private static void add(
      Map<String, Line> byLevels, String metric, OfCell cell, int run, Estimate figure) {
    byLevels.merge(
        new TreeMap<>(cell.levels()).toString(),
        new Line(
            metric,
            figure.unit(),
            cell.id(),
            cell.name(),
            List.of(new Point(run, figure.value(), figure.bounds(), figure.trials())),
            List.of()),
        (known, more) -> {
          List<Point> points = new ArrayList<>(known.points());
          points.addAll(more.points());
          return new Line(metric, more.unit(), more.id(), more.cell(), points, List.of());
        });
  }

  private static List<Line> changed(List<Line> lines, List<Run> runs) {
    int permutations =
        Math.clamp(2L * Math.round(lines.size() / ALPHA), LEAST_PERMUTATIONS, MOST_PERMUTATIONS);
    List<List<ChangePoint>> found =
        lines.stream().map(line -> EDivisive.of(values(line), permutations, ALPHA, SEED)).toList();
    double[] adjusted =
        Multiplicity.benjaminiHochberg(
            found.stream()
                .mapToDouble(
                    points -> points.stream().mapToDouble(ChangePoint::pValue).min().orElse(1))
                .toArray());
    List<Line> changed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      changed.add(
          adjusted[i] > ALPHA
              ? line
              : new Line(
                  line.metric(),
                  line.unit(),
                  line.id(),
                  line.cell(),
                  line.points(),
                  changes(line, found.get(i), runs)));
    }
    return List.copyOf(changed);
  }

  private static boolean positive(Line line) {
    return line.points().stream().allMatch(point -> point.value() > 0);
  }

  private static double[] values(Line line) {
    boolean logs = positive(line);
    return line.points().stream()
        .mapToDouble(point -> logs ? Math.log(point.value()) : point.value())
        .toArray();
  }

  private static List<Change> changes(Line line, List<ChangePoint> points, List<Run> runs) {
    double[] values = values(line);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int at = points.get(i).index();
      int from = i == 0 ? 0 : points.get(i - 1).index();
      int to = i + 1 < points.size() ? points.get(i + 1).index() : values.length;
      double change = mean(values, at, to) - mean(values, from, at);
      Run before = runs.get(line.points().get(at - 1).run());
      Run first = runs.get(line.points().get(at).run());
      changes.add(
          new Change(
              line.metric(),
              line.cell(),
              line.points().get(at).run(),
              before.at(),
              first.at(),
              change > 0,
              positive(line) ? OptionalDouble.of(Math.exp(change)) : OptionalDouble.empty(),
              Metric.named(line.metric())
                  .map(
                      metric ->
                          Comparison.reads(metric, change > 0 ? Verdict.HIGHER : Verdict.LOWER))
                  .orElse(Reads.NEITHER),
              builds(before, first)));
    }
    return List.copyOf(changes);
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElse(Double.NaN);
  }

  private static String builds(Run before, Run first) {
    List<String> builds = new ArrayList<>();
    if (!before.server().equals(first.server())) {
      builds.add("%s → %s".formatted(before.server(), first.server()));
    }
    if (!before.paddock().equals(first.paddock())) {
      builds.add("Paddock %s → %s".formatted(before.paddock(), first.paddock()));
    }
    return String.join(", ", builds);
  }
}
