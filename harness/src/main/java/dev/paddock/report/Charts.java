package dev.paddock.report;

import dev.paddock.analysis.Summary;
import dev.paddock.analysis.Summary.Contrast;
import dev.paddock.analysis.Summary.Estimate;
import dev.paddock.analysis.Summary.OfCell;
import dev.paddock.analysis.Summary.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** Every chart that a summary has the numbers for. */
final class Charts {
  private final Summary summary;
  private final Palette palette;
  private final List<String> ids;

  private Charts(Summary summary) {
    this.summary = summary;
    this.palette = new Palette(summary);
    this.ids = summary.cells().stream().map(OfCell::id).toList();
  }

  /** The charts in the order of the page; none where nothing was measured. */
  static List<Sheet> of(Summary summary) {
    Charts charts = new Charts(summary);
    ShapeCharts shapes = new ShapeCharts(summary, charts.palette);
    return Stream.of(
            charts.front(),
            charts.time(),
            charts.effects(),
            shapes.distributions(),
            shapes.anatomy(),
            shapes.drift(),
            charts.memory())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Sheet> front() {
    if (summary.points().isEmpty()) {
      return Optional.empty();
    }
    Point first = summary.points().getFirst();
    XYChart chart =
        Plots.plane(
            460, "generated tokens per second → better", first.latencyMetric() + ", ms → worse");
    List<Point> front = summary.front();
    if (front.size() > 1) {
      Plots.line(
              chart,
              "front",
              front.stream().mapToDouble(Point::throughput).toArray(),
              front.stream().mapToDouble(Point::latency).toArray(),
              Palette.FAINT)
          .setLineWidth(3);
    }
    for (Point point : summary.points()) {
      cross(chart, point);
    }
    for (Point point : summary.points()) {
      Plots.point(
          chart,
          point.cell(),
          point.throughput(),
          point.latency(),
          palette.colour(point.cell()),
          palette.marker(point.cell()));
    }
    return Optional.of(
        sheet(
            "front",
            "Latency against throughput, and the front",
            List.of(new Sheet.Plot(chart, 460)),
            true,
            "Points: geometric mean over trials; bars: 95 % t intervals over trials, none where"
                + " descriptive. Grey line: the cells that no other beats on both."));
  }

  private void cross(XYChart chart, Point point) {
    Optional<Estimate> latency = estimate(point.cell(), point.latencyMetric());
    Optional<Estimate> rate = estimate(point.cell(), point.throughputMetric());
    latency
        .filter(one -> one.lo().isPresent())
        .ifPresent(
            one ->
                Plots.interval(
                    chart,
                    point.cell() + " latency",
                    new double[] {point.throughput(), point.throughput()},
                    new double[] {one.lo().orElseThrow(), one.hi().orElseThrow()},
                    palette.pale(point.cell())));
    rate.filter(one -> one.lo().isPresent())
        .ifPresent(
            one ->
                Plots.interval(
                    chart,
                    point.cell() + " throughput",
                    new double[] {one.lo().orElseThrow(), one.hi().orElseThrow()},
                    new double[] {point.latency(), point.latency()},
                    palette.pale(point.cell())));
  }

  private Optional<Sheet> effects() {
    List<String> metrics =
        summary.contrasts().stream()
            .filter(contrast -> contrast.ratio().isPresent())
            .map(Contrast::metric)
            .distinct()
            .limit(6)
            .toList();
    if (metrics.isEmpty()) {
      return Optional.empty();
    }
    List<Sheet.Plot> plots = new ArrayList<>();
    for (String metric : metrics) {
      XYChart chart = Plots.columns(210, ids, metric + ", ratio");
      double low = 1;
      double high = 1;
      Plots.level(chart, "same", 0, ids.size() + 1.0, 1);
      for (Contrast contrast : summary.contrasts()) {
        if (contrast.metric().equals(metric) && contrast.ratio().isPresent()) {
          double ratio = contrast.ratio().getAsDouble();
          low = Math.min(low, contrast.loAdjusted().orElse(ratio));
          high = Math.max(high, contrast.hiAdjusted().orElse(ratio));
          column(
              chart,
              contrast.cell(),
              ratio,
              contrast.loAdjusted().isPresent()
                  ? Optional.of(
                      new double[] {
                        contrast.loAdjusted().getAsDouble(), contrast.hiAdjusted().orElseThrow()
                      })
                  : Optional.empty());
        }
      }
      double room = Math.max(0.02, (high - low) * 0.08);
      Plots.range(chart, ids, low - room, high + room);
      plots.add(new Sheet.Plot(chart, 210));
    }
    Contrast one = summary.contrasts().getFirst();
    return Optional.of(
        sheet(
            "effects",
            "Each cell beside the control (%s), as a ratio".formatted(summary.control()),
            plots,
            true,
            "Geometric mean of per-block ratios over %s; bars: paired-t intervals, 95 %%, adjusted"
                    .formatted(Text.count(one.blocks(), "block"))
                + " for the number of cells; no bar: descriptive."));
  }

  private Optional<Sheet> memory() {
    List<Sheet.Plot> plots = new ArrayList<>();
    String is =
        summary.cells().stream()
            .map(OfCell::memoryIs)
            .filter(words -> !words.isEmpty())
            .findFirst()
            .orElse("memory of the server");
    absolute("memory", 1 << 20, "memory, MiB").ifPresent(plots::add);
    if (summary.cells().stream()
        .anyMatch(cell -> cell.metric("vram").map(one -> one.value() > 0).orElse(false))) {
      absolute("vram", 1 << 20, "GPU memory, MiB").ifPresent(plots::add);
    }
    return plots.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sheet(
                "memory",
                "Memory by cell",
                plots,
                true,
                "Most that was seen in a trial (%s); geometric mean over trials, bars: 95 %% t"
                        .formatted(is)
                    + " intervals."));
  }

  private Optional<Sheet> time() {
    List<Sheet.Plot> plots = new ArrayList<>();
    absolute("time.mean", 1, "ns per operation").ifPresent(plots::add);
    absolute("alloc", 1, "bytes allocated per operation").ifPresent(plots::add);
    return plots.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sheet(
                "time",
                "Time per operation by variant",
                plots,
                true,
                "Geometric mean over forks (one trial is one fork); bars: 95 % t intervals, none"
                    + " where descriptive."));
  }

  private Optional<Sheet.Plot> absolute(String metric, double scale, String title) {
    List<OfCell> cells =
        summary.cells().stream().filter(cell -> cell.metric(metric).isPresent()).toList();
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    XYChart chart = Plots.columns(260, ids, title);
    double most = 0;
    for (OfCell cell : cells) {
      Estimate one = cell.metric(metric).orElseThrow();
      most = Math.max(most, one.hi().orElse(one.value()) / scale);
      column(
          chart,
          cell.id(),
          one.value() / scale,
          one.lo().isPresent()
              ? Optional.of(
                  new double[] {one.lo().getAsDouble() / scale, one.hi().orElseThrow() / scale})
              : Optional.empty());
    }
    Plots.range(chart, ids, 0, most * 1.08 + 1e-9);
    return Optional.of(new Sheet.Plot(chart, 260));
  }

  private void column(XYChart chart, String cell, double value, Optional<double[]> interval) {
    double x = ids.indexOf(cell) + 1.0;
    interval.ifPresent(
        ends ->
            Plots.interval(
                chart, cell + " interval", new double[] {x, x}, ends, palette.pale(cell)));
    Plots.point(chart, cell, x, value, palette.colour(cell), palette.marker(cell));
  }

  private Optional<Estimate> estimate(String cell, String metric) {
    return summary.cells().stream()
        .filter(one -> one.id().equals(cell))
        .findFirst()
        .flatMap(one -> one.metric(metric));
  }

  private Sheet sheet(
      String name, String title, List<Sheet.Plot> plots, boolean keyed, String estimator) {
    return new Sheet(
        name,
        title,
        plots,
        keyed ? summary.cells() : List.of(),
        palette,
        List.of(estimator + " " + Text.n(summary), "Machine: " + summary.machine()));
  }
}
