package dev.paddock.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * The name of a row or a column of a plot. It is written as text, which can be searched and read
 * aloud; what the library writes itself are outlines of letters. Where it stands is a share of the
 * plot: what the library makes of a value on the axis up is wrong for plots that are lower than the
 * ticks across are apart.
 */
final class PlotName extends Annotation {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final FontRenderContext ALIKE_EVERYWHERE = new FontRenderContext(null, true, true);
  private static final String LEFT_OUT = "…";

  private final String name;
  private final Start start;
  private final double height;

  private PlotName(String name, Start start, double height) {
    super(false);
    this.name = name;
    this.start = start;
    this.height = height;
  }

  /** Where a name begins, in pixels, in a plot from left to right. */
  private interface Start {
    double of(double left, double right);
  }

  /**
   * Of a row.
   *
   * @param from where it begins, in pixels beside the drawing of the plot: less than 0
   * @param height 0 at the foot of the plot, 1 at its head
   */
  static PlotName row(String name, int from, double height) {
    return new PlotName(name, (left, right) -> from, height);
  }

  /**
   * Of a column.
   *
   * @param across where its middle is: 0 at the left of the plot, 1 at its right
   * @param height 0 at the foot of the plot, 1 at its head
   */
  static PlotName column(String name, double across, double height) {
    double half = width(name) / 2;
    return new PlotName(name, (left, right) -> left + across * (right - left) - half, height);
  }

  /** How many pixels the longest of these takes. */
  static int widest(List<String> names) {
    return (int) Math.ceil(names.stream().mapToDouble(PlotName::width).max().orElse(0));
  }

  private static double width(String name) {
    return FONT.getStringBounds(name, ALIKE_EVERYWHERE).getWidth();
  }

  /**
   * A name that takes no more than so many pixels: its middle is left out where it is longer, for
   * names of one factor differ at their ends.
   */
  static String fitting(String name, int pixels) {
    String fitting = name;
    for (int kept = name.length() - 1; kept > 1 && width(fitting) > pixels; kept--) {
      int end = (2 * kept + 2) / 3;
      fitting =
          name.substring(0, kept - end).strip()
              + LEFT_OUT
              + name.substring(name.length() - end).strip();
    }
    return fitting;
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setFont(FONT);
    graphics.setColor(Palette.INK);
    double foot = getYAxisScreenValueForMax();
    double head = getYAxisScreenValueForMin();
    graphics.drawString(
        name,
        (float) start.of(getXAxisScreenValueForMin(), getXAxisScreenValueForMax()),
        (float) (foot + height * (head - foot) + FONT.getSize() / 3.0));
  }
}
