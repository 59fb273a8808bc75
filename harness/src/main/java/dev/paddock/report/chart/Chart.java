package dev.paddock.report.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.GraphicsUtils;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.knowm.xchart.style.markers.Marker;

/**
 * One published chart: a title, one panel or several below each other, the key to what they show,
 * and a caption with n, estimator and machine.
 *
 * @param width of the drawing, in pixels of text of 12
 * @param name of its files, without an ending
 * @param keys each below the other; none where the panels explain themselves
 */
public record Chart(
    int width,
    String name,
    String title,
    List<Panel> panels,
    List<List<Key>> keys,
    List<String> caption) {
  /** For a desk, and for paper. */
  public static final int WIDE = 960;

  /** For a phone, where text of 12 is still read when the drawing is shrunk to the screen. */
  public static final int NARROW = 470;

  static final int MARGIN = 20;

  private static final int LINE = 17;
  private static final int TITLE_LINE = 23;
  private static final int GAP = 6;

  public Chart {
    panels = List.copyOf(panels);
    keys = List.copyOf(keys);
    caption = List.copyOf(caption);
  }

  /** What a colour and a marker stand for. */
  public record Key(String words, Color colour, Marker marker) {}

  /**
   * A drawing in fonts of this machine. The library would look for the one behind a name such as
   * "SansSerif" at every word that is drawn, which took a tenth of a large report's time.
   */
  private static final class Drawing extends VectorGraphics2D {
    private static final Map<Font, Font> KNOWN = new ConcurrentHashMap<>();

    @Override
    public void setFont(Font font) {
      super.setFont(KNOWN.computeIfAbsent(font, GraphicsUtils::getPhysicalFont));
    }
  }

  /** The chart as SVG; the same chart gives the same text. */
  public String svg() {
    try {
      VectorGraphics2D graphics = new Drawing();
      paint(graphics);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(0, 0, width, height()))
          .writeTo(out);
      return Svg.tapped(Svg.tidy(out.toString(StandardCharsets.UTF_8), width, height()), spots());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not refuse to be written", e);
    }
  }

  /** What is said of a point, by where it is in the drawing; colour and marker tell the cells. */
  private List<Svg.Said> spots() {
    List<Svg.Said> said = new ArrayList<>();
    int y = MARGIN + titleHeight();
    for (Panel panel : panels) {
      for (Panel.Spot spot : panel.spots()) {
        String words =
            spot.words().isEmpty()
                ? keys.stream()
                    .flatMap(List::stream)
                    .filter(key -> opaque(key.colour()) == opaque(spot.colour()))
                    .filter(key -> key.marker().equals(spot.marker()))
                    .map(Key::words)
                    .collect(Collectors.joining(", or "))
                : spot.words();
        if (!words.isEmpty()) {
          said.add(new Svg.Said(spot.x(), y + spot.y(), words));
        }
      }
      y += panel.height();
    }
    return said;
  }

  /** Without how pale it is. */
  private static int opaque(Color colour) {
    return colour.getRGB() & 0xffffff;
  }

  private int height() {
    int drawn = panels.stream().mapToInt(Panel::height).sum();
    int keyed = keys.stream().mapToInt(this::keyHeight).sum();
    return MARGIN + titleHeight() + drawn + 8 + keyed + captionLines().size() * LINE + GAP + MARGIN;
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height());
    graphics.setColor(Palette.INK);
    graphics.setFont(Lettering.TITLE);
    lines(graphics, titleLines(), MARGIN + 14, TITLE_LINE);
    int y = MARGIN + titleHeight();
    for (Panel panel : panels) {
      AffineTransform before = graphics.getTransform();
      graphics.translate(0, y);
      panel.paint(graphics);
      graphics.setTransform(before);
      y += panel.height();
    }
    y += 8 + LINE;
    graphics.setFont(Lettering.TEXT);
    for (List<Key> key : keys) {
      paint(graphics, key, y);
      y += keyHeight(key);
    }
    graphics.setColor(Palette.FAINT.darker());
    lines(graphics, captionLines(), y, LINE);
  }

  private static void lines(Graphics2D graphics, List<String> lines, int top, int each) {
    for (int i = 0; i < lines.size(); i++) {
      graphics.drawString(lines.get(i), MARGIN, top + i * each);
    }
  }

  private List<String> titleLines() {
    return Lettering.wrapped(Lettering.TITLE, title, width - 2 * MARGIN);
  }

  private int titleHeight() {
    return 30 + TITLE_LINE * (titleLines().size() - 1);
  }

  private List<String> captionLines() {
    return caption.stream()
        .flatMap(one -> Lettering.wrapped(Lettering.TEXT, one, width - 2 * MARGIN).stream())
        .toList();
  }

  private int columns(List<Key> key) {
    int widest = Lettering.widest(key.stream().map(Key::words).toList()) + 40;
    return Math.clamp((width - 2 * MARGIN) / widest, 1, 4);
  }

  private int keyHeight(List<Key> key) {
    return Math.ceilDiv(key.size(), columns(key)) * LINE + (key.isEmpty() ? 0 : GAP);
  }

  private void paint(Graphics2D graphics, List<Key> key, int top) {
    int columns = columns(key);
    int rows = Math.ceilDiv(key.size(), columns);
    int each = (width - 2 * MARGIN) / columns;
    for (int i = 0; i < key.size(); i++) {
      int x = MARGIN + i / rows * each;
      int y = top + i % rows * LINE;
      graphics.setColor(key.get(i).colour());
      key.get(i).marker().paint(graphics, x + 6, y - 4, 9);
      graphics.setColor(Palette.INK);
      graphics.drawString(key.get(i).words(), x + 18, y);
    }
  }
}
