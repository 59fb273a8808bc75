package dev.paddock.record;

import dev.paddock.record.Sample.Gpu;
import dev.paddock.record.Sample.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The energy that a machine took: its processors and their memory where the kernel counts it, and
 * all of its graphics cards. A card that counts no energy is integrated over the power that it says
 * it draws, by trapezoids. What the rest of the machine takes is in no figure.
 */
final class Energy {
  /** What one source took up to a moment, in joules from any start. */
  private record Point(long at, double joules) {}

  private Energy() {}

  /**
   * The joules of a window, between samples on straight lines; empty where nothing tells, or a
   * source was not watched over the whole window, because a part would pass for the whole.
   */
  static OptionalDouble joules(List<Sample> samples, Window window) {
    List<List<Point>> sources = sources(samples);
    double sum = 0;
    for (List<Point> source : sources) {
      if (source.getFirst().at() > window.from() || source.getLast().at() < window.to()) {
        return OptionalDouble.empty();
      }
      sum += at(source, window.to()) - at(source, window.from());
    }
    return sources.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  private static List<List<Point>> sources(List<Sample> samples) {
    List<List<Point>> sources = new ArrayList<>();
    sources.add(
        points(
            samples,
            sample -> sample.machine().map(Machine::energy).orElse(OptionalDouble.empty())));
    int cards =
        samples.stream().mapToInt(one -> one.gpus().map(List::size).orElse(0)).max().orElse(0);
    for (int i = 0; i < cards; i++) {
      int card = i;
      List<Point> counted = points(samples, sample -> of(sample, card, Gpu::energy));
      sources.add(
          counted.isEmpty()
              ? integrated(points(samples, sample -> of(sample, card, Gpu::watts)))
              : counted);
    }
    sources.removeIf(List::isEmpty);
    return sources;
  }

  private static OptionalDouble of(Sample sample, int card, Function<Gpu, OptionalDouble> figure) {
    return sample
        .gpus()
        .filter(gpus -> card < gpus.size())
        .map(gpus -> figure.apply(gpus.get(card)))
        .orElse(OptionalDouble.empty());
  }

  private static List<Point> points(List<Sample> samples, Function<Sample, OptionalDouble> figure) {
    List<Point> points = new ArrayList<>();
    for (Sample sample : samples) {
      figure.apply(sample).ifPresent(value -> points.add(new Point(sample.at(), value)));
    }
    return points;
  }

  /** Watts to joules. */
  private static List<Point> integrated(List<Point> watts) {
    List<Point> points = new ArrayList<>();
    double joules = 0;
    for (int i = 0; i < watts.size(); i++) {
      if (i > 0) {
        Point before = watts.get(i - 1);
        Point now = watts.get(i);
        joules += (before.joules() + now.joules()) / 2 * (now.at() - before.at()) / 1e9;
      }
      points.add(new Point(watts.get(i).at(), joules));
    }
    return points;
  }

  /** Of points of which one is not after that moment, and one not before it. */
  private static double at(List<Point> points, long at) {
    Point before = points.getFirst();
    for (Point point : points) {
      if (point.at() >= at) {
        return point.at() == before.at()
            ? point.joules()
            : before.joules()
                + (point.joules() - before.joules())
                    * (at - before.at())
                    / (point.at() - before.at());
      }
      before = point;
    }
    return before.joules();
  }
}
