package dev.paddock.plan;

import dev.paddock.experiment.Experiment;
import dev.paddock.experiment.Factor;
import dev.paddock.experiment.Factor.Levels.Span;
import dev.paddock.settings.Configuration;
import dev.paddock.settings.Setting;
import dev.paddock.settings.Value;
import dev.paddock.stats.LatinHypercube;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Cells that are drawn from ranges: the control, and beside it a {@linkplain LatinHypercube latin
 * hypercube} of as many as the file asks for. Each range is cut into that many equal parts (of its
 * logarithm, where that is its scale), and each part holds one drawn number; levels that the file
 * lists are dealt out evenly.
 *
 * <p>Only whole numbers and multiples of a step can be drawn. Where a part holds none of them, the
 * nearest that is free is taken; where the whole range has no more of them than there are cells,
 * they are dealt out like listed levels.
 */
final class CellSample {
  private static final double ROUNDING = 1e-9;

  /** So many numbers at least can be drawn in the narrowest part where the file gives no step. */
  private static final int FINE = 10;

  private CellSample() {}

  /** The levels of every cell, the control's first, the others in the order of the factors. */
  static List<Configuration> of(Experiment experiment, int cells, long seed, OptionalLong max) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(~seed);
    List<Factor> factors = experiment.factors();
    List<List<Value>> levels =
        factors.stream().map(factor -> levels(factor, cells, max, random)).toList();
    int[][] cube = LatinHypercube.of(cells, levels.stream().mapToInt(List::size).toArray(), random);
    Arrays.sort(cube, Arrays::compare);
    List<Configuration> drawn = new ArrayList<>();
    drawn.add(experiment.complete(experiment.design().control(), max));
    for (int[] cell : cube) {
      Map<Setting, Value> named = new LinkedHashMap<>();
      for (int f = 0; f < cell.length; f++) {
        named.put(factors.get(f).setting(), levels.get(f).get(cell[f]));
      }
      drawn.add(Experiment.meaningful(new Configuration(named)));
    }
    return drawn.stream().distinct().toList();
  }

  private static List<Value> levels(
      Factor factor, int cells, OptionalLong max, RandomGenerator random) {
    if (!(factor.levels() instanceof Span span)) {
      List<Value> listed = factor.resolve(max);
      return listed.subList(0, Math.min(listed.size(), cells));
    }
    BigDecimal from = BigDecimal.valueOf(span.from());
    BigDecimal step = step(factor, span, cells);
    return Arrays.stream(steps(span, step.doubleValue(), cells, random))
        .mapToObj(steps -> factor.level(from.add(step.multiply(BigDecimal.valueOf(steps)))))
        .toList();
  }

  private static BigDecimal step(Factor factor, Span span, int cells) {
    if (span.step().isPresent()) {
      return BigDecimal.valueOf(span.step().getAsDouble());
    }
    return switch (factor.setting().kind()) {
      case WHOLE -> BigDecimal.ONE;
      case DECIMAL, FLAG, TEXT, ITEMS, DURATION, SIZE, RATE -> {
        double narrowest = span.at(1.0 / cells) - span.from();
        yield BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(narrowest / FINE)));
      }
    };
  }

  /** The drawn numbers, ascending, in steps above the range's first. */
  static long[] steps(Span span, double step, int cells, RandomGenerator random) {
    long last = (long) Math.floor((span.to() - span.from()) / step + ROUNDING);
    if (last < cells) {
      long[] all = new long[(int) last + 1];
      Arrays.setAll(all, i -> i);
      return all;
    }
    long[] drawn = new long[cells];
    for (int part = 0; part < cells; part++) {
      long first = least(span, step, (double) part / cells);
      long end = part == cells - 1 ? last + 1 : least(span, step, (part + 1.0) / cells);
      drawn[part] =
          first < end
              ? random.nextLong(first, end)
              : Math.round((span.at((part + 0.5) / cells) - span.from()) / step);
    }
    for (int part = 1; part < cells; part++) {
      drawn[part] = Math.max(drawn[part], drawn[part - 1] + 1);
    }
    for (int part = cells - 1; part >= 0; part--) {
      drawn[part] = Math.min(drawn[part], last - (cells - 1 - part));
    }
    return drawn;
  }

  /** The first number of steps that is not below a place of the range. */
  private static long least(Span span, double step, double place) {
    return (long) Math.ceil((span.at(place) - span.from()) / step - ROUNDING);
  }
}
