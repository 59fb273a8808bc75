package dev.paddock.report;

import static dev.paddock.report.markup.Markdown.escape;

import dev.paddock.compare.History;
import dev.paddock.compare.History.Change;
import dev.paddock.compare.History.Line;
import dev.paddock.compare.History.Point;
import dev.paddock.compare.History.Series;
import dev.paddock.compare.Runs.Placed;
import dev.paddock.record.Metric;
import dev.paddock.report.chart.Axis;
import dev.paddock.report.chart.Chart;
import dev.paddock.report.chart.ErrorBar;
import dev.paddock.report.chart.Palette;
import dev.paddock.report.chart.Panel;
import dev.paddock.report.chart.Scale;
import dev.paddock.report.markup.Html;
import dev.paddock.report.markup.Markdown;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The page of an experiment's history: a chart for each metric, and what they show in words. */
public final class HistoryPage {
  private HistoryPage() {}

  /**
   * Writes the page of each experiment beside the page of its runs.
   *
   * @param runs of which the history is
   * @return where the pages lie
   */
  public static List<Path> publish(History history, List<Placed> runs, Path docs) {
    Map<String, List<Series>> byExperiment =
        history.series().stream()
            .collect(
                Collectors.groupingBy(Series::experiment, LinkedHashMap::new, Collectors.toList()));
    List<Path> pages = new ArrayList<>();
    byExperiment.forEach(
        (experiment, series) -> {
          Summary last =
              runs.stream()
                  .map(Placed::summary)
                  .filter(one -> one.experiment().equals(experiment))
                  .reduce((one, other) -> one.at().compareTo(other.at()) > 0 ? one : other)
                  .orElseThrow();
          Path page = docs.resolve(Publisher.place(last)).resolve(PastRuns.DIRECTORY);
          Reports.put(page, files(experiment, series, runs));
          pages.add(page.resolve("index.html"));
        });
    return pages;
  }

  private static Map<String, byte[]> files(String experiment, List<Series> all, List<Placed> runs) {
    Markdown page = new Markdown();
    page.heading(1, escape(experiment) + " over time");
    Map<String, Html.Drawing> drawn = new LinkedHashMap<>();
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < all.size(); i++) {
      Series series = all.get(i);
      page.heading(2, escape(HistoryWords.title(series)));
      page.paragraph(escape(series.requests()) + ".");
      page.list(HistoryWords.changes(series).stream().map(Markdown::escape).toList());
      Summary last = last(series, runs);
      List<Chart> narrow = charts(series, last, i + 1, Chart.NARROW);
      for (Chart chart : charts(series, last, i + 1, Chart.WIDE)) {
        String svg = chart.svg();
        String name = "charts/" + chart.name();
        page.image(chart.title(), name + ".svg");
        drawn.put(
            name + ".svg", new Html.Drawing(svg, Optional.of(named(narrow, chart.name()).svg())));
        files.put(name + ".svg", Reports.utf8(svg));
      }
      runs(page, series);
      figures(page, series);
    }
    page.paragraph(
        "A series holds runs on the same environment that were asked the same; builds of server and"
            + " Paddock may change within it. A change of level is one that E-divisive finds, with"
            + " at most 5 % of those found being none (Benjamini and Hochberg).");
    String markdown = page.toString();
    files.put("report.md", Reports.utf8(markdown));
    files.put("index.html", Reports.utf8(Html.of(experiment + " over time", markdown, drawn)));
    return files;
  }

  private static Chart named(List<Chart> charts, String name) {
    return charts.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static Summary last(Series series, List<Placed> runs) {
    return runs.stream()
        .map(Placed::summary)
        .filter(one -> one.experiment().equals(series.experiment()))
        .filter(one -> one.at().equals(series.runs().getLast().at()))
        .findFirst()
        .orElseThrow();
  }

  private static void runs(Markdown page, Series series) {
    page.heading(3, "Runs");
    page.table(
        List.of("run", "began", "server", "Paddock"),
        IntStream.range(0, series.runs().size())
            .mapToObj(
                i ->
                    List.of(
                        String.valueOf(i + 1),
                        escape(series.runs().get(i).at()),
                        escape(series.runs().get(i).server()),
                        escape(series.runs().get(i).paddock())))
            .toList());
  }

  private static void figures(Markdown page, Series series) {
    byMetric(series)
        .forEach(
            (metric, lines) -> {
              page.heading(3, escape(Metric.inWords(metric)));
              page.table(
                  Stream.concat(Stream.of("run"), lines.stream().map(line -> escape(line.cell())))
                      .toList(),
                  IntStream.range(0, series.runs().size())
                      .mapToObj(run -> row(run, lines))
                      .toList());
            });
  }

  private static List<String> row(int run, List<Line> lines) {
    return Stream.concat(
            Stream.of(String.valueOf(run + 1)),
            lines.stream()
                .map(
                    line ->
                        line.points().stream()
                            .filter(point -> point.run() == run)
                            .map(point -> HistoryWords.figure(line, point))
                            .findFirst()
                            .orElse("–")))
        .toList();
  }

  private static Map<String, List<Line>> byMetric(Series series) {
    return series.lines().stream()
        .collect(Collectors.groupingBy(Line::metric, LinkedHashMap::new, Collectors.toList()));
  }

  /** One chart a metric, of the cells that the last run has. */
  private static List<Chart> charts(Series series, Summary last, int number, int width) {
    Palette palette = new Palette(last);
    List<Chart> charts = new ArrayList<>();
    byMetric(series)
        .forEach(
            (metric, all) -> {
              List<Line> lines =
                  all.stream()
                      .filter(line -> line.points().getLast().run() == series.runs().size() - 1)
                      .toList();
              if (!lines.isEmpty()) {
                charts.add(
                    new Chart(
                        width,
                        "history-%d-%s".formatted(number, metric.replace('.', '-')),
                        Metric.inWords(metric) + " over time",
                        List.of(panel(width, series, metric, lines, palette)),
                        List.of(
                            last.cells().stream()
                                .filter(
                                    cell -> lines.stream().anyMatch(l -> l.id().equals(cell.id())))
                                .map(palette::key)
                                .toList()),
                        List.of(
                            "Points: mean over the trials of a run (geometric where it is always"
                                + " positive); bars: 95 % t intervals, none where descriptive; grey"
                                + " uprights: changes of level. n = "
                                + Text.count(series.runs().size(), "run")
                                + ".",
                            "Machine: " + series.machine())));
              }
            });
    return charts;
  }

  private static Panel panel(
      int width, Series series, String metric, List<Line> lines, Palette palette) {
    double unit = lines.getFirst().unit().equals("bytes") ? 1 << 20 : 1;
    List<ErrorBar> bars =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> Double.isFinite(point.value()))
            .map(point -> bar(point).in(unit))
            .toList();
    Panel panel =
        new Panel(
            width,
            320,
            Axis.numbers(Scale.whole(1, Math.max(2, series.runs().size())), "run"),
            Axis.numbers(
                Scale.around(bars, 6),
                "%s, %s".formatted(metric, unit == 1 ? lines.getFirst().unit() : "MiB")));
    lines.stream()
        .flatMap(line -> line.changes().stream())
        .mapToInt(Change::run)
        .distinct()
        .forEach(run -> panel.upright(run + 0.5));
    for (Line line : lines) {
      for (Point point : line.points()) {
        panel.upright(point.run() + 1, bar(point).in(unit), palette.pale(line.id()));
      }
      panel.line(
          line.points().stream().mapToDouble(point -> point.run() + 1).toArray(),
          line.points().stream().mapToDouble(point -> point.value() / unit).toArray(),
          palette.colour(line.id()),
          palette.marker(line.id()));
    }
    return panel;
  }

  private static ErrorBar bar(Point point) {
    return new ErrorBar(point.value(), point.bounds().lo(), point.bounds().hi());
  }
}
