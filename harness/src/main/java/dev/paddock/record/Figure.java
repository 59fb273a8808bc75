package dev.paddock.record;

/**
 * One figure of a trial that was measured elsewhere, for example by JMH; an entry of {@code
 * figures.json}, under the name of its metric.
 *
 * @param value in the metric's unit
 * @param n how many measurements it rests on, at least 1
 */
public record Figure(double value, long n) {
  public Figure {
    if (n < 1) {
      throw new IllegalArgumentException("a figure rests on at least one measurement, not " + n);
    }
  }
}
