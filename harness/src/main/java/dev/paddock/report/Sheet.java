package dev.paddock.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.GraphicsUtils;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.paddock.summary.Summary;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * One published chart: a title, one plot or several below each other, the key to the cells, and a
 * caption with n, estimator and machine. The same drawing becomes SVG and PNG.
 *
 * @param width of the drawing, in pixels of text of 12
 * @param name of its files, without an ending
 * @param keyed cells that the key explains; none where the plots explain themselves
 */
record Sheet(
    int width,
    String name,
    String title,
    List<Plot> plots,
    List<Summary.OfCell> keyed,
    Palette palette,
    List<String> caption) {
  /** For a desk, and for paper. */
  static final int WIDE = 960;

  /** For a phone, where text of 12 is still read when the drawing is shrunk to the screen. */
  static final int NARROW = 470;

  static final int MARGIN = 20;

  private static final int LINE = 17;
  private static final int TITLE_LINE = 23;
  private static final int GAP = 6;
  private static final double SCALE = 2;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  Sheet {
    plots = List.copyOf(plots);
    keyed = List.copyOf(keyed);
    caption = List.copyOf(caption);
  }

  /** A plot, how high it is drawn, and how much room it leaves on its left. */
  record Plot(Chart<?, ?> chart, int height, int room) {}

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

  /** The chart as SVG; the same sheet gives the same text. */
  String svg() {
    try {
      VectorGraphics2D graphics = new Drawing();
      int height = height(graphics);
      paint(graphics);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(0, 0, width, height))
          .writeTo(out);
      return Svg.tidy(out.toString(StandardCharsets.UTF_8), width, height);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not refuse to be written", e);
    }
  }

  /** The chart as PNG, twice as fine as its size says. */
  byte[] png() {
    try {
      BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
      int height = height(probe.createGraphics());
      BufferedImage image =
          new BufferedImage(
              (int) (width * SCALE), (int) (height * SCALE), BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.scale(SCALE, SCALE);
      paint(graphics);
      graphics.dispose();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not refuse to be written", e);
    }
  }

  private int height(Graphics2D graphics) {
    graphics.setFont(TEXT);
    int lines = wrapped(graphics).size() + keyRows(graphics);
    int plotted = plots.stream().mapToInt(Plot::height).sum();
    return MARGIN + titleHeight(graphics) + plotted + 8 + lines * LINE + GAP + MARGIN;
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, 10_000);
    graphics.setColor(Palette.INK);
    graphics.setFont(TITLE);
    int y = MARGIN + 14;
    for (String line : wrapped(graphics, TITLE, title)) {
      graphics.drawString(line, MARGIN, y);
      y += TITLE_LINE;
    }
    y = MARGIN + titleHeight(graphics);
    for (Plot plot : plots) {
      AffineTransform before = graphics.getTransform();
      graphics.translate(plot.room(), y);
      plot.chart().paint(graphics, width - plot.room(), plot.height());
      graphics.setTransform(before);
      y += plot.height();
    }
    y += 8 + LINE;
    graphics.setFont(TEXT);
    y = key(graphics, y);
    graphics.setColor(Palette.FAINT.darker());
    for (String line : wrapped(graphics)) {
      graphics.drawString(line, MARGIN, y);
      y += LINE;
    }
  }

  private int titleHeight(Graphics2D graphics) {
    return 30 + TITLE_LINE * (wrapped(graphics, TITLE, title).size() - 1);
  }

  private int columns(Graphics2D graphics) {
    FontMetrics metrics = graphics.getFontMetrics(TEXT);
    int widest =
        keyed.stream().mapToInt(cell -> metrics.stringWidth(label(cell)) + 40).max().orElse(1);
    return Math.clamp((width - 2 * MARGIN) / widest, 1, 4);
  }

  private int keyRows(Graphics2D graphics) {
    int columns = columns(graphics);
    return (keyed.size() + columns - 1) / columns;
  }

  private int key(Graphics2D graphics, int top) {
    int columns = columns(graphics);
    int rows = keyRows(graphics);
    int each = (width - 2 * MARGIN) / columns;
    for (int i = 0; i < keyed.size(); i++) {
      int x = MARGIN + i / rows * each;
      int y = top + i % rows * LINE;
      String cell = keyed.get(i).id();
      graphics.setColor(palette.colour(cell));
      palette.marker(cell).paint(graphics, x + 6, y - 4, 9);
      graphics.setColor(Palette.INK);
      graphics.setFont(TEXT);
      graphics.drawString(label(keyed.get(i)), x + 18, y);
    }
    return top + rows * LINE + (rows > 0 ? GAP : 0);
  }

  private static String label(Summary.OfCell cell) {
    return cell.id() + "  " + Names.brief(cell);
  }

  private List<String> wrapped(Graphics2D graphics) {
    return caption.stream()
        .flatMap(sentence -> wrapped(graphics, TEXT, sentence).stream())
        .toList();
  }

  private List<String> wrapped(Graphics2D graphics, Font font, String sentence) {
    FontMetrics metrics = graphics.getFontMetrics(font);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > width - 2 * MARGIN) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
