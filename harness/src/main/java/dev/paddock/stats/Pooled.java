package dev.paddock.stats;

import dev.paddock.stats.Strata.Contrast;
import dev.paddock.stats.Strata.Observation;
import dev.paddock.stats.Strata.Stratum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * The difference of each two treatments: the mean over the blocks that have both, with an error
 * that is pooled over all treatments, so that it has the degrees of freedom of all of them, (blocks
 * − 1) (treatments − 1), and not blocks − 1.
 *
 * <p>Two treatments of one setup differ by the error within plots, 2 MS(within) a block; two of
 * different setups by that of whole plots too: 2 MS(plots) + 2 (1 − h) MS(within), h being the mean
 * of one over the number of treatments that a plot has, with Satterthwaite's degrees of freedom.
 * Where nothing is missing that is the error of {@link Strata#contrast}.
 *
 * <p>A treatment whose spread plainly differs stands apart: what it is held against has the error
 * of the two alone, Student's paired t. The rule, fixed beforehand: the variance of its distances
 * from the mean of the others is over three times the one that theirs leads to expect, and more
 * than chance explains (F-test, 10 %); the one furthest off leaves first, and those that stay are
 * looked at anew. So most spreads of three times (nine times the variance) are found, while equal
 * ones of few blocks, which look threefold as often as not, stay together. It leaves the pooled
 * error of the others only where it is over nine times and at 0.1 %: one that is left out for
 * looking wild by chance would make the others look calmer than they are. Of two treatments none
 * can stand apart: their paired t is both.
 */
public final class Pooled {
  /** When the spread of a treatment differs: by how many times the variance, and how surely. */
  private record Rule(double times, double chance) {
    static final Rule APART = new Rule(3, 0.1);
    static final Rule OUT = new Rule(9, 0.001);
  }

  private final double[][] table;
  private final int[] setups;
  private final boolean[] apart;
  private final boolean[] out;
  private final OptionalDouble within;
  private final int withinDf;
  private final OptionalDouble plots;
  private final int plotsDf;
  private final double share;

  private Pooled(List<Observation> observations, int[] setups) {
    this.setups = setups.clone();
    int blocks = observations.stream().mapToInt(Observation::block).max().orElse(-1) + 1;
    TwoWay.Table all = new TwoWay.Table(blocks, setups.length);
    observations.forEach(one -> all.add(one.block(), one.treatment(), one.value()));
    this.table = all.means();
    this.apart = leaving(table, Rule.APART);
    this.out = leaving(table, Rule.OUT);
    Strata strata =
        Strata.of(observations.stream().filter(one -> !out[one.treatment()]).toList(), setups);
    this.within = strata.withinMeanSquare();
    this.withinDf = strata.withinDf();
    this.plots = strata.plotsMeanSquare();
    this.plotsDf = strata.plotsDf();
    this.share = share();
  }

  /**
   * The differences.
   *
   * @param observations as {@link Strata#of} takes them
   * @param setups likewise
   */
  public static Pooled of(List<Observation> observations, int[] setups) {
    return new Pooled(observations, setups);
  }

  private static boolean[] leaving(double[][] table, Rule rule) {
    int treatments = table.length == 0 ? 0 : table[0].length;
    boolean[] leaving = new boolean[treatments];
    List<Integer> rest = new ArrayList<>(IntStream.range(0, treatments).boxed().toList());
    rest.removeIf(t -> Arrays.stream(table).filter(row -> !Double.isNaN(row[t])).count() < 2);
    OptionalInt furthest = furthest(table, rest, rule);
    while (furthest.isPresent()) {
      leaving[furthest.getAsInt()] = true;
      rest.remove(Integer.valueOf(furthest.getAsInt()));
      furthest = furthest(table, rest, rule);
    }
    return leaving;
  }

  /** The one of these whose spread differs the most from that of the others, if one does. */
  private static OptionalInt furthest(double[][] table, List<Integer> all, Rule rule) {
    if (all.size() < 3) {
      return OptionalInt.empty();
    }
    double[][] residuals = residuals(table, all);
    int furthest = -1;
    double most = rule.times;
    for (int t = 0; t < all.size(); t++) {
      double times = times(residuals, t, rule);
      if (times > most) {
        most = times;
        furthest = all.get(t);
      }
    }
    return furthest < 0 ? OptionalInt.empty() : OptionalInt.of(furthest);
  }

  /** What is left of each value after its treatment's effect, not yet after its block's. */
  private static double[][] residuals(double[][] table, List<Integer> all) {
    TwoWay.Table rest = new TwoWay.Table(table.length, all.size());
    double[][] values = new double[table.length][all.size()];
    for (int block = 0; block < table.length; block++) {
      for (int t = 0; t < all.size(); t++) {
        values[block][t] = table[block][all.get(t)];
        if (!Double.isNaN(values[block][t])) {
          rest.add(block, t, values[block][t]);
        }
      }
    }
    TwoWay fit = rest.fit();
    double[] unit = new double[all.size()];
    for (int t = 0; t < all.size(); t++) {
      unit[t] = 1;
      double effect = fit.value(unit);
      unit[t] = 0;
      for (double[] row : values) {
        row[t] -= effect;
      }
    }
    return values;
  }

  /**
   * How many times the variance of a treatment's distances from the mean of the others is what they
   * lead to expect; 0 where chance explains it.
   */
  private static double times(double[][] residuals, int one, Rule rule) {
    List<Double> distances = new ArrayList<>();
    double expected = 0;
    double squares = 0;
    int values = 0;
    int blocks = 0;
    boolean[] others = new boolean[residuals[0].length];
    for (double[] row : residuals) {
      int size = 0;
      double sum = 0;
      for (int t = 0; t < row.length; t++) {
        if (t != one && !Double.isNaN(row[t])) {
          size++;
          sum += row[t];
          others[t] = true;
        }
      }
      double level = sum / size;
      for (int t = 0; t < row.length && size > 0; t++) {
        if (t != one && !Double.isNaN(row[t])) {
          squares += (row[t] - level) * (row[t] - level);
        }
      }
      values += size;
      blocks += size > 0 ? 1 : 0;
      if (size > 0 && !Double.isNaN(row[one])) {
        distances.add(row[one] - level);
        expected += 1 + 1.0 / size;
      }
    }
    int count = (int) IntStream.range(0, others.length).filter(t -> others[t]).count();
    int df = values - blocks - count + 1;
    int n = distances.size();
    if (n < 2 || df < 1) {
      return 0;
    }
    double sd = Student.of(distances.stream().mapToDouble(d -> d).toArray()).sd();
    double own = sd * sd * n / expected;
    double theirs = squares / df;
    if (own <= rule.times * theirs) {
      return 0;
    }
    if (theirs == 0) {
      return Double.MAX_VALUE;
    }
    double byChance = FDistribution.of(n - 1, df).survivalProbability(own / theirs);
    return byChance < rule.chance ? own / theirs : 0;
  }

  /** The mean of one over the number of treatments that a plot has, over all plots. */
  private double share() {
    int[] distinct = Arrays.stream(setups).distinct().toArray();
    double sum = 0;
    int count = 0;
    for (double[] row : table) {
      for (int setup : distinct) {
        long size =
            IntStream.range(0, row.length)
                .filter(t -> setups[t] == setup && !out[t] && !Double.isNaN(row[t]))
                .count();
        sum += size == 0 ? 0 : 1.0 / size;
        count += size == 0 ? 0 : 1;
      }
    }
    return count == 0 ? 1 : sum / count;
  }

  /** Whether a treatment's spread plainly differs from that of the others. */
  public boolean standsApart(int treatment) {
    return apart[treatment];
  }

  /** One treatment less another; none where no block has both. */
  public Optional<Contrast> difference(int one, int other) {
    double[] differences =
        Arrays.stream(table)
            .mapToDouble(row -> row[one] - row[other])
            .filter(difference -> !Double.isNaN(difference))
            .toArray();
    if (differences.length == 0) {
      return Optional.empty();
    }
    boolean together = setups[one] == setups[other];
    Stratum stratum = together ? Stratum.WITHIN_PLOTS : Stratum.WHOLE_PLOTS;
    Student alone = Student.of(differences);
    double low = within.orElse(0) * 2 * (together ? 1 : 1 - share);
    double high = together ? 0 : plots.orElse(0) * 2;
    boolean pooled =
        !apart[one]
            && !apart[other]
            && (together ? within.isPresent() : plots.isPresent())
            && (TwoWay.zero(1 - share) || together || within.isPresent());
    if (!pooled) {
      return Optional.of(Contrast.paired(alone, stratum));
    }
    double df =
        together
            ? withinDf
            : low == 0
                ? plotsDf
                : (low + high) * (low + high) / (low * low / withinDf + high * high / plotsDf);
    return Optional.of(
        new Contrast(
            alone.mean(), OptionalDouble.of(Math.sqrt((low + high) / alone.n())), df, stratum));
  }
}
