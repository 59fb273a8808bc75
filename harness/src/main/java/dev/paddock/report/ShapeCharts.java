package dev.paddock.report;

import dev.paddock.analysis.Summary;
import dev.paddock.analysis.Summary.Distribution;
import dev.paddock.analysis.Summary.Drift;
import dev.paddock.analysis.Summary.Moment;
import dev.paddock.analysis.Summary.OfCell;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
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

  private final Summary summary;
  private final Palette palette;

  ShapeCharts(Summary summary, Palette palette) {
    this.summary = summary;
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
        plots.add(new Sheet.Plot(quantiles(quantity, of), 330));
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
                    + " they show shape and are descriptive, without intervals."));
  }

  private XYChart quantiles(String quantity, List<Distribution> of) {
    XYChart chart =
        Plots.plane(
            330,
            "quantile",
            quantity.equals("ttft") ? "time to first token, ms" : "gap between chunks, ms");
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(3.0);
    double most =
        of.stream().mapToDouble(d -> d.quantiles().getLast().get(1)).max().orElse(1) * 1.05;
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(most);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            x ->
                Math.abs(x - Math.rint(x)) < 1e-6
                    ? "p" + Plots.tick(100 * (1 - Math.pow(10, -x)))
                    : " ");
    double median = rarity(0.5);
    Plots.line(
        chart, "median", new double[] {median, median}, new double[] {0, most}, Palette.FAINT);
    chart.addAnnotation(new AnnotationText("p50", median + 0.05, most * 0.95, false));
    for (Distribution distribution : of) {
      XYSeries series =
          Plots.line(
              chart,
              distribution.cell(),
              distribution.quantiles().stream().mapToDouble(q -> rarity(q.get(0))).toArray(),
              distribution.quantiles().stream().mapToDouble(q -> q.get(1)).toArray(),
              palette.colour(distribution.cell()));
      series.setMarker(palette.marker(distribution.cell()));
      series.setMarkerColor(palette.colour(distribution.cell()));
    }
    chart.getStyler().setMarkerSize(6);
    return chart;
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
    CategoryChart chart = new CategoryChart(Sheet.WIDTH, 400);
    Plots.style(chart.getStyler());
    chart.getStyler().setXAxisMaxLabelCount(cells.size());
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
    int index = 1;
    for (String part : List.of("decode", "prefill", "slot_wait", "load", "lag", "rest")) {
      chart
          .addSeries(
              PARTS.getOrDefault(part, part),
              ids,
              cells.stream().map(cell -> cell.anatomy().getOrDefault(part, 0.0)).toList())
          .setFillColor(Palette.colour(index++));
    }
    return Optional.of(
        sheet(
            "anatomy",
            "Where the time of a request goes",
            List.of(new Sheet.Plot(chart, 400)),
            cells,
            "Means over trials of trial means, by the server's own times; rest (transport and"
                + " client) is signed; the parts sum to the end-to-end time. Descriptive."));
  }

  Optional<Sheet> drift() {
    List<Sheet.Plot> plots = new ArrayList<>();
    for (Drift drift : summary.drift()) {
      XYChart chart = Plots.plane(220, "block", drift.metric() + ", " + drift.unit());
      XYSeries series =
          Plots.line(
              chart,
              drift.metric(),
              drift.moments().stream().mapToDouble(Moment::block).toArray(),
              drift.moments().stream().mapToDouble(Moment::value).toArray(),
              palette.colour(summary.control()));
      series.setMarker(palette.marker(summary.control()));
      series.setMarkerColor(palette.colour(summary.control()));
      chart
          .getStyler()
          .setXAxisTickLabelsFormattingFunction(
              x -> Math.abs(x - Math.rint(x)) < 1e-6 ? Plots.tick(x) : " ");
      plots.add(new Sheet.Plot(chart, 220));
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
                "One point a block: the figure of the control's trial in it, descriptive."));
  }

  private Sheet sheet(
      String name, String title, List<Sheet.Plot> plots, List<OfCell> keyed, String estimator) {
    return new Sheet(
        name,
        title,
        plots,
        keyed,
        palette,
        List.of(estimator + " " + Text.n(summary), "Machine: " + summary.machine()));
  }
}
