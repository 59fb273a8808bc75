package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.paddock.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The interval of a figure as {@code summary.json} has it, in the keys {@code lo} and {@code hi} of
 * the record that it is of; one with neither is descriptive.
 */
public record Bounds(@JsonIgnore Optional<Interval> interval) {
  /** What the keys of the adjusted interval end in. */
  static final String ADJUSTED = "_adjusted";

  public static final Bounds NONE = new Bounds(Optional.empty());

  /** Of what a file has: ends that are absent, or no numbers, are no interval. */
  @JsonCreator
  static Bounds of(@JsonProperty("lo") OptionalDouble lo, @JsonProperty("hi") OptionalDouble hi) {
    return lo.orElse(Double.NaN) <= hi.orElse(Double.NaN)
        ? of(lo.getAsDouble(), hi.getAsDouble())
        : NONE;
  }

  /** From one end to the other. */
  public static Bounds of(double lo, double hi) {
    return new Bounds(Optional.of(new Interval(lo, hi)));
  }

  /** Whether all of it lies on one side of a value; never where there is none. */
  public boolean leavesOut(double value) {
    return interval.filter(one -> one.low() > value || one.high() < value).isPresent();
  }

  /** The lower end. */
  @JsonProperty
  public OptionalDouble lo() {
    return interval.map(one -> OptionalDouble.of(one.low())).orElse(OptionalDouble.empty());
  }

  /** The upper end. */
  @JsonProperty
  public OptionalDouble hi() {
    return interval.map(one -> OptionalDouble.of(one.high())).orElse(OptionalDouble.empty());
  }
}
