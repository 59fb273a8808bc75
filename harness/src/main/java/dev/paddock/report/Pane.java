package dev.paddock.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plane with two scales, in the one look that all charts share. */
final class Pane {
  private static final BasicStroke THIN = new BasicStroke(1.2f);
  private static final BasicStroke INTERVAL = new BasicStroke(2f);
  private static final BasicStroke DASHED =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);
  private static final int AXES = 70;
  private static final double FOOT = 0.19;

  /** Where in a plot with such a foot the names of its columns stand. */
  private static final double NAME_OF_COLUMN = 0.043;

  /** As wide as the name of a cell, in pixels. */
  private static final int COLUMN = 28;

  /** Left of the names of rows, and between them and their plot. */
  private static final int BESIDE_NAMES = Sheet.MARGIN + 2;

  /** Room at each end of an axis, so that its last ticks and the arrows are seen whole. */
  private static final double EDGE = 0.03;

  private static final double[][] BESIDE = {
    {1.3, 1}, {-1.3, 1}, {1.3, -1}, {-1.3, -1}, {0, 1.8}, {0, -1.8}, {2.2, 0}, {-2.2, 0}
  };

  private final XYChart chart;
  private final int width;
  private final int height;
  private final Scale x;
  private final Scale y;
  private final List<double[]> taken = new ArrayList<>();
  private boolean cut;
  private int room;

  private Pane(int width, int height, Scale x, Scale y, String across, String up) {
    this.width = width;
    this.height = height;
    this.x = x;
    this.y = y;
    chart = new XYChart(width, height);
    chart.setXAxisTitle(across);
    chart.setYAxisTitle(up);
    AxesChartStyler styler = chart.getStyler();
    style(styler);
    chart.getStyler().setMarkerSize(9);
    styler.setPlotContentSize(1);
    styler.setXAxisMin(-EDGE * x.steps());
    styler.setXAxisMax((1 + EDGE) * x.steps());
    styler.setYAxisMin(-EDGE * y.steps());
    styler.setYAxisMax((1 + EDGE) * y.steps());
    styler.setXAxisTickLabelsFormattingFunction(x::label);
    styler.setYAxisTickLabelsFormattingFunction(y::label);
    styler.setXAxisTickMarkSpacingHint(spacing(width - 2 * AXES, x.steps()));
    styler.setYAxisTickMarkSpacingHint(spacing(height - AXES, y.steps()));
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setAnnotationTextFontColor(Palette.INK);
  }

  /** A plane with titled axes. */
  static Pane plane(int width, int height, Scale x, Scale y, String across, String up) {
    return new Pane(width, height, x, y, across, up);
  }

  /** A plane whose columns are cells, named below. */
  static Pane columns(int width, int height, List<String> cells, Scale y, String up) {
    Scale across = new Scale(0, 1, cells.size() + 1, false);
    Pane pane = new Pane(width, height, across, y, "", up);
    AxesChartStyler styler = pane.chart.getStyler();
    styler.setXAxisTitleVisible(false);
    styler.setXAxisTicksVisible(false);
    styler.setPlotGridVerticalLinesVisible(false);
    double foot = -y.steps() * FOOT;
    styler.setYAxisMin(foot);
    styler.setYAxisTickMarkSpacingHint(spacing(height - 30, y.steps() * (1 + FOOT)));
    int each = Math.ceilDiv(cells.size() * COLUMN, width - 2 * AXES);
    for (int i = 0; i < cells.size(); i += each) {
      pane.chart.addAnnotation(
          PlotName.column(cells.get(i), share(across, i + 1.0), NAME_OF_COLUMN));
    }
    return pane;
  }

  /** A plane whose rows have names, the first at the top; none takes over half of the width. */
  static Pane rows(int width, List<String> names, Scale x, String across) {
    List<String> written = names.stream().map(name -> PlotName.fitting(name, width / 2)).toList();
    int room = BESIDE_NAMES + PlotName.widest(written);
    int height = AXES + 24 * (names.size() + 1);
    Scale up = new Scale(0, 1, names.size() + 1, false);
    Pane pane = new Pane(width - room, height, x, up, across, "");
    pane.room = room;
    AxesChartStyler styler = pane.chart.getStyler();
    styler.setYAxisTitleVisible(false);
    styler.setYAxisTicksVisible(false);
    // Blank, since the library leaves out rows whose names are wide.
    styler.setYAxisTickLabelsFormattingFunction(at -> up.label(at).replaceAll("\\S", " "));
    for (int i = 0; i < written.size(); i++) {
      pane.chart.addAnnotation(
          PlotName.row(written.get(i), Sheet.MARGIN - room, share(up, written.size() - i)));
    }
    return pane;
  }

  /** Where a value is in a plot with room at both ends of the axis. */
  private static double share(Scale axis, double at) {
    return (at / axis.steps() + EDGE) / (1 + 2 * EDGE);
  }

  /** What makes the library put a tick at each whole number: it rounds down from a bit more. */
  static int spacing(int pixels, double steps) {
    return Math.max(5, (int) (1.35 * pixels / steps));
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
  }

  Sheet.Plot plot() {
    return new Sheet.Plot(chart, height, room);
  }

  /** Whether an interval goes on outside the picture. */
  boolean cut() {
    return cut;
  }

  XYSeries point(String name, double across, double up, Color colour, Marker marker) {
    double[] at = {x.at(across), y.at(up)};
    taken.add(at);
    return mark(name, at[0], at[1], colour, marker);
  }

  private XYSeries mark(String name, double across, double up, Color colour, Marker marker) {
    XYSeries series = chart.addSeries(name, new double[] {across}, new double[] {up});
    series.setMarker(marker);
    series.setMarkerColor(colour);
    series.setLineColor(colour);
    series.setLineWidth(0);
    return series;
  }

  /** The interval of a figure that stands up at this place; cut at the edges of the picture. */
  void upright(String name, double across, Bar bar, Color colour) {
    if (bar.hasInterval()) {
      double lo = bar.lo().orElseThrow();
      double hi = bar.hi().orElseThrow();
      double place = x.at(across);
      interval(name, new double[] {place, place}, new double[] {y.at(lo), y.at(hi)}, colour);
      if (!y.holds(lo)) {
        cut(name + " below", place, y.at(lo), colour, new Cut(0, 1));
      }
      if (!y.holds(hi)) {
        cut(name + " above", place, y.at(hi), colour, new Cut(0, -1));
      }
    }
  }

  /** The interval of a figure that lies across at this height; cut at the edges of the picture. */
  void across(String name, double up, Bar bar, Color colour) {
    if (bar.hasInterval()) {
      double lo = bar.lo().orElseThrow();
      double hi = bar.hi().orElseThrow();
      double place = y.at(up);
      interval(name, new double[] {x.at(lo), x.at(hi)}, new double[] {place, place}, colour);
      if (!x.holds(lo)) {
        cut(name + " left", x.at(lo), place, colour, new Cut(-1, 0));
      }
      if (!x.holds(hi)) {
        cut(name + " right", x.at(hi), place, colour, new Cut(1, 0));
      }
    }
  }

  private void interval(String name, double[] across, double[] up, Color colour) {
    drawn(name, across, up, colour).setLineStyle(INTERVAL);
  }

  private void cut(String name, double across, double up, Color colour, Marker arrow) {
    cut = true;
    mark(name, across, up, colour, arrow);
  }

  /** A line through values, at the edge where they are beyond it. */
  XYSeries line(String name, double[] across, double[] up, Color colour) {
    int[] drawable =
        IntStream.range(0, across.length)
            .filter(i -> Double.isFinite(across[i]) && Double.isFinite(up[i]))
            .toArray();
    return drawn(
        name,
        IntStream.of(drawable).mapToDouble(i -> x.at(across[i])).toArray(),
        IntStream.of(drawable).mapToDouble(i -> y.at(up[i])).toArray(),
        colour);
  }

  private XYSeries drawn(String name, double[] across, double[] up, Color colour) {
    XYSeries series = chart.addSeries(name, across, up);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(THIN);
    return series;
  }

  /** A level to compare with, dashed from side to side. */
  void level(String name, double up) {
    double at = y.at(up);
    drawn(name, new double[] {0, x.steps()}, new double[] {at, at}, Palette.FAINT)
        .setLineStyle(DASHED);
  }

  /** A place to compare with, from foot to head. */
  void upright(String name, double across) {
    double at = x.at(across);
    drawn(name, new double[] {at, at}, new double[] {0, y.steps()}, Palette.FAINT);
  }

  /** A margin on an axis across, dashed from foot to head; none where it is outside. */
  void margin(String name, double across) {
    if (x.holds(across)) {
      double at = x.at(across);
      drawn(name, new double[] {at, at}, new double[] {0, y.steps()}, Palette.STEPS)
          .setLineStyle(DASHED);
    }
  }

  /** Writes other words at the ticks of the axis across. */
  void acrossAs(DoubleFunction<String> words) {
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            at -> x.label(at).isBlank() ? x.label(at) : words.apply(Math.rint(at)));
  }

  void smallMarkers() {
    chart.getStyler().setMarkerSize(6);
  }

  /** Writes a name beside a point, where it is the least in the way. */
  void name(String words, double across, double up) {
    double unitX = x.steps() * 16.0 / (width - AXES);
    double unitY = y.steps() * 14.0 / (height - AXES);
    double px = x.at(across);
    double py = y.at(up);
    double[] best = {px, py};
    double most = -1;
    for (double[] side : BESIDE) {
      double[] at = {px + side[0] * unitX, py + side[1] * unitY};
      boolean inside =
          at[0] > unitX && at[0] < x.steps() - unitX && at[1] > unitY / 2 && at[1] < y.steps();
      double free =
          inside
              ? taken.stream()
                  .mapToDouble(t -> Math.hypot((t[0] - at[0]) / unitX, (t[1] - at[1]) / unitY))
                  .map(distance -> Math.min(distance, 1.3))
                  .min()
                  .orElse(1.3)
              : 0;
      if (free > most + 1e-9) {
        most = free;
        best = at;
      }
    }
    taken.add(best);
    chart.addAnnotation(new AnnotationText(words, best[0], best[1], false));
  }
}
