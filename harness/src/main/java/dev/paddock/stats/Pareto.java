package dev.paddock.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The front of points that cost something and give something: less cost, more gain. */
public final class Pareto {
  private Pareto() {}

  /**
   * Which points no other point beats: at most its cost and at least its gain, and better in one. A
   * point with a coordinate that is NaN is not on the front.
   */
  public static boolean[] front(double[] cost, double[] gain) {
    boolean[] front = new boolean[cost.length];
    for (int i = 0; i < cost.length; i++) {
      front[i] = !Double.isNaN(cost[i]) && !Double.isNaN(gain[i]);
      for (int j = 0; front[i] && j < cost.length; j++) {
        front[i] = !beats(cost, gain, j, i);
      }
    }
    return front;
  }

  private static boolean beats(double[] cost, double[] gain, int j, int i) {
    return cost[j] <= cost[i] && gain[j] >= gain[i] && (cost[j] < cost[i] || gain[j] > gain[i]);
  }

  /**
   * How often each point is on the front when blocks are drawn anew, with replacement and for all
   * points jointly; a point without a value in any drawn block is left out of that draw.
   *
   * @param cost by point and block, averaged over blocks; NaN where a point was not seen in a block
   * @param gain likewise
   * @return by point, NaN where it was never seen
   */
  public static double[] probabilities(double[][] cost, double[][] gain, int draws, long seed) {
    int points = cost.length;
    int blocks = points == 0 ? 0 : cost[0].length;
    SplittableRandom random = new SplittableRandom(seed);
    int[] seen = new int[points];
    int[] won = new int[points];
    int[] drawn = new int[blocks];
    for (int draw = 0; draw < draws; draw++) {
      for (int b = 0; b < blocks; b++) {
        drawn[b] = random.nextInt(blocks);
      }
      double[] costs = Arrays.stream(cost).mapToDouble(row -> mean(row, drawn)).toArray();
      double[] gains = Arrays.stream(gain).mapToDouble(row -> mean(row, drawn)).toArray();
      boolean[] front = front(costs, gains);
      for (int i = 0; i < points; i++) {
        seen[i] += Double.isNaN(costs[i]) || Double.isNaN(gains[i]) ? 0 : 1;
        won[i] += front[i] ? 1 : 0;
      }
    }
    double[] probabilities = new double[points];
    for (int i = 0; i < points; i++) {
      probabilities[i] = seen[i] == 0 ? Double.NaN : (double) won[i] / seen[i];
    }
    return probabilities;
  }

  private static double mean(double[] row, int[] drawn) {
    double sum = 0;
    int count = 0;
    for (int b : drawn) {
      if (!Double.isNaN(row[b])) {
        sum += row[b];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
