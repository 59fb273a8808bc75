package dev.paddock.report.chart;

import dev.paddock.report.markup.Text;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Point;
import dev.paddock.summary.Summary.Point.Place;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every chart that a summary has the numbers for. */
public final class Charts {
  private final Summary summary;
  private final int width;
  private final Palette palette;
  private final List<String> ids;
  private final Axis columns;

  private Charts(Summary summary, int width) {
    this.summary = summary;
    this.width = width;
    this.palette = new Palette(summary);
    this.ids = summary.cells().stream().map(OfCell::id).toList();
    this.columns = Axis.columns(ids);
  }

  /** The charts in the order of the page; none where nothing was measured. */
  public static List<Chart> of(Summary summary, int width) {
    Charts charts = new Charts(summary, width);
    ShapeCharts shapes = new ShapeCharts(summary, width, charts.palette);
    return Stream.of(
            charts.front(),
            charts.time(),
            charts.stamps(),
            EffectsChart.of(summary, width),
            charts.contrasts(),
            shapes.distributions(),
            shapes.anatomy(),
            shapes.drift(),
            charts.memory())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Chart> front() {
    List<Point> points = summary.points().stream().filter(Charts::drawable).toList();
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Optional<Chart> alongLoad = LoadChart.of(summary, width, points);
    if (alongLoad.isPresent()) {
      return alongLoad;
    }
    Point first = points.getFirst();
    Scale across =
        Scale.around(points.stream().map(at -> ErrorBar.throughput(summary, at)).toList(), 8);
    Scale up = Scale.around(points.stream().map(at -> ErrorBar.latency(summary, at)).toList(), 7);
    Panel panel =
        new Panel(
            width,
            480,
            Axis.numbers(across, "generated tokens per second → better"),
            Axis.numbers(up, first.latencyMetric() + ", ms → worse"));
    fronts().forEach(front -> step(panel, across, front));
    for (Point point : points) {
      Color pale = palette.pale(point.cell());
      panel.upright(point.throughput(), ErrorBar.latency(summary, point), pale);
      panel.across(point.latency(), ErrorBar.throughput(summary, point), pale);
    }
    for (Point point : points) {
      panel.point(
          point.throughput(),
          point.latency(),
          point.place() == Place.OFF ? palette.pale(point.cell()) : palette.colour(point.cell()),
          palette.marker(point.cell()));
      panel.name(point.cell(), point.throughput(), point.latency());
    }
    return Optional.of(
        chart(
            "front",
            "Latency against throughput, and the front",
            List.of(panel),
            "Points: geometric mean over trials; bars: 95 % t intervals over trials, none where"
                + " descriptive. Grey steps: the front, through the cells that are shown to be on"
                + " it (of each condition); pale: off the front; right and below is better.",
            "cells, points and front"));
  }

  private static boolean drawable(Point point) {
    return Double.isFinite(point.latency()) && Double.isFinite(point.throughput());
  }

  /** The front of each condition; in older files of all cells. */
  private List<List<Point>> fronts() {
    List<Point> all = summary.front().stream().filter(Charts::drawable).toList();
    List<List<Point>> fronts =
        summary.conditions().isEmpty()
            ? List.of(all)
            : summary.conditions().stream()
                .map(one -> all.stream().filter(p -> one.cells().contains(p.cell())).toList())
                .toList();
    return fronts.stream().filter(front -> !front.isEmpty()).toList();
  }

  /** What the cells of a front leave to the others: nothing right of and below the steps. */
  private static void step(Panel panel, Scale across, List<Point> front) {
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
    panel.band(
        corners.stream().mapToDouble(corner -> corner[0]).toArray(),
        corners.stream().mapToDouble(corner -> corner[1]).toArray(),
        Palette.STEPS);
  }

  private Optional<Chart> contrasts() {
    List<Contrast> drawable =
        summary.contrasts().stream()
            .filter(one -> one.ratio().isPresent())
            .filter(one -> Double.isFinite(one.ratio().getAsDouble()))
            .toList();
    List<Panel> panels = new ArrayList<>();
    drawable.stream()
        .map(Contrast::metric)
        .distinct()
        .limit(6)
        .forEach(
            metric ->
                panels.add(
                    ratios(
                        metric,
                        drawable.stream().filter(one -> one.metric().equals(metric)).toList())));
    if (panels.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        chart(
            "contrasts",
            "Each cell beside the control (%s), as a ratio"
                .formatted(
                    drawable.stream()
                        .map(Contrast::versus)
                        .distinct()
                        .collect(Collectors.joining(", "))),
            panels,
            "Geometric mean of per-block ratios over %s; bars: 95 %% intervals, adjusted for the"
                    .formatted(Text.count(drawable.getFirst().blocks(), "block"))
                + " number of comparisons; no bar: descriptive.",
            "contrasts"));
  }

  private Panel ratios(String metric, List<Contrast> contrasts) {
    List<ErrorBar> bars = contrasts.stream().map(Charts::bar).toList();
    Panel panel =
        new Panel(width, 210, columns, Axis.numbers(Scale.ratios(bars, 4), metric + ", ratio"));
    panel.level(1);
    for (int i = 0; i < bars.size(); i++) {
      column(panel, contrasts.get(i).cell(), bars.get(i));
    }
    return panel;
  }

  private static ErrorBar bar(Contrast contrast) {
    return new ErrorBar(
        contrast.ratio().orElseThrow(), contrast.adjusted().lo(), contrast.adjusted().hi());
  }

  private Optional<Chart> memory() {
    List<Panel> panels = new ArrayList<>();
    String is =
        summary.cells().stream()
            .map(OfCell::memoryIs)
            .filter(words -> !words.isEmpty())
            .findFirst()
            .orElse("memory of the server");
    absolute("memory", 1 << 20, "memory, MiB").ifPresent(panels::add);
    if (summary.cells().stream()
        .anyMatch(cell -> cell.metric("vram").map(one -> one.value() > 0).orElse(false))) {
      absolute("vram", 1 << 20, "GPU memory, MiB").ifPresent(panels::add);
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            chart(
                "memory",
                "Memory by cell",
                panels,
                "Most that was seen in a trial (%s); geometric mean over trials, bars: 95 %% t"
                        .formatted(is)
                    + " intervals.",
                "cells, metrics memory and vram"));
  }

  private Optional<Chart> time() {
    List<Panel> panels = new ArrayList<>();
    absolute("time.mean", 1, "ns per operation").ifPresent(panels::add);
    absolute("alloc", 1, "bytes allocated per operation").ifPresent(panels::add);
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            chart(
                "time",
                "Time per operation by variant",
                panels,
                "Geometric mean over forks (one trial is one fork); bars: 95 % t intervals, none"
                    + " where descriptive.",
                "cells, metrics"));
  }

  private Optional<Chart> stamps() {
    List<Panel> panels = new ArrayList<>();
    absolute("stamp_error.p50", 1, "stamp error p50, µs").ifPresent(panels::add);
    absolute("stamp_error.p99", 1, "stamp error p99, µs").ifPresent(panels::add);
    absolute("cpu", 1, "CPU time per token, µs").ifPresent(panels::add);
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            chart(
                "stamps",
                "Stamp error and cost by variant",
                panels,
                "Geometric mean over forks (one trial is one fork); bars: 95 % t intervals, none"
                    + " where descriptive.",
                "cells, metrics"));
  }

  /** A figure of every cell that has it; by factors where the cells differ by more than ten. */
  private Optional<Panel> absolute(String metric, double unit, String title) {
    Map<String, ErrorBar> bars = new LinkedHashMap<>();
    for (OfCell cell : summary.cells()) {
      cell.metric(metric)
          .map(one -> new ErrorBar(one.value(), one.bounds().lo(), one.bounds().hi()).in(unit))
          .filter(ErrorBar::drawable)
          .ifPresent(bar -> bars.put(cell.id(), bar));
    }
    if (bars.isEmpty()) {
      return Optional.empty();
    }
    Scale up = Scale.spread(List.copyOf(bars.values()), 5);
    Panel panel =
        new Panel(
            width, 260, columns, Axis.numbers(up, title + (up.log() ? " (logarithmic)" : "")));
    bars.forEach((cell, bar) -> column(panel, cell, bar));
    return Optional.of(panel);
  }

  private void column(Panel panel, String cell, ErrorBar bar) {
    double place = columns.place(ids.indexOf(cell));
    panel.upright(place, bar, palette.pale(cell));
    panel.point(place, bar.value(), palette.colour(cell), palette.marker(cell));
  }

  private Chart chart(
      String name, String title, List<Panel> panels, String estimator, String from) {
    return new Chart(
        width,
        name,
        title,
        panels,
        List.of(summary.cells().stream().map(palette::key).toList()),
        List.of(
            estimator + Panel.arrows(panels) + " " + Text.n(summary),
            "Machine: %s. Numbers: summary.json, %s.".formatted(summary.machine(), from)));
  }
}
