package dev.paddock.report.chart;

import dev.paddock.report.markup.Text;
import dev.paddock.summary.Drift;
import dev.paddock.summary.Drift.Moment;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Distribution;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of shapes: distributions, the parts of a request, the control over time. */
final class ShapeCharts {
  private static final Map<String, String> PARTS =
      Map.of(
          "lag", "lag",
          "load", "load",
          "slot_wait", "slot wait",
          "prefill", "prefill",
          "decode", "decode",
          "rest", "rest");

  private static final List<String> STACKED =
      List.of("decode", "prefill", "slot_wait", "load", "lag", "rest");

  /** A tail that is longer than this, in medians, is drawn on a logarithmic axis. */
  private static final double TAIL = 20;

  /** More curves than these do not have a marker at each point, which nobody could tell apart. */
  private static final int MARKED = 12;

  private final Summary summary;
  private final int width;
  private final Palette palette;

  ShapeCharts(Summary summary, int width, Palette palette) {
    this.summary = summary;
    this.width = width;
    this.palette = palette;
  }

  Optional<Chart> distributions() {
    List<Panel> panels = new ArrayList<>();
    for (String quantity : List.of("ttft", "itl")) {
      List<Distribution> of =
          summary.distributions().stream()
              .filter(d -> d.quantity().equals(quantity) && !d.quantiles().isEmpty())
              .toList();
      if (!of.isEmpty()) {
        panels.add(quantiles(quantity, of));
      }
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            chart(
                "distributions",
                "Distribution of time to first token and of gaps between chunks",
                panels,
                List.of(summary.cells().stream().map(palette::key).toList()),
                "Quantiles pooled over a cell's valid trials, up to the highest that n supports:"
                    + " they show shape and are descriptive, without intervals.",
                "distributions"));
  }

  private Panel quantiles(String quantity, List<Distribution> of) {
    List<ErrorBar> ends = new ArrayList<>();
    for (Distribution one : of) {
      one.quantiles().stream()
          .map(q -> alone(q.get(1)))
          .filter(ErrorBar::drawable)
          .forEach(ends::add);
    }
    double most = ends.stream().mapToDouble(ErrorBar::value).max().orElse(1);
    double median =
        of.stream()
            .mapToDouble(one -> one.quantiles().get(one.quantiles().size() / 2).get(1))
            .filter(value -> value > 0)
            .min()
            .orElse(most);
    Scale up = most > TAIL * median ? Scale.logarithmic(median / 4, most) : Scale.fromZero(ends, 6);
    Panel panel =
        new Panel(
            width,
            330,
            Axis.named(
                new Scale(0, 1, 3, false),
                nines -> "p" + Text.trimmed(100 * (1 - Math.pow(10, -nines))),
                "quantile (upright line: p50)"),
            Axis.numbers(
                up,
                (quantity.equals("ttft") ? "time to first token, ms" : "gap between chunks, ms")
                    + (up.log() ? " (logarithmic)" : "")));
    panel.upright(rarity(0.5));
    int every = Math.ceilDiv(of.size(), MARKED);
    for (int i = 0; i < of.size(); i++) {
      curve(panel, of.get(i), i % every, every);
    }
    panel.smallMarkers();
    return panel;
  }

  /** A line with a marker at each of its points, or at every second, third … from the first on. */
  private void curve(Panel panel, Distribution one, int first, int every) {
    double[] x = one.quantiles().stream().mapToDouble(q -> rarity(q.get(0))).toArray();
    double[] y = one.quantiles().stream().mapToDouble(q -> q.get(1)).toArray();
    panel.line(x, y, palette.colour(one.cell()));
    IntUnaryOperator marked = i -> first + i * every;
    int n = Math.ceilDiv(Math.max(0, x.length - first), every);
    panel.points(
        IntStream.range(0, n).map(marked).mapToDouble(i -> x[i]).toArray(),
        IntStream.range(0, n).map(marked).mapToDouble(i -> y[i]).toArray(),
        palette.colour(one.cell()),
        palette.marker(one.cell()));
  }

  private static ErrorBar alone(double value) {
    return new ErrorBar(value, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Where a quantile stands on the axis: p90, p99 and p99.9 are equally far apart. */
  private static double rarity(double quantile) {
    return -Math.log10(1 - quantile);
  }

  Optional<Chart> anatomy() {
    List<OfCell> cells =
        summary.cells().stream().filter(cell -> !cell.anatomy().isEmpty()).toList();
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    List<ErrorBar> sums = new ArrayList<>();
    for (OfCell cell : cells) {
      sums.add(alone(PARTS.keySet().stream().mapToDouble(p -> Math.max(0, part(cell, p))).sum()));
      sums.add(alone(PARTS.keySet().stream().mapToDouble(p -> Math.min(0, part(cell, p))).sum()));
    }
    Panel panel =
        new Panel(
            width,
            360,
            Axis.columns(cells.stream().map(OfCell::id).toList()),
            Axis.numbers(Scale.fromZero(sums, 7), "milliseconds of a request, mean"));
    for (int i = 0; i < cells.size(); i++) {
      stack(panel, i, cells.get(i));
    }
    return Optional.of(
        chart(
            "anatomy",
            "Where the time of a request goes",
            List.of(panel),
            List.of(
                STACKED.stream()
                    .map(
                        part ->
                            new Chart.Key(
                                PARTS.getOrDefault(part, part), colour(part), SeriesMarkers.SQUARE))
                    .toList(),
                cells.stream().map(Palette::uncoloured).toList()),
            "Means over trials of trial means, by the server's own times; rest (transport and"
                + " client) is signed; the parts sum to the end-to-end time. Descriptive.",
            "cells, anatomy"));
  }

  /** What adds to the time goes up from zero, what is taken off goes down. */
  private static void stack(Panel panel, int column, OfCell cell) {
    double up = 0;
    double down = 0;
    for (String part : STACKED) {
      double value = part(cell, part);
      double from = value < 0 ? down : up;
      if (value != 0) {
        panel.bar(column, from, from + value, colour(part));
      }
      up += Math.max(0, value);
      down += Math.min(0, value);
    }
  }

  private static Color colour(String part) {
    return Palette.colour(1 + STACKED.indexOf(part));
  }

  private static double part(OfCell cell, String part) {
    double value = cell.anatomy().getOrDefault(part, 0.0);
    return Double.isFinite(value) ? value : 0;
  }

  Optional<Chart> drift() {
    List<Panel> panels = new ArrayList<>();
    for (Drift drift : summary.drift()) {
      List<Moment> moments =
          drift.moments().stream().filter(one -> Double.isFinite(one.value())).toList();
      if (moments.isEmpty()) {
        continue;
      }
      int last = moments.stream().mapToInt(Moment::block).max().orElse(1);
      Panel panel =
          new Panel(
              width,
              220,
              Axis.numbers(Scale.whole(1, last), "block"),
              Axis.numbers(
                  Scale.around(moments.stream().map(one -> alone(one.value())).toList(), 4),
                  drift.metric() + ", " + drift.unit()));
      panel.line(
          moments.stream().mapToDouble(Moment::block).toArray(),
          moments.stream().mapToDouble(Moment::value).toArray(),
          palette.colour(summary.control()),
          palette.marker(summary.control()));
      drift.changes().forEach(change -> panel.margin(change.before() - 0.5));
      panels.add(panel);
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            chart(
                "drift",
                "The control cell over the run",
                panels,
                List.of(
                    summary.cells().stream()
                        .filter(cell -> cell.id().equals(summary.control()))
                        .map(palette::key)
                        .toList()),
                "One point a block: the figure of the control's trial in it, descriptive; a dashed"
                    + " line: a change of level that no chance explains.",
                "drift"));
  }

  private Chart chart(
      String name,
      String title,
      List<Panel> panels,
      List<List<Chart.Key>> keys,
      String estimator,
      String from) {
    return new Chart(
        width,
        name,
        title,
        panels,
        keys,
        List.of(
            estimator + " " + Text.n(summary),
            "Machine: %s. Numbers: summary.json, %s.".formatted(summary.machine(), from)));
  }
}
