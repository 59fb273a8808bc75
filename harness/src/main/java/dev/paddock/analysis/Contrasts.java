package dev.paddock.analysis;

import dev.paddock.figures.Comparison;
import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.stats.Interval;
import dev.paddock.summary.Bounds;
import dev.paddock.summary.Contrast;
import dev.paddock.summary.Contrast.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Every cell beside the control of its condition, metric by metric. */
final class Contrasts {
  private Contrasts() {}

  /** Two cells by their ids, and what is said of them. */
  record Beside(String cell, String versus, Comparison comparison) implements Exploration.Finding {
    @Override
    public double pValue() {
      return comparison.pValue();
    }

    @Override
    public boolean decides() {
      return comparison.interval(Observed.CONFIDENCE).isPresent();
    }

    /** The same as a summary has it, with an adjusted interval of this confidence. */
    Contrast at(double confidence, double margin, long seed) {
      Optional<Interval> plain = comparison.alone().interval(Observed.CONFIDENCE);
      Optional<Interval> adjusted = comparison.interval(confidence);
      Verdict verdict = comparison.verdict(adjusted, margin);
      OptionalDouble value = OptionalDouble.of(comparison.value());
      return new Contrast(
          comparison.metric().name(),
          cell,
          versus,
          comparison.ratio() ? value : OptionalDouble.empty(),
          comparison.ratio() ? OptionalDouble.empty() : value,
          new Bounds(plain),
          new Bounds(adjusted),
          verdict,
          Comparison.reads(comparison.metric(), verdict),
          OptionalDouble.of(comparison.shift()),
          comparison.superiority(),
          comparison.signFlip(seed),
          comparison.blocks(),
          comparison.requests(),
          margin,
          comparison.estimator());
    }
  }

  /**
   * Of every cell but the control on a metric, where they share a block that has it.
   *
   * @param cells of one condition
   */
  static List<Beside> of(Metric metric, List<Observed> cells, Observed control, Layout layout) {
    Pairs pairs = Pairs.of(metric, cells, layout);
    List<Beside> all = new ArrayList<>();
    for (Observed cell : cells) {
      if (!cell.cell().id().equals(control.cell().id())) {
        pairs
            .compare(cell, control)
            .map(comparison -> new Beside(cell.cell().id(), control.cell().id(), comparison))
            .ifPresent(all::add);
      }
    }
    return List.copyOf(all);
  }
}
