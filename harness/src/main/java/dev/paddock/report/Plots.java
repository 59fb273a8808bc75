package dev.paddock.report;

import dev.paddock.analysis.Words;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots in the one look that all charts share. */
final class Plots {
  private static final BasicStroke THIN = new BasicStroke(1.2f);
  private static final BasicStroke INTERVAL = new BasicStroke(2f);

  private Plots() {}

  /** An empty plane with titled axes. */
  static XYChart plane(int height, String x, String y) {
    XYChart chart = new XYChart(Sheet.WIDTH, height);
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    style(chart.getStyler());
    chart.getStyler().setXAxisTickLabelsFormattingFunction(Plots::tick);
    chart.getStyler().setMarkerSize(9);
    return chart;
  }

  static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setChartPadding(12);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setAxisTickLabelsColor(Palette.INK);
    styler.setLocale(Locale.ROOT);
    styler.setPlotContentSize(0.94);
    styler.setYAxisTickLabelsFormattingFunction(Plots::tick);
  }

  /** A plane whose columns are cells, named below. */
  static XYChart columns(int height, List<String> cells, String y) {
    XYChart chart = plane(height, "", y);
    int n = cells.size();
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(n + 1.0);
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setXAxisTitleVisible(false);
    chart.getStyler().setXAxisTicksVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    return chart;
  }

  /** Sets how far a plane of columns goes, and names its columns at the foot. */
  static void range(XYChart chart, List<String> cells, double low, double high) {
    double foot = low - (high - low) * 0.16;
    chart.getStyler().setYAxisMin(foot);
    chart.getStyler().setYAxisMax(high);
    for (int i = 0; i < cells.size(); i++) {
      double y = foot + (high - foot) * 0.05;
      chart.addAnnotation(new AnnotationText(cells.get(i), i + 1.0, y, false));
    }
  }

  /** A tick with as few digits as tell it. */
  static String tick(double value) {
    if (Math.abs(value) < 1e-9) {
      return "0";
    }
    if (Math.abs(value) >= 1000) {
      return Words.number(value);
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  static void point(XYChart chart, String name, double x, double y, Color colour, Marker marker) {
    XYSeries series = chart.addSeries(name, new double[] {x}, new double[] {y});
    series.setMarker(marker);
    series.setMarkerColor(colour);
    series.setLineColor(colour);
    series.setLineWidth(0);
  }

  /** An interval, as a line without markers. */
  static void interval(XYChart chart, String name, double[] x, double[] y, Color colour) {
    line(chart, name, x, y, colour).setLineStyle(INTERVAL);
  }

  static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(THIN);
    return series;
  }

  /** A level to compare with, dashed. */
  static void level(XYChart chart, String name, double from, double to, double y) {
    line(chart, name, new double[] {from, to}, new double[] {y, y}, Palette.FAINT)
        .setLineStyle(
            new BasicStroke(
                1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0));
  }
}
