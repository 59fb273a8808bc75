package dev.paddock.load;

import dev.paddock.experiment.Arrivals;
import dev.paddock.workload.Trace;
import java.util.PrimitiveIterator;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/**
 * When requests leave in an open loop. It knows no clock and no thread: departures are nanoseconds
 * after the start and never decrease.
 */
public sealed interface Schedule {
  double SECOND = 1e9;

  /** The departures, from the first on; the same ones each time that they are asked for. */
  PrimitiveIterator.OfLong departures();

  /**
   * The schedule of one trial.
   *
   * @param requests of the trial, warm-up included: what a ramp without a time takes
   * @param seed of what is drawn
   * @param traces reads the file of a replay
   */
  static Schedule of(Arrivals arrivals, int requests, long seed, Function<String, Trace> traces) {
    return switch (arrivals) {
      case Arrivals.Constant(double rate) -> new Constant(rate);
      case Arrivals.Poisson(double rate) -> new Poisson(rate, seed);
      case Arrivals.Ramp ramp -> new Ramp(ramp.from(), ramp.to(), ramp.rampSeconds(requests));
      case Arrivals.Replay(String file) -> new Replay(traces.apply(file));
    };
  }

  /**
   * Evenly spaced and without end; each departure is made from its number, so that none drifts.
   *
   * @param perSecond more than none
   */
  record Constant(double perSecond) implements Schedule {
    @Override
    public PrimitiveIterator.OfLong departures() {
      return LongStream.iterate(0, number -> number + 1)
          .map(number -> Math.round(number / perSecond * SECOND))
          .iterator();
    }
  }

  /**
   * Exponential gaps, without end.
   *
   * @param perSecond on average, more than none
   * @param seed the same gives the same departures, on every machine
   */
  record Poisson(double perSecond, long seed) implements Schedule {
    @Override
    public PrimitiveIterator.OfLong departures() {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      double[] now = {0};
      return LongStream.generate(
              () -> {
                now[0] -= Math.log1p(-random.nextDouble()) / perSecond;
                return Math.round(now[0] * SECOND);
              })
          .iterator();
    }
  }

  /**
   * A rate that goes on a straight line from one to another and then stays, without end. Departure
   * k, from 0, is where the rate's integral is k.
   *
   * @param from per second, more than none
   * @param to per second, more than none
   * @param seconds that it takes, more than none
   */
  record Ramp(double from, double to, double seconds) implements Schedule {
    @Override
    public PrimitiveIterator.OfLong departures() {
      return LongStream.iterate(0, number -> number + 1)
          .map(number -> Math.round(at((double) number) * SECOND))
          .iterator();
    }

    private double at(double number) {
      double within = (from + to) / 2 * seconds;
      if (number > within) {
        return seconds + (number - within) / to;
      }
      double slope = (to - from) / seconds;
      // The root of from t + slope t² / 2 = number, in the form that also stands at slope 0.
      return 2 * number / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * number)));
    }
  }

  /** The times of a trace, as far as it goes. */
  record Replay(Trace trace) implements Schedule {
    @Override
    public PrimitiveIterator.OfLong departures() {
      return trace.entries().stream().mapToLong(Trace.Entry::at).iterator();
    }
  }
}
