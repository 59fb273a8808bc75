package dev.paddock.report;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What SVG needs to look the same in every browser, and to be read on a dark screen. */
final class Svg {
  /**
   * Only what is grey, and the darkest blue, has a second colour: Okabe and Ito's are told apart on
   * both grounds. A viewer that knows no media queries shows the light one.
   */
  private static final String DARK =
      """
      <style>@media (prefers-color-scheme: dark) {
      %s}</style>
      """
          .formatted(
              dark("rgb(0,114,178)", "#2b8ccd")
                  + dark(255, "#17181a")
                  + dark(34, "#e8e6e1")
                  + dark(0, "#f4f3f0")
                  + dark(96, "#b5b2ab")
                  + dark(130, "#9a9892")
                  + dark(138, "#9a9892")
                  + dark(189, "#5c5f65")
                  + dark(228, "#34363a"));

  /** More digits after the point than are seen, and the font of the machine that drew. */
  private static final Pattern LONG = Pattern.compile("\\.\\d\\d++|font-family:&quot;[^&]*&quot;");

  private static final String FONT = "font-family:'DejaVu Sans',Verdana,Arial,sans-serif";

  private Svg() {}

  private static String dark(int grey, String colour) {
    return dark("rgb(%1$d,%1$d,%1$d)".formatted(grey), colour);
  }

  private static String dark(String light, String colour) {
    return Stream.of("fill", "stroke")
        .map(what -> "[style*=\"%1$s:%2$s\"]{%1$s:%3$s!important}".formatted(what, light, colour))
        .collect(Collectors.joining("", "", "\n"));
  }

  /**
   * Makes the drawing scale with its place, in a font that every system has. Text of 12 px is
   * written without its size, which a browser takes for 16 px.
   */
  static String tidy(String svg, int width, int height) {
    int from = svg.indexOf("<svg ");
    int to = svg.indexOf('>', from);
    String said =
        svg.substring(from + "<svg ".length(), to)
            .replaceAll("(width|height)=\"[0-9.]+mm\"|viewBox=\"[^\"]*\"", "");
    String head =
        "<svg font-size=\"12px\" viewBox=\"0 0 %d %d\" role=\"img\" %s>\n%s"
            .formatted(width, height, said, DARK.strip());
    return svg.substring(0, from)
        + head
        + LONG.matcher(svg.substring(to + 1)).replaceAll(Svg::shortened);
  }

  private static String shortened(MatchResult found) {
    return found.group().charAt(0) == '.' ? found.group().substring(0, 2) : FONT;
  }
}
