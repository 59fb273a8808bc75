package dev.paddock.report.chart;

import dev.paddock.record.Metric;
import dev.paddock.report.markup.ShortNames;
import dev.paddock.report.markup.Text;
import dev.paddock.summary.Basis;
import dev.paddock.summary.Effect;
import dev.paddock.summary.Summary;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What each level of a factor does, a row each: its ratio to the first level and the interval. */
final class EffectsChart {
  private static final int MOST_METRICS = 6;
  private static final Color OF_TRIALS = Palette.colour(5);
  private static final Color OF_PLOTS = Palette.colour(4);

  private EffectsChart() {}

  static Optional<Chart> of(Summary summary, int width) {
    List<Effect> drawable =
        summary.effects().stream().filter(one -> Double.isFinite(one.ratio())).toList();
    List<Panel> panels =
        drawable.stream()
            .map(Effect::metric)
            .distinct()
            .limit(MOST_METRICS)
            .map(metric -> drawable.stream().filter(one -> one.metric().equals(metric)).toList())
            .map(effects -> panel(effects, width))
            .toList();
    if (panels.isEmpty()) {
      return Optional.empty();
    }
    boolean plots = drawable.stream().anyMatch(EffectsChart::ofPlots);
    List<String> caption = new ArrayList<>();
    caption.add(
        "Ratio by %s; bars: 95 %% intervals, adjusted for all that this run compares; no bar: descriptive."
                .formatted(estimators(drawable))
            + (plots
                ? " Orange diamonds are tested against the error of whole plots, since the server"
                    + " restarts for them; blue circles against that of trials."
                : "")
            + " Dashed: the margin of what counts as equivalent."
            + Panel.arrows(panels)
            + " "
            + Text.n(summary));
    caption.add("Machine: %s. Numbers: summary.json, effects.".formatted(summary.machine()));
    return Optional.of(
        new Chart(
            width,
            "effects",
            "What each setting does, as a ratio to its first level",
            panels,
            List.of(),
            caption));
  }

  private static String estimators(List<Effect> effects) {
    return effects.stream()
        .map(Effect::estimator)
        .filter(one -> !one.isEmpty())
        .distinct()
        .collect(Collectors.joining("; or "));
  }

  private static Panel panel(List<Effect> effects, int width) {
    List<ErrorBar> bars =
        effects.stream()
            .map(one -> new ErrorBar(one.ratio(), one.adjusted().lo(), one.adjusted().hi()))
            .toList();
    Effect first = effects.getFirst();
    Axis across = Axis.numbers(Scale.ratios(bars, 4), Metric.brief(first.metric()) + ", ratio");
    Panel panel = Panel.rows(width, effects.stream().map(ShortNames::brief).toList(), across);
    panel.upright(1);
    panel.margin(1 - first.margin());
    panel.margin(1 + first.margin());
    for (int i = 0; i < bars.size(); i++) {
      Color colour = ofPlots(effects.get(i)) ? OF_PLOTS : OF_TRIALS;
      Marker marker = ofPlots(effects.get(i)) ? SeriesMarkers.DIAMOND : SeriesMarkers.CIRCLE;
      double row = panel.row(i);
      panel.across(row, bars.get(i), Palette.pale(colour));
      panel.point(bars.get(i).value(), row, colour, marker);
    }
    return panel;
  }

  private static boolean ofPlots(Effect effect) {
    return effect.stratum() == Basis.WHOLE_PLOTS;
  }
}
