package dev.paddock.report.chart;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One axis of a panel: its scale, what is written along it, and what it is called.
 *
 * @param edge room at each end, as a share of the scale, so that what stands there is seen whole
 * @param grid whether a line crosses the panel at each tick
 * @param title nothing where the ticks say it all
 */
public record Axis(Scale scale, double edge, List<Tick> ticks, boolean grid, String title) {
  private static final double EDGE = 0.03;

  /** Words at a place on the scale, in steps. */
  public record Tick(double at, String words) {}

  public Axis {
    ticks = List.copyOf(ticks);
  }

  public static Axis numbers(Scale scale, String title) {
    return named(scale, scale::label, title);
  }

  /** With other words at the ticks than their numbers. */
  static Axis named(Scale scale, IntFunction<String> words, String title) {
    List<Tick> ticks =
        IntStream.rangeClosed(0, scale.steps())
            .mapToObj(step -> new Tick(step, words.apply(step)))
            .toList();
    return new Axis(scale, EDGE, ticks, true, title);
  }

  /** Columns with names, each a step wide. */
  static Axis columns(List<String> names) {
    List<Tick> ticks =
        IntStream.range(0, names.size()).mapToObj(i -> new Tick(i + 0.5, names.get(i))).toList();
    return new Axis(new Scale(0, 1, names.size(), false), 0, ticks, false, "");
  }

  /** Rows with names, the first at the top. */
  static Axis rows(List<String> names) {
    int n = names.size();
    List<Tick> ticks = IntStream.range(0, n).mapToObj(i -> new Tick(n - i, names.get(i))).toList();
    return new Axis(new Scale(0, 1, n + 1, false), EDGE, ticks, true, "");
  }

  /** Where the column or row of this index is. */
  double place(int index) {
    return ticks.get(index).at();
  }

  double first() {
    return -edge * scale.steps();
  }

  double last() {
    return (1 + edge) * scale.steps();
  }

  /** How far along the axis a place is, from 0 to 1. */
  double share(double at) {
    return (at - first()) / (last() - first());
  }

  /** As many ticks as there is room for, among them the middle one: of ratios it is 1. */
  List<Tick> fitting(double pixels, double each) {
    int every = (int) Math.max(1, Math.ceil(each * ticks.size() / pixels));
    int middle = ticks.size() / 2;
    return IntStream.range(0, ticks.size())
        .filter(i -> (i - middle) % every == 0)
        .mapToObj(ticks::get)
        .toList();
  }
}
