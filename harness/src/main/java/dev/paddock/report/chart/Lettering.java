package dev.paddock.report.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/** The type of all charts, and how many pixels words take in it. */
final class Lettering {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private static final FontRenderContext ALIKE_EVERYWHERE = new FontRenderContext(null, true, true);
  private static final String LEFT_OUT = "…";

  private Lettering() {}

  static double width(Font font, String words) {
    return font.getStringBounds(words, ALIKE_EVERYWHERE).getWidth();
  }

  /** How many pixels the longest of these takes. */
  static int widest(List<String> words) {
    return (int) Math.ceil(words.stream().mapToDouble(one -> width(TEXT, one)).max().orElse(0));
  }

  /**
   * A name that takes no more than so many pixels: its middle is left out where it is longer, for
   * names of one factor differ at their ends.
   */
  static String fitting(String name, int pixels) {
    String fitting = name;
    for (int kept = name.length() - 1; kept > 1 && width(TEXT, fitting) > pixels; kept--) {
      int end = (2 * kept + 2) / 3;
      fitting =
          name.substring(0, kept - end).strip()
              + LEFT_OUT
              + name.substring(name.length() - end).strip();
    }
    return fitting;
  }

  /** Lines that take no more than so many pixels. */
  static List<String> wrapped(Font font, String sentence, int pixels) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (!line.isEmpty() && width(font, line + " " + word) > pixels) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
