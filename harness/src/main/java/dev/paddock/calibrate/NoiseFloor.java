package dev.paddock.calibrate;

import dev.paddock.record.Calibration.Noise;
import dev.paddock.record.Request;
import dev.paddock.stats.Power;
import dev.paddock.stats.Student;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What two trials of the same thing differ by: the spread of their paired log differences. */
final class NoiseFloor {
  /** The blocks that an experiment has at least. */
  private static final int BLOCKS = 5;

  private static final double POWER = 0.8;
  private static final double ERROR = 0.05;

  private NoiseFloor() {}

  /**
   * The floor of each metric.
   *
   * @param trials in the order in which they ran; each two in a row are a pair
   */
  static SortedMap<String, Noise> of(List<List<Request>> trials) {
    SortedMap<String, Noise> floor = new TreeMap<>();
    floor.put("ttft.p50", noise(trials, trial -> quantile(firsts(trial), 0.5)));
    floor.put("ttft.p95", noise(trials, trial -> quantile(firsts(trial), 0.95)));
    floor.put("itl.p50", noise(trials, trial -> quantile(gaps(trial), 0.5)));
    floor.put("itl.p99", noise(trials, trial -> quantile(gaps(trial), 0.99)));
    floor.put("e2e.p50", noise(trials, trial -> quantile(ends(trial), 0.5)));
    return floor;
  }

  private static Noise noise(List<List<Request>> trials, ToDoubleFunction<List<Request>> figure) {
    double[] differences = new double[trials.size() / 2];
    for (int pair = 0; pair < differences.length; pair++) {
      differences[pair] =
          Math.log(figure.applyAsDouble(trials.get(2 * pair)))
              - Math.log(figure.applyAsDouble(trials.get(2 * pair + 1)));
    }
    double sd = Student.of(differences).sd();
    return new Noise(sd, Math.expm1(Power.smallest(BLOCKS, sd, POWER, ERROR)), differences.length);
  }

  private static LongStream firsts(List<Request> trial) {
    return trial.stream().flatMapToLong(request -> request.timeToFirstToken().stream());
  }

  private static LongStream gaps(List<Request> trial) {
    return trial.stream().flatMapToLong(request -> LongStream.of(request.stamps().gaps()));
  }

  private static LongStream ends(List<Request> trial) {
    return trial.stream().flatMapToLong(request -> request.endToEnd().stream());
  }

  private static double quantile(LongStream values, double share) {
    long[] sorted = values.sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
