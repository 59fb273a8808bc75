package dev.paddock.report;

import dev.paddock.compare.History;
import dev.paddock.compare.History.Change;
import dev.paddock.compare.History.Line;
import dev.paddock.compare.History.Point;
import dev.paddock.compare.History.Series;
import dev.paddock.record.Numerals;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Contrast.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a history says, as sentences; and the whole of it, for a terminal. */
public final class HistoryWords {
  private HistoryWords() {}

  /** The lines: for each series its changes, then every figure in the order of time. */
  public static List<String> of(History history) {
    List<String> lines = new ArrayList<>();
    for (Series series : history.series()) {
      lines.add(lines.isEmpty() ? title(series) : "\n" + title(series));
      lines.add("  " + series.requests());
      changes(series).forEach(change -> lines.add("  " + change));
      lines.add("");
      series.lines().forEach(line -> lines.add("  " + figures(line)));
    }
    return lines;
  }

  static String title(Series series) {
    return "%s on %s (environment %s): %s, %s to %s"
        .formatted(
            series.experiment(),
            series.machine(),
            series.environment(),
            Text.count(series.runs().size(), "run"),
            day(series.runs().getFirst().at()),
            day(series.runs().getLast().at()));
  }

  /** Each change in a sentence; or one that says why there is none. */
  static List<String> changes(Series series) {
    List<Change> changes = series.changes();
    if (!changes.isEmpty()) {
      return changes.stream().map(HistoryWords::sentence).toList();
    }
    return List.of(
        series.runs().size() < History.LEAST
            ? "A change of level can be told from %d runs on.".formatted(History.LEAST)
            : "No level changed, as far as %d runs tell.".formatted(series.runs().size()));
  }

  private static String sentence(Change change) {
    return "%s of %s %s%s%s between %s and %s%s"
        .formatted(
            change.metric(),
            change.cell(),
            change.rose() ? "rose" : "fell",
            change.ratio().isPresent()
                ? " " + Numerals.ratio(change.ratio().getAsDouble()) + "x"
                : "",
            change.reads() == Reads.NEITHER ? "" : " (" + change.reads().word() + ")",
            change.after(),
            change.at(),
            change.builds().isEmpty() ? "" : ": " + change.builds());
  }

  private static String figures(Line line) {
    return "%s of %s: %s"
        .formatted(
            line.metric(),
            line.cell(),
            line.points().stream()
                .map(point -> figure(line, point))
                .collect(Collectors.joining(", ")));
  }

  /** A figure with its interval and its trials. */
  static String figure(Line line, Point point) {
    return "%s (%s; %s)"
        .formatted(
            Numerals.figure(point.value(), line.unit()),
            Numerals.interval(point.bounds().lo(), point.bounds().hi(), line.unit()),
            Text.count(point.trials(), "trial"));
  }

  static String day(String at) {
    return at.length() < 10 ? "not begun" : at.substring(0, 10);
  }
}
