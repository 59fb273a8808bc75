package dev.paddock.stats;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Least squares for randomised complete blocks with whole plots, each term against the error of its
 * own stratum; R's {@code aov(y ~ A * B + Error(block / plot))}.
 *
 * <p>In a block, treatments that share a <em>setup</em> (a server configuration) stand in one whole
 * plot. What differs within plots is estimated from the deviations within them and tested against
 * their residual; what differs between setups is estimated from the plots' means after the blocks
 * and tested against the residual of those, which holds both errors. Every combination of levels
 * has a mean of its own, so no interaction ends up in the error.
 *
 * <p>Observations may be missing: each stratum is then an unbalanced two-way table, solved as such,
 * and a plot's mean is taken after its treatments' estimated deviations, so that a plot that lacks
 * a slow treatment does not look fast. (The little that these estimates add to its error is not
 * counted.) A contrast that lies in both strata has the sum of both variances and Satterthwaite's
 * degrees of freedom.
 */
public final class Strata {

  /** An observed value of a treatment in a block, on the scale on which effects add up. */
  public record Observation(int block, int treatment, double value) {}

  /** Whose error a contrast is tested against. */
  public enum Stratum {
    WHOLE_PLOTS,
    WITHIN_PLOTS
  }

  /**
   * A contrast of treatments.
   *
   * @param error its standard error; none where nothing is left to estimate it from
   * @param df degrees of freedom of the error
   */
  public record Contrast(double value, OptionalDouble error, double df, Stratum stratum) {

    /** The mean of differences that rest on themselves alone: the paired t. */
    public static Contrast paired(Student differences, Stratum stratum) {
      int n = differences.n();
      return n < 2
          ? new Contrast(differences.mean(), OptionalDouble.empty(), 0, stratum)
          : new Contrast(
              differences.mean(),
              OptionalDouble.of(differences.sd() / Math.sqrt(n)),
              n - 1.0,
              stratum);
    }

    /** The two-sided interval; none without an error. */
    public Optional<Interval> interval(double confidence) {
      if (error.isEmpty()) {
        return Optional.empty();
      }
      double half =
          TDistribution.of(df).inverseCumulativeProbability((1 + confidence) / 2)
              * error.getAsDouble();
      return Optional.of(new Interval(value - half, value + half));
    }

    /** The two-sided p-value of a true value of {@code expected}; 1 without an error. */
    public double pValue(double expected) {
      if (error.isEmpty()) {
        return 1;
      }
      double distance = Math.abs(value - expected);
      if (error.getAsDouble() == 0) {
        return distance == 0 ? 1 : 0;
      }
      return 2 * TDistribution.of(df).cumulativeProbability(-distance / error.getAsDouble());
    }
  }

  private final int[] setups;
  private final Map<Integer, TwoWay> within = new LinkedHashMap<>();
  private final TwoWay between;
  private final double withinSquares;
  private final int withinDf;

  private Strata(List<Observation> observations, int[] setups) {
    this.setups = setups.clone();
    int blocks = observations.stream().mapToInt(Observation::block).max().orElse(-1) + 1;
    int[] distinct = Arrays.stream(setups).sorted().distinct().toArray();
    double squares = 0;
    int df = 0;
    TwoWay.Table plots = new TwoWay.Table(blocks, distinct.length);
    for (int s = 0; s < distinct.length; s++) {
      int setup = distinct[s];
      int[] members = members(setup);
      TwoWay.Table table = new TwoWay.Table(blocks, members.length);
      for (Observation one : observations) {
        if (setups[one.treatment] == setup) {
          table.add(one.block, Arrays.binarySearch(members, one.treatment), one.value);
        }
      }
      TwoWay fit = table.fit();
      within.put(setup, fit);
      squares += fit.squares();
      df += fit.df();
      for (int block = 0; block < blocks; block++) {
        // After the treatments' effects, so the order is given: within plots first.
        OptionalDouble mean = fit.groupMean(block);
        if (mean.isPresent()) {
          plots.add(block, s, mean.getAsDouble());
        }
      }
    }
    this.withinSquares = squares;
    this.withinDf = df;
    this.between = plots.fit();
  }

  /**
   * The fit.
   *
   * @param observations of treatments and blocks numbered from 0; several of one treatment in one
   *     block count as their mean
   * @param setups the setup of each treatment, by its number; all the same where there are no whole
   *     plots
   */
  public static Strata of(List<Observation> observations, int[] setups) {
    if (setups.length == 0) {
      throw new IllegalArgumentException("no treatment to estimate");
    }
    return new Strata(observations, setups);
  }

  /** The mean square within plots; none where nothing is left for it. */
  OptionalDouble withinMeanSquare() {
    return withinDf == 0 ? OptionalDouble.empty() : OptionalDouble.of(withinSquares / withinDf);
  }

  int withinDf() {
    return withinDf;
  }

  /** The mean square of the plots' means; none where nothing is left for it. */
  OptionalDouble plotsMeanSquare() {
    return between.df() <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(between.squares() / between.df());
  }

  int plotsDf() {
    return between.df();
  }

  private int[] members(int setup) {
    int[] members = new int[setups.length];
    int count = 0;
    for (int t = 0; t < setups.length; t++) {
      if (setups[t] == setup) {
        members[count++] = t;
      }
    }
    return Arrays.copyOf(members, count);
  }

  /**
   * A contrast.
   *
   * @param coefficients by treatment, summing up to 0
   * @return none where these observations do not tell: a treatment was never seen, or no blocks tie
   *     those that are compared together
   */
  public Optional<Contrast> contrast(double[] coefficients) {
    double[] ofSetups = new double[within.size()];
    double value = 0;
    double share = 0;
    int s = 0;
    for (Map.Entry<Integer, TwoWay> setup : within.entrySet()) {
      int[] members = members(setup.getKey());
      double[] own = Arrays.stream(members).mapToDouble(t -> coefficients[t]).toArray();
      TwoWay fit = setup.getValue();
      ofSetups[s++] = Arrays.stream(own).sum();
      // A contrast falls apart: what it asks of a setup as a whole is told by the plots' means,
      // what
      // is left sums up to 0 within the setup and is told within its plots. Both estimates are
      // independent, which is why their variances add up.
      double[] deviations = fit.deviations(own);
      if (!fit.estimates(deviations, own)) {
        return Optional.empty();
      }
      value += fit.value(deviations);
      share += fit.variance(deviations);
    }
    boolean whole = Arrays.stream(ofSetups).anyMatch(c -> !TwoWay.zero(c));
    if (!whole) {
      return Optional.of(
          contrast(value, share, withinSquares, withinDf, 0, 0, 1, Stratum.WITHIN_PLOTS));
    }
    if (!between.estimates(ofSetups, ofSetups)) {
      return Optional.empty();
    }
    return Optional.of(
        contrast(
            value + between.value(ofSetups),
            share,
            withinSquares,
            withinDf,
            between.variance(ofSetups),
            between.squares(),
            between.df(),
            Stratum.WHOLE_PLOTS));
  }

  private static Contrast contrast(
      double value,
      double share,
      double squares,
      int df,
      double wholeShare,
      double wholeSquares,
      int wholeDf,
      Stratum stratum) {
    boolean inBoth = !TwoWay.zero(share) && !TwoWay.zero(wholeShare);
    boolean inWhole = !TwoWay.zero(wholeShare);
    if ((inWhole && wholeDf == 0) || ((inBoth || !inWhole) && df == 0)) {
      return new Contrast(value, OptionalDouble.empty(), 0, stratum);
    }
    // Each variance is a mean square with its own degrees of freedom; their sum has Satterthwaite's
    // (1946): (a + b)² / (a² / df(a) + b² / df(b)), which is what one of them has where it is
    // alone.
    double low = inBoth || !inWhole ? share * squares / df : 0;
    double high = inWhole ? wholeShare * wholeSquares / wholeDf : 0;
    double together =
        !inBoth || low + high == 0
            ? (inWhole ? wholeDf : df)
            : (low + high) * (low + high) / (low * low / df + high * high / wholeDf);
    return new Contrast(value, OptionalDouble.of(Math.sqrt(low + high)), together, stratum);
  }
}
