package dev.paddock.report.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What SVG needs to be small, to look the same in every browser, and to be read on a dark screen.
 */
final class Svg {
  /**
   * Only what is grey, and the darkest blue, has a second colour: Okabe and Ito's are told apart on
   * both grounds. A viewer that knows no media queries shows the light one.
   */
  private static final Map<String, String> DARK =
      Map.of(
          "rgb(0,114,178)", "#2b8ccd",
          "rgb(255,255,255)", "#17181a",
          "rgb(34,34,34)", "#e8e6e1",
          "rgb(0,0,0)", "#f4f3f0",
          "rgb(96,96,96)", "#b5b2ab",
          "rgb(138,138,138)", "#9a9892",
          "rgb(189,189,189)", "#5c5f65",
          "rgb(228,228,228)", "#34363a");

  /** More digits after the point than are seen, of a place: never of a number that is read. */
  private static final Pattern LONG = Pattern.compile("(\\.\\d)\\d+(?=[^<>]*>)");

  /** Of what is drawn, what goes without saying; the font is that of the machine that drew. */
  private static final Pattern SAID =
      Pattern.compile("stroke:none;|font-family:&quot;[^&]*&quot;;");

  private static final String FONT = "DejaVu Sans,Verdana,Arial,sans-serif";
  private static final Pattern STYLE = Pattern.compile(" style=\"([^\"]*)\"");
  private static final Pattern COLOUR = Pattern.compile("rgb\\([0-9,]*\\)");
  private static final Pattern LINE =
      Pattern.compile(
          "<line( class=\"\\w+\") x1=\"(.*?)\" x2=\"(.*?)\" y1=\"(.*?)\" y2=\"(.*?)\"/>");

  private Svg() {}

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
    Map<String, String> classes = new LinkedHashMap<>();
    String body =
        STYLE
            .matcher(LONG.matcher(svg.substring(to + 1)).replaceAll("$1"))
            .replaceAll(
                style -> {
                  String rule = SAID.matcher(style.group(1)).replaceAll("");
                  return " class=\"%s\""
                      .formatted(classes.computeIfAbsent(rule, one -> "s" + classes.size()));
                });
    return svg.substring(0, from)
        + "<svg font-size=\"12px\" font-family=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" %s>\n"
            .formatted(FONT, width, height, said)
        + "<style>%s\n@media screen and (prefers-color-scheme: dark) {%s}</style>"
            .formatted(rules(classes, false), rules(classes, true))
        + joined(body);
  }

  /** What is said of a place in the drawing. */
  record Said(double x, double y, String words) {}

  /** The drawing with places that say what they are, to a pointer and to a finger. */
  static String tapped(String svg, List<Said> places) {
    Map<String, List<Said>> byWords =
        places.stream()
            .collect(Collectors.groupingBy(Said::words, LinkedHashMap::new, Collectors.toList()));
    StringBuilder circles = new StringBuilder();
    byWords.forEach(
        (words, at) -> {
          circles.append("<g fill-opacity=\"0\"><title>");
          circles.append(words.replace("&", "&amp;").replace("<", "&lt;")).append("</title>\n");
          at.forEach(
              one ->
                  circles.append(
                      "<circle cx=\"%d\" cy=\"%d\" r=\"9\"/>\n"
                          .formatted(Math.round(one.x()), Math.round(one.y()))));
          circles.append("</g>\n");
        });
    int end = svg.lastIndexOf("</svg>");
    return places.isEmpty() ? svg : svg.substring(0, end) + circles + svg.substring(end);
  }

  private static String rules(Map<String, String> classes, boolean dark) {
    return classes.entrySet().stream()
        .map(one -> ".%s{%s}".formatted(one.getValue(), dark ? dark(one.getKey()) : one.getKey()))
        .collect(Collectors.joining());
  }

  private static String dark(String rule) {
    return COLOUR
        .matcher(rule)
        .replaceAll(colour -> DARK.getOrDefault(colour.group(), colour.group()));
  }

  /** Lines that go on where the last one ended become one; nothing is indented. */
  private static String joined(String body) {
    StringBuilder joined = new StringBuilder();
    String end = "";
    for (String element : body.split("\n\\s*", -1)) {
      Matcher line = LINE.matcher(element);
      if (!line.matches()) {
        joined.append('\n').append(element);
        end = "";
        continue;
      }
      String begin = line.group(1) + line.group(2) + "," + line.group(4);
      String to = line.group(3) + "," + line.group(5);
      if (begin.equals(end)) {
        joined.insert(joined.length() - "\"/>".length(), " " + to);
      } else {
        joined.append(
            "\n<path%s d=\"M%s,%s %s\"/>"
                .formatted(line.group(1), line.group(2), line.group(4), to));
      }
      end = line.group(1) + to;
    }
    return joined.toString();
  }
}
