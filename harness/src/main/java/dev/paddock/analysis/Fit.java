package dev.paddock.analysis;

import dev.paddock.figures.Observed;
import dev.paddock.record.Metric;
import dev.paddock.record.TrialSummary.OfMetric;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.stats.Pooled;
import dev.paddock.stats.Strata;
import dev.paddock.stats.Strata.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Least squares of the logarithms of one metric over the cells that have it, each cell a treatment
 * of its own.
 *
 * @param cells at least two
 */
record Fit(Metric metric, List<Observed> cells, Strata strata) {

  /** Logarithms by block and cell, with the server of each cell, all numbered from 0. */
  record Table(List<Observation> observed, List<Integer> servers) {
    private int[] setups() {
      return servers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Each two cells by one error. */
    Pooled pooled() {
      return Pooled.of(observed, setups());
    }
  }

  /** None where there is nothing to compare, or no logarithm of it. */
  static Optional<Fit> of(Metric metric, List<Observed> all, Layout layout) {
    List<Observed> cells = all.stream().filter(cell -> !cell.figures(metric).isEmpty()).toList();
    return table(metric, cells, layout)
        .map(table -> new Fit(metric, cells, Strata.of(table.observed, table.setups())));
  }

  /** The same of cells that all have the metric. */
  static Optional<Table> table(Metric metric, List<Observed> cells, Layout layout) {
    List<OfMetric> figures =
        cells.stream().flatMap(cell -> cell.figures(metric).values().stream()).toList();
    if (cells.size() < 2 || Observed.linear(metric, figures)) {
      return Optional.empty();
    }
    List<Integer> blocks =
        List.copyOf(
            new TreeSet<>(
                cells.stream().flatMap(cell -> cell.figures(metric).keySet().stream()).toList()));
    List<Observation> observations = new ArrayList<>();
    List<Configuration> servers = new ArrayList<>();
    List<Integer> setups = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int treatment = i;
      Configuration server = cells.get(i).cell().levels().only(layout.wholePlots()::contains);
      if (!servers.contains(server)) {
        servers.add(server);
      }
      setups.add(servers.indexOf(server));
      cells
          .get(i)
          .figures(metric)
          .forEach(
              (block, figure) ->
                  observations.add(
                      new Observation(blocks.indexOf(block), treatment, Math.log(figure.value()))));
    }
    return Optional.of(new Table(List.copyOf(observations), List.copyOf(setups)));
  }

  /** Every factor with its levels, in the order of the cells. */
  Map<Setting, List<Value>> factors() {
    Map<Setting, List<Value>> factors = new LinkedHashMap<>();
    for (Observed cell : cells) {
      cell.cell()
          .levels()
          .forEach(
              (factor, value) -> {
                List<Value> known = factors.computeIfAbsent(factor, name -> new ArrayList<>());
                if (!known.contains(value)) {
                  known.add(value);
                }
              });
    }
    return factors;
  }

  /** What a contrast of the cells says; none where these blocks do not tell. */
  Optional<Effects.Statement> statement(double[] coefficients) {
    List<OfMetric> figures = new ArrayList<>();
    Set<Integer> more = new TreeSet<>();
    Set<Integer> less = new TreeSet<>();
    int with = 0;
    for (int i = 0; i < coefficients.length; i++) {
      if (Math.abs(coefficients[i]) > 1e-9) {
        var own = cells.get(i).figures(metric);
        figures.addAll(own.values());
        (coefficients[i] > 0 ? more : less).addAll(own.keySet());
        with += coefficients[i] > 0 ? 1 : 0;
      }
    }
    more.retainAll(less);
    int cellsWith = with;
    return strata
        .contrast(coefficients)
        .map(
            contrast ->
                new Effects.Statement(
                    metric,
                    contrast,
                    Effects.basis(contrast),
                    Observed.descriptive(metric, figures),
                    Effects.Shape.LEVELS,
                    more.size(),
                    cellsWith,
                    figures.stream().mapToLong(OfMetric::requests).sum(),
                    cells.getFirst().looks()));
  }
}
