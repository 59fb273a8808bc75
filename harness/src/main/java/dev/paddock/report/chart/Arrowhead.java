package dev.paddock.report.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** The arrow at the end of an interval that goes on outside the picture. */
final class Arrowhead extends Marker {
  private static final double SIZE = 5;
  private final int dx;
  private final int dy;

  /** Pointing there, as on the screen: y grows downwards. */
  Arrowhead(int dx, int dy) {
    this.dx = dx;
    this.dy = dy;
  }

  @Override
  public void paint(Graphics2D graphics, double x, double y, int markerSize) {
    graphics.setStroke(new BasicStroke(1));
    Path2D arrow = new Path2D.Double();
    arrow.moveTo(x + dx * SIZE, y + dy * SIZE);
    arrow.lineTo(x - dx * SIZE / 2 + dy * SIZE, y - dy * SIZE / 2 + dx * SIZE);
    arrow.lineTo(x - dx * SIZE / 2 - dy * SIZE, y - dy * SIZE / 2 - dx * SIZE);
    arrow.closePath();
    graphics.fill(arrow);
  }
}
