package dev.paddock.report;

/** What SVG needs to look the same in every browser. */
final class Svg {
  private Svg() {}

  /**
   * Makes the drawing scale with its place, in a font that every system has. Text of 12 px is
   * written without its size, which a browser takes for 16 px.
   */
  static String tidy(String svg, int width, int height) {
    return svg.replaceFirst(
            "<svg ",
            "<svg font-size=\"12px\" viewBox=\"0 0 %d %d\" role=\"img\" ".formatted(width, height))
        .replaceAll("(width|height)=\"([0-9.]+)mm\"", "")
        .replaceAll("viewBox=\"[^\"]*\" role=\"img\"([^>]*) viewBox=\"[^\"]*\"", "role=\"img\"$1")
        .replaceAll("(\\.\\d\\d)\\d+", "$1")
        .replaceAll(
            "font-family:&quot;[^&]*&quot;", "font-family:'DejaVu Sans',Verdana,Arial,sans-serif");
  }
}
