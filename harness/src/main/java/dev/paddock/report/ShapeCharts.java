package dev.paddock.report;

import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Distribution;
import dev.paddock.summary.Summary.Drift;
import dev.paddock.summary.Summary.Moment;
import dev.paddock.summary.Summary.OfCell;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

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

  /** A tail that is longer than this, in medians, is drawn on a logarithmic axis. */
  private static final double TAIL = 20;

  private final Summary summary;
  private final int width;
  private final Palette palette;

  ShapeCharts(Summary summary, int width, Palette palette) {
    this.summary = summary;
    this.width = width;
    this.palette = palette;
  }

  Optional<Sheet> distributions() {
    List<Sheet.Plot> plots = new ArrayList<>();
    for (String quantity : List.of("ttft", "itl")) {
      List<Distribution> of =
          summary.distributions().stream()
              .filter(d -> d.quantity().equals(quantity) && !d.quantiles().isEmpty())
              .toList();
      if (!of.isEmpty()) {
        plots.add(quantiles(quantity, of).plot());
      }
    }
    return plots.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sheet(
                "distributions",
                "Distribution of time to first token and of gaps between chunks",
                plots,
                summary.cells(),
                "Quantiles pooled over a cell's valid trials, up to the highest that n supports:"
                    + " they show shape and are descriptive, without intervals.",
                "distributions"));
  }

  private Pane quantiles(String quantity, List<Distribution> of) {
    List<Bar> ends = new ArrayList<>();
    for (Distribution one : of) {
      one.quantiles().stream().map(q -> alone(q.get(1))).filter(Bar::drawable).forEach(ends::add);
    }
    double most = ends.stream().mapToDouble(Bar::value).max().orElse(1);
    double median =
        of.stream()
            .mapToDouble(one -> one.quantiles().get(one.quantiles().size() / 2).get(1))
            .filter(value -> value > 0)
            .min()
            .orElse(most);
    Scale up = most > TAIL * median ? Scale.logarithmic(median / 4, most) : Scale.fromZero(ends, 6);
    Pane pane =
        Pane.plane(
            width,
            330,
            new Scale(0, 1, 3, false),
            up,
            "quantile (upright line: p50)",
            (quantity.equals("ttft") ? "time to first token, ms" : "gap between chunks, ms")
                + (up.log() ? " (logarithmic)" : ""));
    pane.acrossAs(x -> "p" + Text.trimmed(100 * (1 - Math.pow(10, -x))));
    pane.upright("median", rarity(0.5));
    for (Distribution distribution : of) {
      XYSeries series =
          pane.line(
              distribution.cell(),
              distribution.quantiles().stream().mapToDouble(q -> rarity(q.get(0))).toArray(),
              distribution.quantiles().stream().mapToDouble(q -> q.get(1)).toArray(),
              palette.colour(distribution.cell()));
      series.setMarker(palette.marker(distribution.cell()));
      series.setMarkerColor(palette.colour(distribution.cell()));
    }
    pane.smallMarkers();
    return pane;
  }

  private static Bar alone(double value) {
    return new Bar(value, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Where a quantile stands on the axis: p90, p99 and p99.9 are equally far apart. */
  private static double rarity(double quantile) {
    return -Math.log10(1 - quantile);
  }

  Optional<Sheet> anatomy() {
    List<OfCell> cells =
        summary.cells().stream().filter(cell -> !cell.anatomy().isEmpty()).toList();
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    CategoryChart chart = new CategoryChart(width, 400);
    Pane.style(chart.getStyler());
    // XChart refuses a count of one.
    chart.getStyler().setXAxisMaxLabelCount(Math.max(2, cells.size()));
    chart.getStyler().setXAxisTickMarkSpacingHint(10);
    chart.setYAxisTitle("milliseconds of a request, mean");
    chart.getStyler().setStacked(true);
    chart.getStyler().setLegendVisible(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    chart.getStyler().setPlotContentSize(0.95);
    List<String> ids = cells.stream().map(OfCell::id).toList();
    List<Bar> sums = new ArrayList<>();
    for (OfCell cell : cells) {
      sums.add(alone(PARTS.keySet().stream().mapToDouble(p -> Math.max(0, part(cell, p))).sum()));
      sums.add(alone(PARTS.keySet().stream().mapToDouble(p -> Math.min(0, part(cell, p))).sum()));
    }
    Scale up = Scale.fromZero(sums, 7);
    double foot = up.low() / up.step();
    chart.getStyler().setYAxisMin(foot);
    chart.getStyler().setYAxisMax(foot + up.steps());
    chart.getStyler().setYAxisTickMarkSpacingHint(Pane.spacing(290, up.steps()));
    chart.getStyler().setYAxisTickLabelsFormattingFunction(at -> up.label(at - foot));
    int index = 1;
    for (String part : List.of("decode", "prefill", "slot_wait", "load", "lag", "rest")) {
      chart
          .addSeries(
              PARTS.getOrDefault(part, part),
              ids,
              cells.stream().map(cell -> part(cell, part) / up.step()).toList())
          .setFillColor(Palette.colour(index++));
    }
    return Optional.of(
        sheet(
            "anatomy",
            "Where the time of a request goes",
            List.of(new Sheet.Plot(chart, 400, 0)),
            cells,
            "Means over trials of trial means, by the server's own times; rest (transport and"
                + " client) is signed; the parts sum to the end-to-end time. Descriptive.",
            "cells, anatomy"));
  }

  private static double part(OfCell cell, String part) {
    double value = cell.anatomy().getOrDefault(part, 0.0);
    return Double.isFinite(value) ? value : 0;
  }

  Optional<Sheet> drift() {
    List<Sheet.Plot> plots = new ArrayList<>();
    for (Drift drift : summary.drift()) {
      List<Moment> moments =
          drift.moments().stream().filter(one -> Double.isFinite(one.value())).toList();
      if (moments.isEmpty()) {
        continue;
      }
      int last = moments.stream().mapToInt(Moment::block).max().orElse(1);
      Pane pane =
          Pane.plane(
              width,
              220,
              Scale.whole(1, last),
              Scale.around(moments.stream().map(one -> alone(one.value())).toList(), 4),
              "block",
              drift.metric() + ", " + drift.unit());
      XYSeries series =
          pane.line(
              drift.metric(),
              moments.stream().mapToDouble(Moment::block).toArray(),
              moments.stream().mapToDouble(Moment::value).toArray(),
              palette.colour(summary.control()));
      series.setMarker(palette.marker(summary.control()));
      series.setMarkerColor(palette.colour(summary.control()));
      for (Summary.Change change : drift.changes()) {
        pane.margin("change " + change.before(), change.before() - 0.5);
      }
      plots.add(pane.plot());
    }
    return plots.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sheet(
                "drift",
                "The control cell over the run",
                plots,
                summary.cells().stream()
                    .filter(cell -> cell.id().equals(summary.control()))
                    .toList(),
                "One point a block: the figure of the control's trial in it, descriptive; a dashed"
                    + " line: a change of level that no chance explains.",
                "drift"));
  }

  private Sheet sheet(
      String name,
      String title,
      List<Sheet.Plot> plots,
      List<OfCell> keyed,
      String estimator,
      String from) {
    return new Sheet(
        width,
        name,
        title,
        plots,
        keyed,
        palette,
        List.of(
            estimator + " " + Text.n(summary),
            "Machine: %s. Numbers: summary.json, %s.".formatted(summary.machine(), from)));
  }
}
