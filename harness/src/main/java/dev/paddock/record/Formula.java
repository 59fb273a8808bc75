package dev.paddock.record;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** How a quantity comes from what a trial recorded, in the quantity's unit. */
public sealed interface Formula {
  /**
   * Values that a single request has: none, one, or many.
   *
   * @param values of a request that counts, in the order of time
   */
  record OfRequest(Function<Request, DoubleStream> values) implements Formula {}

  /**
   * One value of the trial as a whole.
   *
   * @param value none where the trial does not tell
   */
  record OfTrial(Function<Recording, Optional<Whole>> value) implements Formula {}

  /** None: a JMH suite measures it and writes it down with its trial. */
  record OfSuite() implements Formula {}

  /**
   * A value of a trial.
   *
   * @param requests that it rests on
   */
  record Whole(double value, long requests) {}
}
