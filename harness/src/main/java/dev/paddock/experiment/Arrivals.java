package dev.paddock.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** When the requests of an open loop are due, whether answers have come or not. */
public sealed interface Arrivals {
  /**
   * Evenly spaced.
   *
   * @param perSecond requests a second, more than none
   */
  record Constant(double perSecond) implements Arrivals {}

  /**
   * A Poisson process: gaps are exponential, as those of many users who know nothing of each other.
   *
   * @param perSecond requests a second on average, more than none
   */
  record Poisson(double perSecond) implements Arrivals {}

  /**
   * A rate that goes on a straight line from one to another and then stays.
   *
   * @param from requests a second at the beginning, more than none
   * @param to requests a second at the end, more than none
   * @param over how long it takes; empty: the whole trial
   */
  record Ramp(double from, double to, Optional<Duration> over) implements Arrivals {
    /**
     * Seconds that the rate takes to its end, in a trial of so many requests.
     *
     * @param requests warm-up included
     */
    public double rampSeconds(int requests) {
      return over.map(time -> time.toNanos() / 1e9).orElse(2.0 * requests / (from + to));
    }
  }

  /**
   * The times of a file of recorded requests, from its first on.
   *
   * @param trace the file's path, as the experiment file has it
   */
  record Replay(String trace) implements Arrivals {}

  /** The rate at the beginning, per second; empty where only a trace knows. */
  default OptionalDouble firstRate() {
    return switch (this) {
      case Constant(double rate) -> OptionalDouble.of(rate);
      case Poisson(double rate) -> OptionalDouble.of(rate);
      case Ramp(double from, double to, var over) -> OptionalDouble.of(from);
      case Replay(String trace) -> OptionalDouble.empty();
    };
  }

  /** Seconds until so many requests were due, about; empty where only a trace knows. */
  default OptionalDouble seconds(int requests) {
    return switch (this) {
      case Constant(double rate) -> OptionalDouble.of(requests / rate);
      case Poisson(double rate) -> OptionalDouble.of(requests / rate);
      case Ramp ramp -> {
        double time = ramp.rampSeconds(requests);
        double within = time * (ramp.from() + ramp.to()) / 2;
        yield OptionalDouble.of(
            within <= requests ? time + (requests - within) / ramp.to() : time * requests / within);
      }
      case Replay(String trace) -> OptionalDouble.empty();
    };
  }
}
