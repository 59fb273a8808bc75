package dev.paddock.report;

import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Contrast;
import dev.paddock.summary.Summary.OfCell;
import dev.paddock.summary.Summary.Point;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Every chart that a summary has the numbers for. */
final class Charts {
  private final Summary summary;
  private final int width;
  private final Palette palette;
  private final List<String> ids;

  private Charts(Summary summary, int width) {
    this.summary = summary;
    this.width = width;
    this.palette = new Palette(summary);
    this.ids = summary.cells().stream().map(OfCell::id).toList();
  }

  /** The charts in the order of the page; none where nothing was measured. */
  static List<Sheet> of(Summary summary, int width) {
    Charts charts = new Charts(summary, width);
    ShapeCharts shapes = new ShapeCharts(summary, width, charts.palette);
    return Stream.of(
            charts.front(),
            charts.time(),
            charts.stamps(),
            EffectsChart.of(summary, width, charts.palette),
            charts.contrasts(),
            shapes.distributions(),
            shapes.anatomy(),
            shapes.drift(),
            charts.memory())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Sheet> front() {
    List<Point> points = summary.points().stream().filter(Charts::drawable).toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Point first = points.getFirst();
    Scale across = Scale.around(points.stream().map(this::rate).toList(), 8);
    Scale up = Scale.around(points.stream().map(this::latency).toList(), 7);
    Pane pane =
        Pane.plane(
            width,
            480,
            across,
            up,
            "generated tokens per second → better",
            first.latencyMetric() + ", ms → worse");
    step(pane, across);
    for (Point point : points) {
      pane.upright(
          point.cell() + " latency",
          point.throughput(),
          latency(point),
          palette.pale(point.cell()));
      pane.across(
          point.cell() + " throughput", point.latency(), rate(point), palette.pale(point.cell()));
    }
    for (Point point : points) {
      pane.point(
          point.cell(),
          point.throughput(),
          point.latency(),
          palette.colour(point.cell()),
          palette.marker(point.cell()));
    }
    points.forEach(point -> pane.name(point.cell(), point.throughput(), point.latency()));
    return Optional.of(
        sheet(
            "front",
            "Latency against throughput, and the front",
            List.of(pane),
            "Points: geometric mean over trials; bars: 95 % t intervals over trials, none where"
                + " descriptive. Grey steps: the front, through the cells that no other beats on"
                + " both; right and below is better.",
            "cells, points and front"));
  }

  private static boolean drawable(Point point) {
    return Double.isFinite(point.latency()) && Double.isFinite(point.throughput());
  }

  /** What the cells of the front leave to the others: nothing right of and below the steps. */
  private void step(Pane pane, Scale across) {
    List<Point> front = summary.front().stream().filter(Charts::drawable).toList();
    if (front.isEmpty()) {
      return;
    }
    List<double[]> corners = new ArrayList<>();
    corners.add(new double[] {across.low(), front.getFirst().latency()});
    for (int i = 0; i < front.size(); i++) {
      corners.add(new double[] {front.get(i).throughput(), front.get(i).latency()});
      corners.add(
          new double[] {
            front.get(i).throughput(),
            i + 1 < front.size() ? front.get(i + 1).latency() : Double.MAX_VALUE
          });
    }
    pane.line(
            "front",
            corners.stream().mapToDouble(corner -> corner[0]).toArray(),
            corners.stream().mapToDouble(corner -> corner[1]).toArray(),
            Palette.STEPS)
        .setLineStyle(new BasicStroke(4f));
  }

  private Bar latency(Point point) {
    return bar(point.cell(), point.latencyMetric(), point.latency());
  }

  private Bar rate(Point point) {
    return bar(point.cell(), point.throughputMetric(), point.throughput());
  }

  private Bar bar(String cell, String metric, double value) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .findFirst()
        .flatMap(one -> one.metric(metric))
        .map(one -> new Bar(value, one.lo(), one.hi()))
        .orElse(new Bar(value, OptionalDouble.empty(), OptionalDouble.empty()));
  }

  private Optional<Sheet> contrasts() {
    List<Contrast> drawable =
        summary.contrasts().stream()
            .filter(one -> one.ratio().isPresent())
            .filter(one -> Double.isFinite(one.ratio().getAsDouble()))
            .toList();
    List<Pane> panes = new ArrayList<>();
    drawable.stream()
        .map(Contrast::metric)
        .distinct()
        .limit(6)
        .forEach(
            metric ->
                panes.add(
                    ratios(
                        metric,
                        drawable.stream().filter(one -> one.metric().equals(metric)).toList())));
    if (panes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        sheet(
            "contrasts",
            "Each cell beside the control (%s), as a ratio".formatted(summary.control()),
            panes,
            "Geometric mean of per-block ratios over %s; bars: paired-t intervals, 95 %%, adjusted"
                    .formatted(Text.count(drawable.getFirst().blocks(), "block"))
                + " for the number of cells; no bar: descriptive.",
            "contrasts"));
  }

  private Pane ratios(String metric, List<Contrast> contrasts) {
    List<Bar> bars = contrasts.stream().map(Charts::bar).toList();
    Pane pane = Pane.columns(width, 210, ids, Scale.ratios(bars, 4), metric + ", ratio");
    pane.level("same", 1);
    for (int i = 0; i < bars.size(); i++) {
      column(pane, contrasts.get(i).cell(), bars.get(i));
    }
    return pane;
  }

  private static Bar bar(Contrast contrast) {
    return new Bar(contrast.ratio().orElseThrow(), contrast.loAdjusted(), contrast.hiAdjusted());
  }

  private Optional<Sheet> memory() {
    List<Pane> panes = new ArrayList<>();
    String is =
        summary.cells().stream()
            .map(OfCell::memoryIs)
            .filter(words -> !words.isEmpty())
            .findFirst()
            .orElse("memory of the server");
    absolute("memory", 1 << 20, "memory, MiB").ifPresent(panes::add);
    if (summary.cells().stream()
        .anyMatch(cell -> cell.metric("vram").map(one -> one.value() > 0).orElse(false))) {
      absolute("vram", 1 << 20, "GPU memory, MiB").ifPresent(panes::add);
    }
    return panes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sheet(
                "memory",
                "Memory by cell",
                panes,
                "Most that was seen in a trial (%s); geometric mean over trials, bars: 95 %% t"
                        .formatted(is)
                    + " intervals.",
                "cells, metrics memory and vram"));
  }

  private Optional<Sheet> time() {
    List<Pane> panes = new ArrayList<>();
    absolute("time.mean", 1, "ns per operation").ifPresent(panes::add);
    absolute("alloc", 1, "bytes allocated per operation").ifPresent(panes::add);
    return panes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sheet(
                "time",
                "Time per operation by variant",
                panes,
                "Geometric mean over forks (one trial is one fork); bars: 95 % t intervals, none"
                    + " where descriptive.",
                "cells, metrics"));
  }

  private Optional<Sheet> stamps() {
    List<Pane> panes = new ArrayList<>();
    absolute("stamp_error.p50", 1, "stamp error p50, µs").ifPresent(panes::add);
    absolute("stamp_error.p99", 1, "stamp error p99, µs").ifPresent(panes::add);
    absolute("cpu", 1, "CPU time per token, µs").ifPresent(panes::add);
    return panes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sheet(
                "stamps",
                "Stamp error and cost by variant",
                panes,
                "Geometric mean over forks (one trial is one fork); bars: 95 % t intervals, none"
                    + " where descriptive.",
                "cells, metrics"));
  }

  /** A figure of every cell that has it; by factors where the cells differ by more than ten. */
  private Optional<Pane> absolute(String metric, double unit, String title) {
    Map<String, Bar> bars = new LinkedHashMap<>();
    for (OfCell cell : summary.cells()) {
      cell.metric(metric)
          .map(one -> new Bar(one.value(), one.lo(), one.hi()).in(unit))
          .filter(Bar::drawable)
          .ifPresent(bar -> bars.put(cell.id(), bar));
    }
    if (bars.isEmpty()) {
      return Optional.empty();
    }
    Scale up = Scale.spread(List.copyOf(bars.values()), 5);
    Pane pane = Pane.columns(width, 260, ids, up, title + (up.log() ? " (logarithmic)" : ""));
    bars.forEach((cell, bar) -> column(pane, cell, bar));
    return Optional.of(pane);
  }

  private void column(Pane pane, String cell, Bar bar) {
    double place = ids.indexOf(cell) + 1.0;
    pane.upright(cell + " interval", place, bar, palette.pale(cell));
    pane.point(cell, place, bar.value(), palette.colour(cell), palette.marker(cell));
  }

  private Sheet sheet(String name, String title, List<Pane> panes, String estimator, String from) {
    return new Sheet(
        width,
        name,
        title,
        panes.stream().map(Pane::plot).toList(),
        summary.cells(),
        palette,
        List.of(
            estimator
                + (panes.stream().anyMatch(Pane::cut)
                    ? " An arrow: that interval goes on outside the picture; the table has it."
                    : "")
                + " "
                + Text.n(summary),
            "Machine: %s. Numbers: summary.json, %s.".formatted(summary.machine(), from)));
  }
}
