package dev.paddock.report;

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
    return svg.replaceAll("(width|height)=\"[0-9.]+mm\"|viewBox=\"[^\"]*\"", "")
        .replaceFirst(
            "<svg ([^>]*)>",
            "<svg font-size=\"12px\" viewBox=\"0 0 %d %d\" role=\"img\" $1>\n%s"
                .formatted(width, height, DARK.strip().replace("$", "\\$")))
        .replaceAll("(\\.\\d)\\d+", "$1")
        .replaceAll(
            "font-family:&quot;[^&]*&quot;", "font-family:'DejaVu Sans',Verdana,Arial,sans-serif");
  }
}
