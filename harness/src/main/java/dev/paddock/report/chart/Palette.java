package dev.paddock.report.chart;

import dev.paddock.report.markup.ShortNames;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.Summary;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The colour and the marker of each cell, the same in every chart. The colours are Okabe and Ito's,
 * which people with any colour vision tell apart; colour and marker cycle at different lengths, so
 * that no two of 42 cells share both.
 */
public final class Palette {
  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color FAINT = new Color(0x8a, 0x8a, 0x8a);
  static final Color STEPS = new Color(0xbd, 0xbd, 0xbd);
  static final Color GRID = new Color(0xe4, 0xe4, 0xe4);
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x00, 0x00),
          new Color(0xe6, 0x9f, 0x00),
          new Color(0x56, 0xb4, 0xe9),
          new Color(0x00, 0x9e, 0x73),
          new Color(0xd5, 0x5e, 0x00),
          new Color(0x00, 0x72, 0xb2),
          new Color(0xcc, 0x79, 0xa7));
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS);

  private final List<String> cells;

  public Palette(Summary summary) {
    cells = summary.cells().stream().map(OfCell::id).toList();
  }

  public Color colour(String cell) {
    return colour(Math.max(0, cells.indexOf(cell)));
  }

  /** The same for bars and lines behind the markers. */
  public Color pale(String cell) {
    return pale(colour(cell));
  }

  public static Color pale(Color full) {
    return new Color(full.getRed(), full.getGreen(), full.getBlue(), 140);
  }

  public static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  static Marker marker(int index) {
    return MARKERS.get(index % MARKERS.size());
  }

  /** What explains a cell below a chart. */
  public Chart.Key key(OfCell cell) {
    return new Chart.Key(words(cell), colour(cell.id()), marker(cell.id()));
  }

  /** The same of a chart that shows no cell in its own colour. */
  static Chart.Key uncoloured(OfCell cell) {
    return new Chart.Key(words(cell), INK, SeriesMarkers.NONE);
  }

  /** A cell's name and its levels in few letters. */
  static String words(OfCell cell) {
    return cell.id() + "  " + ShortNames.brief(cell);
  }

  public Marker marker(String cell) {
    return marker(Math.max(0, cells.indexOf(cell)));
  }
}
