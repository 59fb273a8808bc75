package dev.paddock.report.chart;

import dev.paddock.report.markup.Text;
import dev.paddock.summary.OfCell;
import dev.paddock.summary.OfCurve;
import dev.paddock.summary.Summary;
import dev.paddock.summary.Summary.Point;
import dev.paddock.wording.CurveWords;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.style.markers.Marker;

/**
 * Latency against throughput as the load rises: a line, a colour and a marker for each
 * configuration, and beside each point its load.
 */
final class LoadChart {
  private LoadChart() {}

  /** Empty where no load was varied, or nothing of it was measured. */
  static Optional<Chart> of(Summary summary, int width, List<Point> points) {
    List<List<Point>> lines = summary.curves().stream().map(curve -> along(curve, points)).toList();
    List<Point> drawn = lines.stream().flatMap(List::stream).toList();
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    Panel panel =
        new Panel(
            width,
            480,
            Axis.numbers(
                Scale.around(
                    drawn.stream().map(at -> ErrorBar.throughput(summary, at)).toList(), 8),
                "generated tokens per second → better"),
            Axis.numbers(
                Scale.around(drawn.stream().map(at -> ErrorBar.latency(summary, at)).toList(), 7),
                drawn.getFirst().latencyMetric() + ", ms → worse"));
    List<Chart.Key> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Color colour = Palette.colour(i);
      Marker marker = Palette.marker(i);
      OfCurve curve = summary.curves().get(i);
      keys.add(new Chart.Key(CurveWords.configuration(curve), colour, marker));
      draw(panel, summary, curve, lines.get(i), colour, marker);
    }
    return Optional.of(
        new Chart(
            width,
            "front",
            "Latency against throughput along load",
            List.of(panel),
            List.of(keys),
            List.of(
                "Points: geometric mean over trials; bars: 95 % t intervals over trials, none where"
                    + " descriptive. Lines: one configuration each, its points joined in the order"
                    + " of %s, which stands beside them; right and below is better."
                        .formatted(summary.curves().getFirst().load())
                    + Panel.arrows(List.of(panel))
                    + " "
                    + Text.n(summary),
                "Machine: %s. Numbers: summary.json, curves, points and cells."
                    .formatted(summary.machine()))));
  }

  private static List<Point> along(OfCurve curve, List<Point> points) {
    return curve.points().stream()
        .flatMap(at -> points.stream().filter(point -> point.cell().equals(at.cell())).limit(1))
        .toList();
  }

  private static void draw(
      Panel panel, Summary summary, OfCurve curve, List<Point> line, Color colour, Marker marker) {
    for (Point at : line) {
      Color pale = Palette.pale(colour);
      panel.upright(at.throughput(), ErrorBar.latency(summary, at), pale);
      panel.across(at.latency(), ErrorBar.throughput(summary, at), pale);
    }
    if (line.size() > 1) {
      panel.line(
          line.stream().mapToDouble(Point::throughput).toArray(),
          line.stream().mapToDouble(Point::latency).toArray(),
          colour);
    }
    for (Point at : line) {
      panel.point(at.throughput(), at.latency(), colour, marker, said(summary, at));
      curve.points().stream()
          .filter(one -> one.cell().equals(at.cell()))
          .forEach(one -> panel.name(CurveWords.number(one.load()), at.throughput(), at.latency()));
    }
  }

  private static String said(Summary summary, Point at) {
    return summary.cells().stream()
        .filter(cell -> cell.id().equals(at.cell()))
        .findFirst()
        .map((OfCell cell) -> Palette.words(cell))
        .orElse(at.cell());
  }
}
