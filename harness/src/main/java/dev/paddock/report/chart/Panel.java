package dev.paddock.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One plot of a chart: its frame with the axes, and what XChart draws of the data in it, in steps
 * of the two scales.
 */
public final class Panel {
  private static final BasicStroke THIN = new BasicStroke(1.2f);
  private static final BasicStroke INTERVAL = new BasicStroke(2f);
  private static final BasicStroke DASHED =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {5, 4}, 0);
  private static final Color NOTHING = new Color(255, 255, 255, 0);
  private static final int MARKER = 9;

  /** How high a panel is beside its rows, and each of them. */
  private static final int AROUND_ROWS = 70;

  private static final int ROW = 24;

  /** Half of the column that a bar of a stack leaves free. */
  private static final double BESIDE_BAR = 0.05;

  /** Where a name may stand beside its point, in its own widths and heights, the best first. */
  private static final double[][] BESIDE = {
    {1.3, -1}, {-1.3, -1}, {1.3, 1}, {-1.3, 1}, {0, -1.8}, {0, 1.8}, {2.2, 0}, {-2.2, 0}
  };

  private static final double NAME_WIDTH = 16;
  private static final double NAME_HEIGHT = 14;

  private final XYChart data;
  private final int width;
  private final int height;
  private final Axis across;
  private final Axis up;
  private final List<Point2D> points = new ArrayList<>();
  private final List<Name> names = new ArrayList<>();
  private final List<Spot> spots = new ArrayList<>();
  private boolean cut;
  private int series;

  /**
   * A point that can be tapped.
   *
   * @param x in steps of its axis, and so is {@code y}; of what {@link #spots} gives in pixels
   */
  record Spot(double x, double y, Color colour, Marker marker, String words) {}

  /** A name to write beside a point, whose place is in steps. */
  private record Name(String words, double x, double y) {}

  public Panel(int width, int height, Axis across, Axis up) {
    this.width = width;
    this.height = height;
    this.across = across;
    this.up = up;
    data = new XYChart(width, height);
    XYStyler styler = data.getStyler();
    styler.setChartBackgroundColor(NOTHING);
    styler.setPlotBackgroundColor(NOTHING);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setAxisTicksVisible(false);
    styler.setXAxisTitleVisible(false);
    styler.setYAxisTitleVisible(false);
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setChartPadding(0);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1);
    styler.setXAxisMin(across.first());
    styler.setXAxisMax(across.last());
    styler.setYAxisMin(up.first());
    styler.setYAxisMax(up.last());
    styler.setMarkerSize(MARKER);
  }

  /** A panel whose rows have names; none takes over half of the width. */
  static Panel rows(int width, List<String> names, Axis across) {
    List<String> written = names.stream().map(name -> Lettering.fitting(name, width / 2)).toList();
    return new Panel(width, AROUND_ROWS + ROW * (names.size() + 1), across, Axis.rows(written));
  }

  int height() {
    return height;
  }

  /** Where the row of this index is. */
  double row(int index) {
    return up.place(index);
  }

  /** What a caption says where an interval of these goes on outside the picture; else nothing. */
  static String arrows(List<Panel> panels) {
    return panels.stream().anyMatch(Panel::cut)
        ? " An arrow: that interval goes on outside the picture; the table has it."
        : "";
  }

  /** Whether an interval goes on outside the picture. */
  boolean cut() {
    return cut;
  }

  void smallMarkers() {
    data.getStyler().setMarkerSize(6);
  }

  /** A point that its colour and its marker tell from others. */
  public void point(double x, double y, Color colour, Marker marker) {
    point(x, y, colour, marker, "");
  }

  /** A point with what is said of it alone; nothing: what the chart's key says. */
  void point(double x, double y, Color colour, Marker marker, String words) {
    double[] at = {across.scale().at(x), up.scale().at(y)};
    points.add(new Point2D.Double(at[0], at[1]));
    spots.add(new Spot(at[0], at[1], colour, marker, words));
    marked(new double[] {at[0]}, new double[] {at[1]}, colour, marker);
  }

  /** Writes a name beside a point, where it is the least in the way. */
  void name(String words, double x, double y) {
    names.add(new Name(words, across.scale().at(x), up.scale().at(y)));
  }

  /** A line through values with a marker at each, at the edge where they are beyond it. */
  public void line(double[] x, double[] y, Color colour, Marker marker) {
    line(x, y, colour);
    points(x, y, colour, marker);
  }

  public void line(double[] x, double[] y, Color colour) {
    drawn(onScale(across, x, x, y), onScale(up, y, x, y), colour, THIN);
  }

  void points(double[] x, double[] y, Color colour, Marker marker) {
    marked(onScale(across, x, x, y), onScale(up, y, x, y), colour, marker);
  }

  /** A wide line that what else is drawn may cross. */
  void band(double[] x, double[] y, Color colour) {
    drawn(onScale(across, x, x, y), onScale(up, y, x, y), colour, new BasicStroke(4));
  }

  private static double[] onScale(Axis axis, double[] values, double[] x, double[] y) {
    return IntStream.range(0, values.length)
        .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
        .mapToDouble(i -> axis.scale().at(values[i]))
        .toArray();
  }

  /** The interval of a figure that stands up at this place; cut at the edges of the picture. */
  public void upright(double x, ErrorBar bar, Color colour) {
    if (bar.hasInterval()) {
      double place = across.scale().at(x);
      double lo = bar.lo().orElseThrow();
      double hi = bar.hi().orElseThrow();
      drawn(
          new double[] {place, place},
          new double[] {up.scale().at(lo), up.scale().at(hi)},
          colour,
          INTERVAL);
      arrow(up.scale().holds(lo), place, up.scale().at(lo), colour, new Arrowhead(0, 1));
      arrow(up.scale().holds(hi), place, up.scale().at(hi), colour, new Arrowhead(0, -1));
    }
  }

  /** The interval of a figure that lies across at this height; cut at the edges of the picture. */
  void across(double y, ErrorBar bar, Color colour) {
    if (bar.hasInterval()) {
      double place = up.scale().at(y);
      double lo = bar.lo().orElseThrow();
      double hi = bar.hi().orElseThrow();
      drawn(
          new double[] {across.scale().at(lo), across.scale().at(hi)},
          new double[] {place, place},
          colour,
          INTERVAL);
      arrow(across.scale().holds(lo), across.scale().at(lo), place, colour, new Arrowhead(-1, 0));
      arrow(across.scale().holds(hi), across.scale().at(hi), place, colour, new Arrowhead(1, 0));
    }
  }

  private void arrow(boolean whole, double x, double y, Color colour, Marker arrow) {
    if (!whole) {
      cut = true;
      marked(new double[] {x}, new double[] {y}, colour, arrow);
    }
  }

  /** A part of a stack that fills its column. */
  void bar(int column, double from, double to, Color colour) {
    double left = across.place(column) - 0.5 + BESIDE_BAR;
    double right = across.place(column) + 0.5 - BESIDE_BAR;
    double foot = up.scale().at(from);
    double head = up.scale().at(to);
    XYSeries bar =
        drawn(
            new double[] {left, left, right, right},
            new double[] {foot, head, head, foot},
            colour,
            SeriesLines.NONE);
    bar.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    bar.setFillColor(colour);
  }

  /** A level to compare with, dashed from side to side. */
  void level(double y) {
    double at = up.scale().at(y);
    drawn(
        new double[] {across.first(), across.last()}, new double[] {at, at}, Palette.FAINT, DASHED);
  }

  /** A place to compare with, from foot to head. */
  public void upright(double x) {
    foot(x, Palette.FAINT, THIN);
  }

  /** A margin on the axis across, dashed from foot to head; none where it is outside. */
  void margin(double x) {
    if (across.scale().holds(x)) {
      foot(x, Palette.STEPS, DASHED);
    }
  }

  private void foot(double x, Color colour, BasicStroke stroke) {
    double at = across.scale().at(x);
    drawn(new double[] {at, at}, new double[] {0, up.scale().steps()}, colour, stroke);
  }

  private void marked(double[] x, double[] y, Color colour, Marker marker) {
    XYSeries one = drawn(x, y, colour, SeriesLines.NONE);
    one.setMarker(marker);
    one.setMarkerColor(colour);
  }

  private XYSeries drawn(double[] x, double[] y, Color colour, BasicStroke stroke) {
    XYSeries one = data.addSeries(String.valueOf(series++), x, y);
    one.setMarker(SeriesMarkers.NONE);
    one.setLineColor(colour);
    one.setLineStyle(stroke);
    return one;
  }

  /** Where its points are, in pixels from its upper left corner. */
  List<Spot> spots() {
    PanelFrame frame = PanelFrame.of(width, height, across, up);
    return spots.stream()
        .map(
            spot -> {
              Point2D at = frame.at(spot.x(), spot.y());
              return new Spot(at.getX(), at.getY(), spot.colour(), spot.marker(), spot.words());
            })
        .toList();
  }

  void paint(Graphics2D graphics) {
    PanelFrame frame = PanelFrame.of(width, height, across, up);
    frame.paint(graphics);
    AffineTransform before = graphics.getTransform();
    graphics.translate(frame.inside().x, frame.inside().y);
    data.paint(graphics, frame.inside().width, frame.inside().height);
    graphics.setTransform(before);
    names(graphics, frame);
  }

  private void names(Graphics2D graphics, PanelFrame frame) {
    List<Point2D> taken = new ArrayList<>();
    points.forEach(point -> taken.add(frame.at(point.getX(), point.getY())));
    for (Name name : names) {
      Point2D point = frame.at(name.x(), name.y());
      Point2D best = point;
      double most = -1;
      for (double[] side : BESIDE) {
        Point2D at =
            new Point2D.Double(
                point.getX() + side[0] * NAME_WIDTH, point.getY() + side[1] * NAME_HEIGHT);
        double free = frame.inside().contains(at) ? free(taken, at) : 0;
        if (free > most + 1e-9) {
          most = free;
          best = at;
        }
      }
      taken.add(best);
      PanelFrame.centred(graphics, Lettering.TEXT, name.words(), best.getX(), best.getY() + 4);
    }
  }

  /**
   * How far the nearest of these is, in widths and heights of a name; far is as good as farther.
   */
  private static double free(List<Point2D> taken, Point2D at) {
    return taken.stream()
        .mapToDouble(
            one ->
                Math.hypot(
                    (one.getX() - at.getX()) / NAME_WIDTH, (one.getY() - at.getY()) / NAME_HEIGHT))
        .map(distance -> Math.min(distance, 1.3))
        .min()
        .orElse(1.3);
  }
}
