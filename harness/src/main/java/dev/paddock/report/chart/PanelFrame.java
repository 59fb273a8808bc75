package dev.paddock.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;

/**
 * The axes of a panel, as text and plain lines. XChart's own are outlines of letters and lines cut
 * into rectangles, which nobody can search and which made nine tenths of a file.
 *
 * @param inside what the axes leave for the data
 */
record PanelFrame(Rectangle inside, Axis across, Axis up) {
  private static final int PADDING = 12;
  private static final int LABEL = 18;
  private static final int TITLE = 20;
  private static final int BESIDE_LABEL = 7;

  static PanelFrame of(int width, int height, Axis across, Axis up) {
    int title = up.title().isEmpty() ? Chart.MARGIN - PADDING : TITLE;
    int left =
        PADDING
            + title
            + Lettering.widest(up.ticks().stream().map(Axis.Tick::words).toList())
            + BESIDE_LABEL;
    int foot = PADDING + LABEL + (across.title().isEmpty() ? 0 : TITLE);
    Rectangle inside =
        new Rectangle(left, PADDING, width - left - PADDING, height - PADDING - foot);
    return new PanelFrame(inside, across, up);
  }

  void paint(Graphics2D graphics) {
    graphics.setStroke(new BasicStroke(1));
    columns(graphics);
    rows(graphics);
  }

  /** Where a place is in the drawing, in pixels. */
  Point2D at(double x, double y) {
    return new Point2D.Double(
        inside.x + inside.width * across.share(x), inside.y + inside.height * (1 - up.share(y)));
  }

  private void columns(Graphics2D graphics) {
    int each = Lettering.widest(across.ticks().stream().map(Axis.Tick::words).toList()) + 6;
    int foot = inside.y + inside.height;
    for (Axis.Tick tick : across.fitting(inside.width, each)) {
      double x = inside.x + inside.width * across.share(tick.at());
      if (across.grid()) {
        ruled(graphics, Palette.GRID, x, inside.y, x, foot);
      }
      centred(graphics, Lettering.TEXT, tick.words(), x, foot + LABEL - 2);
    }
    centred(
        graphics, Lettering.AXIS, across.title(), inside.getCenterX(), foot + LABEL + TITLE - 4);
    if (!across.title().isEmpty()) {
      ruled(graphics, Palette.FAINT, inside.x, foot, inside.x + inside.width, foot);
    }
  }

  private void rows(Graphics2D graphics) {
    boolean numbers = !up.title().isEmpty();
    for (Axis.Tick tick : up.fitting(inside.height, Lettering.TEXT.getSize() + 3)) {
      double y = inside.y + inside.height * (1 - up.share(tick.at()));
      ruled(graphics, Palette.GRID, inside.x, y, inside.x + inside.width, y);
      double x =
          numbers
              ? inside.x - BESIDE_LABEL - Lettering.width(Lettering.TEXT, tick.words())
              : Chart.MARGIN;
      written(graphics, Lettering.TEXT, tick.words(), x, y + 4);
    }
    if (numbers) {
      ruled(graphics, Palette.FAINT, inside.x, inside.y, inside.x, inside.y + inside.height);
      AffineTransform before = graphics.getTransform();
      graphics.translate(PADDING + TITLE / 2, inside.getCenterY());
      graphics.rotate(-Math.PI / 2);
      centred(graphics, Lettering.AXIS, up.title(), 0, 0);
      graphics.setTransform(before);
    }
  }

  private static void ruled(
      Graphics2D graphics, Color colour, double x1, double y1, double x2, double y2) {
    graphics.setColor(colour);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /** Writes words around a place. */
  static void centred(Graphics2D graphics, Font font, String words, double x, double y) {
    written(graphics, font, words, x - Lettering.width(font, words) / 2, y);
  }

  private static void written(Graphics2D graphics, Font font, String words, double x, double y) {
    graphics.setColor(Palette.INK);
    graphics.setFont(font);
    graphics.drawString(words, (float) x, (float) y);
  }
}
